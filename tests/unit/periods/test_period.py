from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import UserFault
from luoshi.periods import Period, periods_of_year

MONTHS = st.integers(min_value=1900 * 12, max_value=2100 * 12)


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("2021", "year", "2021"),
        ("2021-Q3", "quarter", "2021-Q3"),
        ("2021-09", "month", "2021-09"),
        ("2021-01..2021-09", "to_date", "2021-01..2021-09"),
        ("2021-01..2021-03", "to_date", "2021-01..2021-03"),
        ("2021-01..2021-12", "year", "2021"),
        ("2021-01..2021-01", "month", "2021-01"),
        ("2021-05..2021-05", "month", "2021-05"),
        ("2021-04..2021-06", "quarter", "2021-Q2"),
        ("2020-01..2021-12", "range", "2020-01..2021-12"),
        ("2021-02..2021-09", "range", "2021-02..2021-09"),
    ],
)
def test_period_text_read_gives_its_kind_and_canonical_form(text, kind, canonical):
    period = Period.parse(text)
    assert (period.kind, str(period)) == (kind, canonical)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-13", "2021-Q5", "2021-9", "2021-09..2021-01", "2021..2022", " 2021", "2021\n", "0000"],
)
def test_period_text_of_no_known_form_is_refused_with_the_text(text):
    _assert_refused(text)


@pytest.mark.parametrize("text", ["9999", "２０２１", "2021-01..9999-12"])
def test_period_text_out_of_range_is_refused_with_the_text(text):
    _assert_refused(text)


def _assert_refused(text):
    with pytest.raises(UserFault) as fault:
        Period.parse(text)
    assert fault.value.code == "periods.unreadable"
    assert text in fault.value.say("zh")
    assert text in fault.value.say("en")


def test_period_days_reach_from_the_first_to_the_leap_day():
    period = Period.parse("2020-01..2020-02")
    assert (period.first_day, period.last_day) == (date(2020, 1, 1), date(2020, 2, 29))
    assert period.contains(date(2020, 2, 29))
    assert not period.contains(date(2020, 3, 1))


def test_first_quarter_and_year_to_date_cover_the_same_months():
    quarter, to_date = Period.parse("2021-Q1"), Period.parse("2021-01..2021-03")
    assert quarter.months == to_date.months == (24252, 24253, 24254)
    assert quarter != to_date


def test_periods_of_year_come_in_the_promised_order_without_repeats():
    periods = [str(period) for period in periods_of_year(2021)]
    assert periods[:12] == [f"2021-{month:02d}" for month in range(1, 13)]
    assert periods[12:16] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    assert periods[16:] == [f"2021-01..2021-{month:02d}" for month in range(2, 12)] + ["2021"]
    assert len(set(periods)) == 27


def test_periods_sort_by_their_first_month():
    texts = ["2021-02", "2021", "2020-12", "2021-01"]
    assert [str(p) for p in sorted(map(Period.parse, texts))] == ["2020-12", "2021-01", "2021", "2021-02"]


@given(MONTHS, st.integers(min_value=0, max_value=40))
def test_period_written_and_read_again_is_the_same(first, length):
    period = Period.from_months(first, first + length)
    assert Period.parse(str(period)) == period
    assert len(period.months) == length + 1
    assert not period.contains(period.first_day - timedelta(days=1))
    assert (period.last_day + timedelta(days=1)).day == 1


def test_from_months_backwards_is_refused():
    with pytest.raises(UserFault):
        Period.from_months(24253, 24252)
