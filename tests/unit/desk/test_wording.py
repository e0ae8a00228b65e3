"""Numbers and periods in words."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from luoshi.desk.wording import UNITS, say_day, say_exact, say_period, say_rounded, say_signed
from luoshi.periods import Period
from luoshi.runs import get_city


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Fraction(144301862035, 100), "yuan", "1,443,018,620.35元", "1,443,018,620.35 yuan"),
        (Fraction(1), "school", "1所", "1 school"),
        (Fraction(15794, 1000), "km", "15.794公里", "15.794 km"),
        (Fraction(219, 10000), "ratio", "2.19%", "2.19%"),
        (None, "person", "不掌握", "not known"),
    ],
)
def test_exact_value_is_whole_and_grouped(value, unit, zh, en) -> None:
    assert (say_exact(value, unit, "zh"), say_exact(value, unit, "en")) == (zh, en)


def test_rounded_value_is_said_in_the_languages_own_scale() -> None:
    assert say_rounded(Fraction(232_500), "person", "zh") == "23.25万人"
    assert say_rounded(Fraction(1_443_018_620), "yuan", "en") == "1.443 billion yuan"


def test_rounding_goes_to_the_even_digit_from_a_tie() -> None:
    assert say_rounded(Fraction(1_000_050_00), "person", "zh") == "1亿人"
    assert say_rounded(Fraction(123_450), "person", "zh") == "12.34万人"


def test_differences_have_signs_and_rates_differ_by_points() -> None:
    assert say_signed(Fraction(-3), "person", "zh") == "−3人"
    assert say_signed(Fraction(3, 1000), "ratio", "en") == "+0.3 points"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2021", "2021年", "2021"),
        ("2021-09", "2021年9月", "Sep 2021"),
        ("2021-Q3", "2021年第3季度", "Q3 2021"),
        ("2021-01..2021-09", "2021年1—9月", "Jan–Sep 2021"),
    ],
)
def test_periods_are_said_in_words(text, zh, en) -> None:
    period = Period.parse(text)
    assert (say_period(period, "zh"), say_period(period, "en")) == (zh, en)


def test_moment_is_the_day_it_was_in_shanghai() -> None:
    assert say_day(datetime(2021, 12, 31, 17, tzinfo=UTC), "en") == "1 Jan 2022"


def test_every_unit_of_the_citys_figures_has_a_word() -> None:
    assert {figure.unit for figure in get_city("linyi").figures} - set(UNITS) == set()
