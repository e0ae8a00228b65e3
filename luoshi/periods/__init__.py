"""Periods of time that figures are counted for, and the one clock that tells the present."""

from luoshi.periods.clock import Clock, FixedClock, SystemClock, today_in_shanghai
from luoshi.periods.period import Period, PeriodKind, periods_of_year

__all__ = [
    "Clock",
    "FixedClock",
    "Period",
    "PeriodKind",
    "SystemClock",
    "periods_of_year",
    "today_in_shanghai",
]
