"""Results as frames say the same as results as objects, to the last digit."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luoshi.areas import AreaTree, Level
from luoshi.engines import ReferenceEngine
from luoshi.figures import EXACT_COLUMNS, Evidence, Figure, Ground, Rate, count_exactly, count_figures
from luoshi.periods import Period
from luoshi.query import Distinct, Happens, Is, Rows, Source, Total
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.programmes import FIGURES

PERIODS = tuple(map(Period.parse, ("2021-01", "2021-02", "2021")))
LEVELS: tuple[Level, ...] = ("city", "county")
DAY = Happens("day")
PAID = Total("payment", "amount", DAY, Is("state", "paid"))


class NoParameters:
    """Stands in for the parameters that no figure here reads."""

    def get_value(self, name: str, on: date) -> int:
        raise AssertionError(name)

    def get_value_before(self, name: str, on: date) -> int:
        raise AssertionError(name)

    def list_entries(self, name: str, first: date, last: date) -> tuple[str, ...]:
        raise AssertionError(name)


def make_figure(name: str, expression: Any, **more: Any) -> Figure:
    like = next(figure for figure in FIGURES if figure.id == "assistance.paid")
    fields = {field: getattr(like, field) for field in like.__dataclass_fields__}
    return Figure(**{**fields, "id": name, "expression": expression, "within": None, **more})


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """Return 24 payments of January in two counties: the others, and February, have nothing."""
    rows = [
        {
            "record": n,
            "area": 371302001001 if n % 3 else 371311001000,
            "day": date(2021, 1, n),
            "person": n % 5,
            "amount": n * 7,
            "state": "paid" if n % 4 else "sent_back",
        }
        for n in range(1, 25)
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "payment.parquet")
    areas = load_linyi_areas()
    trees: Mapping[str, AreaTree] = {"legal": areas.legal, "reporting": areas.reporting}
    return Ground(ReferenceEngine(), Source({"payment": (tmp_path / "payment.parquet",)}), NoParameters(), trees)


def test_frames_hold_the_exact_values_of_all_results(ground: Ground) -> None:
    figures = (
        make_figure("paid", PAID, scale=100),
        make_figure("persons", Distinct("payment", "person", DAY), unit="person", scale=1),
        make_figure("part", Rate(Rows("payment", DAY, Is("state", "paid")), Rows("payment", DAY)), unit="ratio"),
        make_figure("each", Rate(PAID, Distinct("payment", "person", DAY), scale=100), unit="yuan"),
        make_figure("stated", Rows("returned", DAY), unit="person", scale=1),
    )
    frame = count_exactly(figures, ground, PERIODS, LEVELS)
    found = {
        (row["tree"], row["figure"], row["area"], row["period"]): row
        for row in frame.drop("level").iter_rows(named=True)
    }
    results = count_figures(figures, ground, PERIODS, LEVELS)
    asked = [(tree, result) for tree, some in results.items() for result in some]
    assert len(found) == frame.height == len(asked)
    for tree, result in asked:
        row = found[tree, result.figure, result.area, str(result.period)]
        exact = (None, None) if result.value is None else (result.value.numerator, result.value.denominator)
        assert tuple(row[name] for name in EXACT_COLUMNS) == exact
        assert row["value"] == (None if result.value is None else float(result.value))
        told = (row["numerator"], row["denominator"], row["records"], row["evidence"])
        assert told == (result.numerator, result.denominator, result.records, str(result.evidence))
    assert {result.evidence for _, result in asked} == {Evidence.RECORDS, Evidence.RETURNS}
    assert {result.value is None for _, result in asked if result.figure == "part"} == {True, False}
