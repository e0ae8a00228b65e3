"""Whatever happens to a book between two sides, the reasons add up to every difference, and moves cancel out."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from explaining_builders import OTHER, SEPTEMBER, YEAR, Town, build_figures, build_trees, explain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.query import Compares, Distinct, Happens, Holds, Is, Rows, Total
from luoshi.records import merge_small

pytestmark = pytest.mark.slow

ONE = "371302001001"
DAYS = st.integers(0, 364).map(lambda n: date(2021, 1, 1) + timedelta(days=n))
AREAS = st.sampled_from([ONE, OTHER])
PERSONS = st.integers(1, 5)
STEPS = st.one_of(
    st.tuples(st.just("pay"), PERSONS, DAYS, st.integers(0, 300), AREAS, st.sampled_from(["paid", "returned"])),
    st.tuples(st.just("hold"), PERSONS, DAYS, st.none() | DAYS, AREAS, st.sampled_from(["confirmed", "suspended"])),
    st.tuples(st.just("end"), st.integers(0, 30), st.sampled_from(["wrong", "duplicate", "重复"])),
    st.tuples(st.just("merge")),
)
DEFINITIONS = st.sampled_from(
    [
        {},
        {"rows": Rows("payments", Happens("paid_on"), Compares("amount", ">", 100))},
        {"money": Total("payments", "amount", Happens("pay_month"))},
        {"persons": Distinct("pension_adjustments", "person", Happens("effective_on"))},
        {"pensioners": Distinct("pension_adjustments", "person", Holds("effective_on"), Is("status", "confirmed"))},
        {"pensions": Distinct("pension_adjustments", "person", Holds("effective_on"))},
    ]
)
TREES = st.sampled_from([{}, {"t371302001": "371311"}])


def play(town: Town, steps: list, standing: list, numbers: list) -> None:
    """Do what the steps say; paying a payment that stands, or a pension of the same day, is a correction."""
    for kind, *values in steps:
        if kind == "merge":
            merge_small(town.book)
        elif kind == "end" and standing:
            key = standing[values[0] % len(standing)]
            standing.remove(key)
            town.end(key[0], numbers.pop(key), values[1])
        elif kind == "pay":
            person, day, amount, area, status = values
            key = ("payments", amount % 7)
            numbers[key] = town.pay(key[1], person, day, amount, area, status=status, ends=numbers.get(key))
            standing[:] = list(numbers)
        elif kind == "hold":
            person, day, ended, area, status = values
            day = day.replace(day=1)
            key = ("pension_adjustments", person, day)
            numbers[key] = town.hold(person, day, ended, area, status=status, ends=numbers.get(key))
            standing[:] = list(numbers)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=st.lists(STEPS, max_size=8),
    known=st.sampled_from([(3, 31), (9, 30), (12, 31)]),
    second=st.lists(STEPS, max_size=8),
    periods=st.sampled_from([(SEPTEMBER, SEPTEMBER), (SEPTEMBER, YEAR), (YEAR, YEAR)]),
    definitions=DEFINITIONS,
    parents=TREES,
)
def test_reasons_add_up_whatever_happens(first, known, second, periods, definitions, parents):
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder) / "book").on(*known)
        standing, numbers = [], {}
        play(town, first, standing, numbers)
        before = town.stand(periods[0])
        play(town.on(12, 31), second, standing, numbers)
        after = town.stand(periods[1], build_figures(**definitions), build_trees(**parents))
        explained = explain(before, after)
    assert [one for one in explained if one.unexplained] == []
    for one in explained:
        if one.area == "371300":
            assert not {"moved_area", "changed_area_tree"} & {str(reason.reason) for reason in one.reasons}
        if not definitions:
            assert "changed_definition" not in {str(reason.reason) for reason in one.reasons}
