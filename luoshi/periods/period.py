"""A period is a run of whole months: a month, a quarter, a year, the year to date, or any other run."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

from luoshi.errors import UserFault

PeriodKind = Literal["year", "quarter", "month", "to_date", "range"]

_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-Q(?P<quarter>[1-4])"
    r"|-(?P<month>0[1-9]|1[0-2])(?:\.\.(?P<last_year>[0-9]{4})-(?P<last_month>0[1-9]|1[0-2]))?)?"
)
# 9999-12 is the last month whose last day Python can reach by counting back from the next month's first.
_LAST_YEAR = 9998


@dataclass(frozen=True, order=True)
class Period:
    """Whole months from `first_month` to `last_month`, both counted as year * 12 + month - 1.

    Made by `parse` or `from_months`, which choose the one canonical kind of a run of months. Only the
    first quarter and January to March stand side by side as two periods: they cover the same months,
    and every figure has the same value for both, but a bulletin may ask for either. Periods are
    ordered by first month, then last month.
    """

    first_month: int
    last_month: int
    kind: PeriodKind

    @classmethod
    def from_months(cls, first_month: int, last_month: int) -> Self:
        """Return the period of these months; January to March is a year-to-date, not a quarter."""
        if not 12 <= first_month <= last_month < (_LAST_YEAR + 1) * 12:
            raise UserFault("periods.unreadable", text=f"{first_month}..{last_month}")
        return cls(first_month, last_month, _choose_kind(first_month, last_month))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021`, `2021-Q3`, `2021-09` or `2021-01..2021-09`; anything else is a UserFault.

        >>> str(Period.parse("2021-01..2021-12"))
        '2021'
        """
        found = _FORM.fullmatch(text)
        if found is None or not 1 <= int(found["year"]) <= _LAST_YEAR:
            raise UserFault("periods.unreadable", text=text)
        january = int(found["year"]) * 12
        if found["quarter"]:
            first = january + (int(found["quarter"]) - 1) * 3
            return cls(first, first + 2, "quarter")
        if not found["month"]:
            return cls(january, january + 11, "year")
        first = january + int(found["month"]) - 1
        last = int(found["last_year"]) * 12 + int(found["last_month"]) - 1 if found["last_year"] else first
        if last < first or last >= (_LAST_YEAR + 1) * 12:
            raise UserFault("periods.unreadable", text=text)
        return cls.from_months(first, last)

    @property
    def first_day(self) -> date:
        """The first day that belongs to the period."""
        return date(self.first_month // 12, self.first_month % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        following = self.last_month + 1
        return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)

    @property
    def months(self) -> tuple[int, ...]:
        """The month ordinals covered, in order."""
        return tuple(range(self.first_month, self.last_month + 1))

    def contains(self, day: date) -> bool:
        """Return whether `day` lies in the period, both ends included."""
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        year = f"{self.first_month // 12:04d}"
        if self.kind == "year":
            return year
        if self.kind == "quarter":
            return f"{year}-Q{self.first_month % 12 // 3 + 1}"
        if self.kind == "month":
            return _month_text(self.first_month)
        return f"{_month_text(self.first_month)}..{_month_text(self.last_month)}"


def periods_of_year(year: int) -> tuple[Period, ...]:
    """Return the 27 periods that a year is counted for.

    In order: twelve months, four quarters, the year to date for February to November, the year.
    """
    months = [f"{year:04d}-{month:02d}" for month in range(1, 13)]
    quarters = [f"{year:04d}-Q{quarter}" for quarter in range(1, 5)]
    to_date = [f"{months[0]}..{month}" for month in months[1:11]]
    return tuple(Period.parse(text) for text in [*months, *quarters, *to_date, f"{year:04d}"])


def _choose_kind(first: int, last: int) -> PeriodKind:
    if first == last:
        return "month"
    starts_the_year = first % 12 == 0
    if starts_the_year and last == first + 11:
        return "year"
    if starts_the_year and last < first + 11:
        return "to_date"
    if first % 3 == 0 and last == first + 2:
        return "quarter"
    return "range"


def _month_text(ordinal: int) -> str:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"
