"""The batch of injected faults: what its truth file says is what a count finds, and what a check of a text finds."""

import json
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luoshi.bulletins.checking import CheckedClaim, Verdict
from luoshi.engines import DuckDbEngine
from luoshi.periods import Period
from luoshi.query import Source
from luoshi.records import Book
from luoshi.runs import check_file, compile_book_bulletin, synthesize_book, write_bulletin
from luoshi_linyi.programmes import FIGURES

pytestmark = pytest.mark.slow

PERIODS = [Period.parse("2021"), Period.parse("2021-01..2021-09")]
CITY = "371300"
PARTS = [
    (figure.id, part, measure)
    for figure in FIGURES
    for part, measure in zip(("numerator", "denominator"), figure.measures, strict=False)
]


@dataclass(frozen=True)
class Faulty:
    """A book with the faults as its second batch, the same city without, and the truth."""

    book: Path
    clean: Path
    truth: list[dict[str, Any]]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Faulty:
    folder = tmp_path_factory.mktemp("faults")
    books = {}
    for name, wrong in (("faulty", True), ("clean", False)):
        books[name] = folder / name
        report = synthesize_book(
            books[name], city_name="linyi", year=2021, scale=0.01, seed=20211231, with_faults=wrong
        )
    assert report.truth is None
    truth = json.loads((books["faulty"] / "synthetic" / "faults.json").read_text(encoding="utf-8"))
    assert "calibrated synthetic data" in truth["mark"]
    return Faulty(books["faulty"], books["clean"], truth["faults"])


def count(book: Path, version: int) -> Counter[tuple[str, str, str, str]]:
    """Return by figure, part, period and area what the engine counts, the city and its counties."""
    snapshot = Book.open(book).snapshot(version)
    source = Source(snapshot.get_files_by_kind(), snapshot.get_ended_by_kind())
    cells = DuckDbEngine().tabulate(source, [measure for *_, measure in PARTS], PERIODS)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for measure, period, area, value in cells.select("measure", "period", "area", "value").iter_rows():
        figure, part, _ = PARTS[measure]
        for code in (CITY, str(area // 10**6)):
            found[figure, part, str(PERIODS[period]), code] += value
    return found


def test_figures_move_by_exactly_what_the_truth_file_says(faulty: Faulty) -> None:
    before, after = count(faulty.book, 1), count(faulty.book, 2)
    moved = {key: after[key] - before[key] for key in {*before, *after} if after[key] != before[key]}
    said: Counter[tuple[str, str, str, str]] = Counter()
    for fault in faulty.truth:
        for effect in fault["effects"]:
            said[effect["figure"], effect["part"], effect["period"], effect["area"]] += effect["change"]
    assert moved == {key: change for key, change in said.items() if change}
    assert len(moved) > 100


def test_every_fault_is_there_in_its_number(faulty: Faulty) -> None:
    counts = {fault["fault"]: fault["count"] for fault in faulty.truth}
    roads = counts.pop("last_years_roads")
    assert counts == {
        "withdrawn_payments": 100,
        "duplicate_payments": 150,
        "wrong_areas": 60,
        "late_corrections": 80,
        "dead_payees": 40,
    }
    assert roads > 0
    for fault in faulty.truth:
        assert fault["effects"], fault["fault"]
        assert fault["count"] == len(fault["records"]) == len(fault["areas"]) == len(fault["dates"])


def read_kind(book: Path, kind: str) -> pl.DataFrame:
    return pl.read_parquet(list(Book.open(book).snapshot().files(kind)))


def test_each_fault_is_what_its_name_says(faulty: Faulty) -> None:
    faults = {fault["fault"]: fault for fault in faulty.truth}
    payments = {row["record"]: row for row in read_kind(faulty.book, "payments").iter_rows(named=True)}
    died = dict(read_kind(faulty.book, "deaths").select("person", "died_on").iter_rows())

    def pairs(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        fault = faults[name]
        known = zip(fault["records"], fault["of"], strict=True)
        return [(payments[int(new)], payments[int(old)]) for new, old in known]

    for new, old in pairs("duplicate_payments"):
        assert {key for key in new if new[key] != old[key]} == {"record", "payment"}
    for new, old in pairs("wrong_areas"):
        assert new["area"] // 10**6 != old["area"] // 10**6
    for new, old in pairs("late_corrections"):
        assert {key for key in new if new[key] != old[key]} == {"record", "amount"}
    for record in faults["dead_payees"]["records"]:
        payment = payments[int(record)]
        assert died[payment["person"]] < payment["pay_month"]
    before = {row["person"] for record, row in payments.items() if record not in _list_added(faults)}
    assert not before & set(died), "the city itself pays nobody who is dead"


def _list_added(faults: dict[str, dict[str, Any]]) -> set[int]:
    return {int(record) for fault in faults.values() for record in fault["records"]}


def test_last_years_roads_stand_twice_in_the_book(faulty: Faulty) -> None:
    fault = next(fault for fault in faulty.truth if fault["fault"] == "last_years_roads")
    roads = {row["record"]: row for row in read_kind(faulty.book, "road_sections").iter_rows(named=True)}
    for new, old in zip(fault["records"], fault["of"], strict=True):
        again, built = roads[int(new)], roads[int(old)]
        assert (again["section"], again["length"]) == (built["section"], built["length"])
        assert (again["completed_on"].year, built["completed_on"].year) == (2021, 2020)


def test_exactly_the_claims_whose_figures_moved_past_their_print_differ(faulty: Faulty, tmp_path: Path) -> None:
    text = tmp_path / "bulletin.html"
    write_bulletin(compile_book_bulletin(faulty.clean, "zh"), text)
    moves: Counter[str] = Counter()
    for fault in faulty.truth:
        for effect in fault["effects"]:
            if (effect["period"], effect["area"]) == ("2021", CITY):
                moves[effect["figure"]] += effect["change"]
    scales = {figure.id: figure.scale for figure in FIGURES}

    def must_differ(checked: CheckedClaim) -> bool:
        values = [
            (b.value + Fraction(moves[b.figure], scales[b.figure]), checked.claim)
            for b in checked.bindings
            if b.value is not None
        ]
        return any(
            (claim.low is not None and value < Fraction(claim.low))
            or (claim.high is not None and value > Fraction(claim.high))
            for value, claim in values
        )

    expected = [must_differ(checked) for checked in check_file(text, faulty.clean).claims]
    found = [checked.verdict is Verdict.DIFFERS for checked in check_file(text, faulty.book).claims]
    assert found == expected
    assert 5 < sum(found) < len(found) // 2
