"""Linyi's plan: it reads, agrees with the figures, and a broken table is named by file and line."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import luoshi_linyi.plan
from luoshi.errors import UserFault
from luoshi.plan import load_plan
from luoshi.runs import get_city

FOLDER = Path(luoshi_linyi.plan.__file__).parent


def test_every_programme_of_the_figures_stands_in_the_plan() -> None:
    city = get_city("linyi")
    plan = city.load_plan()
    named = {figure.programme: figure.section for figure in city.figures if figure.section}
    assert {one.id: one.section for one in plan.programmes} == named


def test_targets_name_figures_and_the_grouping_is_marked_assumed() -> None:
    city = get_city("linyi")
    plan = city.load_plan()
    targets = {one.target.figure: one.target.value for one in plan.commitments if one.target}
    assert targets["rehab.children"] == 2000
    assert targets["assistance.standard_uplift"] == Fraction(1, 10)
    assert set(targets) <= {figure.id for figure in city.figures}
    assert plan.assumed


def test_target_that_is_no_number_is_named_by_file_and_line(tmp_path) -> None:
    shutil.copytree(FOLDER, tmp_path / "plan")
    table = tmp_path / "plan" / "commitments_2021.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",2000,", ",many,"), encoding="utf-8")
    with pytest.raises(UserFault, match=r"commitments_2021\.csv, line 4"):
        load_plan(tmp_path / "plan", 2021, assumed=True)


def test_commitment_of_an_unknown_programme_is_refused(tmp_path) -> None:
    shutil.copytree(FOLDER, tmp_path / "plan")
    table = tmp_path / "plan" / "commitments_2021.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("veterans,", "heroes,"), encoding="utf-8")
    with pytest.raises(UserFault, match=r"plan\.lost"):
        load_plan(tmp_path / "plan", 2021, assumed=True)
