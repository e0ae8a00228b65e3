from datetime import UTC, date, datetime

import pytest

from luoshi.periods import FixedClock, SystemClock, today_in_shanghai


def test_today_in_shanghai_turns_at_sixteen_hours_utc():
    before = FixedClock(datetime(2021, 12, 31, 15, 59, 59, tzinfo=UTC))
    after = FixedClock(datetime(2021, 12, 31, 16, 0, tzinfo=UTC))
    assert today_in_shanghai(before) == date(2021, 12, 31)
    assert today_in_shanghai(after) == date(2022, 1, 1)


def test_fixed_clock_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2021, 1, 1))  # noqa: DTZ001 - the naive datetime is what is refused


def test_system_clock_tells_utc():
    assert SystemClock().now().tzinfo is UTC
