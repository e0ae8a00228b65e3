"""Which counties are hidden so that no small count can be read or computed."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.desk.shelf import hide_small


def test_small_count_and_the_next_smallest_are_hidden() -> None:
    values = {"a": Fraction(3), "b": Fraction(9), "c": Fraction(40), "d": Fraction(0)}
    assert hide_small(values, "person", 5) == {"a", "b"}


def test_no_small_count_hides_nothing() -> None:
    assert hide_small({"a": Fraction(5), "b": Fraction(0), "c": None}, "person", 5) == frozenset()


@pytest.mark.parametrize("unit", ["yuan", "school", "km", "ratio"])
def test_things_that_are_not_people_are_shown(unit) -> None:
    assert hide_small({"a": Fraction(1), "b": Fraction(2)}, unit, 5) == frozenset()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 30).map(Fraction)), st.integers(1, 10))
def test_what_is_hidden_never_sums_to_a_small_count_or_stands_alone(values, k) -> None:
    hidden = hide_small(values, "household", k)
    assert all(value >= k or not value for area, value in values.items() if area not in hidden)
    rest = [value for area, value in values.items() if value and area not in hidden]
    if hidden and rest:
        assert len(hidden) >= 2
        assert sum(values[area] for area in hidden) >= k
