"""The rules over a synthetic city: whom they find entitled, what if, why, and cases made of real decisions."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from luoshi.cli.app import app
from luoshi.policy.rules import check_cases, load_cases
from luoshi.runs import RulesGround, open_rules, synthesize_book

pytestmark = pytest.mark.slow

ASSISTED = pl.col("dibao.entitled") | pl.col("tekun.entitled")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "book"
    synthesize_book(path, city_name="linyi", year=2021, scale=0.01, seed=20211231, with_faults=False)
    return path


@pytest.fixture(scope="module")
def ground(book: Path) -> RulesGround:
    return open_rules(book)


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("month", [1, 9, 10, 12])
def test_rules_find_exactly_those_entitled_whom_the_list_of_the_month_pays(ground: RulesGround, month: int) -> None:
    first = date(2021, month, 1)
    entitled = ground.decide(first).filter(ASSISTED)["person"]
    paid = (
        pl.scan_parquet(list(ground.snapshot.files("payments")))
        .filter(
            pl.col("benefit").is_in(["dibao", "tekun"]),
            pl.col("status") == "paid",
            pl.col("pay_month") == first,
        )
        .select("person")
        .collect()["person"]
    )
    assert paid.len() > 2_000
    assert sorted(entitled) == sorted(paid)


def test_nobody_has_two_benefits_that_exclude_each_other(ground: RulesGround) -> None:
    rows = ground.decide(date(2021, 12, 1))
    pairs = [
        (rule.entitled, f"{condition.excludes}.entitled")
        for rule in ground.rules.rules
        for condition in rule.bits
        if condition.excludes in ("tekun", "dibao")
    ]
    assert pairs
    for first, second in pairs:
        assert rows.filter(pl.col(first) & pl.col(second)).is_empty(), (first, second)


def test_births_of_members_are_those_of_their_id_numbers(book: Path, ground: RulesGround) -> None:
    people = pl.read_parquet(book / "registry" / "**" / "*.parquet").select("person", "id_number")
    members = (
        pl.scan_parquet(list(ground.snapshot.files("household_members"))).select("person", "birth_month").collect()
    )
    both = members.join(people, on="person")
    assert both.height == members.height
    assert (both["id_number"].str.slice(6, 6) == both["birth_month"].dt.strftime("%Y%m")).all()


def test_simulation_moves_people_one_way_and_adds_up(book: Path) -> None:
    for written, sign in (("dibao.urban.standard=+10%", 1), ("dibao.rural.standard=-10%", -1)):
        told = json.loads(run("simulate", "--book", book, "--month", "2021-12", "--set", written, "--format", "json"))
        assert (told["persons_in"] > 0, told["persons_out"] > 0) == (sign > 0, sign < 0)
        assert told["cost"] * sign > 0
        for table in ("by_county", "by_fund", "by_benefit"):
            assert sum(row["cost"] for row in told[table]) == pytest.approx(told["cost"])


def test_why_agrees_with_the_decision_and_a_case_of_it_is_decided_alike(
    book: Path, ground: RulesGround, tmp_path: Path
) -> None:
    rows = ground.decide(date(2021, 12, 1))
    for at, rule in enumerate(ground.rules.rules):
        for entitled in (True, False):
            chosen = rows.filter(pl.col(rule.entitled) == entitled)
            if chosen.is_empty():
                continue
            row = chosen.row(at * 7 % chosen.height, named=True)
            asked = (row["person"], "--benefit", rule.benefit, "--month", "2021-12", "--book", book)
            told = json.loads(run("why", *asked, "--format", "json"))
            assert (told["entitled"], told["amount"] * 100) == (entitled, pytest.approx(row[rule.paid]))
            assert bool(told["reasons"]) != entitled
            path = tmp_path / f"{rule.benefit}-{entitled}.yaml"
            run("case", *asked, "--out", path)
            assert check_cases(load_cases(path), ground.rules, ground.parameters) == ()
            assert str(row["person"]) not in path.read_text(encoding="utf-8")


def test_late_notice_of_the_pension_leaves_eight_yuan_a_head_for_july(book: Path) -> None:
    asked = ("--benefit", "resident_pension", "--from", "2021-06", "--to", "2021-08", "--by", "2021-09-01")
    told = json.loads(run("arrears", "--book", book, *asked, "--format", "json"))
    assert told["persons"] > 100
    assert {(row["month"], row["arrears"]) for row in told["rows"]} == {("2021-07", 8.0)}
