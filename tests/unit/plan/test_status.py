"""The rule that says where a commitment stands."""

from datetime import date
from fractions import Fraction

import pytest

from luoshi.plan import get_elapsed, judge_status


@pytest.mark.parametrize(
    ("value", "target", "elapsed", "status"),
    [
        (2000, 2000, 1, "done"),
        (3170, 2000, Fraction(3, 4), "done"),
        (1999, 2000, 1, "behind"),
        (1300, 2000, Fraction(3, 4), "on_course"),
        (1299, 2000, Fraction(3, 4), "behind"),
        (1700, 2000, Fraction(3, 4), "on_course"),
        (1701, 2000, Fraction(3, 4), "ahead"),
        (None, 2000, 1, "unknown"),
        (5, None, 1, "unknown"),
        (5, 0, 1, "unknown"),
    ],
)
def test_status_follows_from_value_target_and_time(value, target, elapsed, status) -> None:
    value = None if value is None else Fraction(value)
    target = None if target is None else Fraction(target)
    assert judge_status(value, target, Fraction(elapsed)) == status


def test_year_has_gone_on_its_last_day_only() -> None:
    assert get_elapsed(date(2021, 12, 31)) == 1
    assert get_elapsed(date(2021, 1, 1)) == Fraction(1, 365)
