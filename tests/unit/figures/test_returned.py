"""Returns: a department's word, whole or not known."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from luoshi.areas import AreaTree
from luoshi.figures import Evidence, Figure, calculate_returned, find_evidence, load_returns
from luoshi.periods import Period
from luoshi.query import Source
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.programmes import FIGURES

YEAR = Period.parse("2021")


@pytest.fixture(scope="module")
def tree() -> AreaTree:
    return load_linyi_areas().reporting


def _get_figure(name: str) -> Figure:
    return next(figure for figure in FIGURES if figure.id == name)


def _write(path: Path, areas: list[int], numerator: int, item: str) -> Source:
    rows = {
        "record": list(range(len(areas))),
        "item": item,
        "period": "2021",
        "numerator": numerator,
        "denominator": 1,
        "signed_on": date(2022, 1, 5),
        "department": "office",
        "area": areas,
    }
    pl.DataFrame(rows).write_parquet(path)
    return Source(files={"returns": (path,)})


def test_city_is_the_sum_when_every_reporting_unit_has_stated(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    units = [area.number for area in tree.at_level("county")]
    source = _write(tmp_path / "returns.parquet", units, 10, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert (result.value, result.records, result.evidence) == (130, 13, Evidence.RETURNS)


def test_city_is_not_known_while_one_unit_is_missing(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    units = [area.number for area in tree.at_level("county")][1:]
    source = _write(tmp_path / "returns.parquet", units, 10, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert (result.value, result.records) == (None, 12)


def test_money_in_a_return_is_read_as_fen(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("assistance.paid")
    source = _write(tmp_path / "returns.parquet", [371300000000], 12_345, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert float(result.value or 0) == 123.45


def test_figure_rests_on_returns_where_its_kind_has_no_records() -> None:
    assert find_evidence(_get_figure("assistance.paid"), Source(files={})) is Evidence.RETURNS
