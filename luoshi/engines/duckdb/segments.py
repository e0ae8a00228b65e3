"""Segments: the stretches of months between the edges of the periods asked for.

A period is a run of whole segments, so each record needs one number (its segment), each distinct key one
bit mask, and every period is added up from those. Segment 0 is all time before the first period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.periods import Period
from luoshi.query import Happens, InLastMonth, Timing

# Bits 0 to 60 and one beyond for "not ended" stay within a signed 64-bit mask.
MOST_SEGMENTS = 60


@dataclass(frozen=True)
class Segments:
    """`starts` are the month ordinals at which segments 1, 2, ... begin; `end` is the first month after."""

    starts: tuple[int, ...]
    end: int

    @property
    def first_day(self) -> date:
        """The first day of segment 1."""
        return _first_day(self.starts[0])

    @property
    def day_after(self) -> date:
        """The first day after the last segment."""
        return _first_day(self.end)

    def find(self, month: int) -> int:
        """Return the segment that a month lies in; 0 before the first."""
        return sum(start <= month for start in self.starts)

    def span(self, timing: Timing, period: Period) -> tuple[int, int]:
        """Return the first and last segment whose records count in `period`."""
        last = self.find(period.last_month)
        if isinstance(timing, Happens):
            return self.find(period.first_month), last
        return (last, last) if isinstance(timing, InLastMonth) else (0, last)

    def to_sql(self, column: str) -> str:
        """Return SQL for the segment of a date column that is known and before `day_after`."""
        first, last = self.starts[0], self.starts[-1]
        before = f"WHEN {column} < DATE '{self.first_day}' THEN 0"
        if last - first + 1 == len(self.starts) and self.end == last + 1:
            return f"CASE {before} ELSE (year({column}) * 12 + month({column}) - {first}) END"
        steps = [
            f"WHEN {column} < DATE '{_first_day(start)}' THEN {index}"
            for index, start in enumerate(self.starts[1:], start=1)
        ]
        return f"CASE {' '.join([before, *steps])} ELSE {len(self.starts)} END"


def build_segments(periods: Sequence[Period]) -> Segments:
    """Return the segments between all first months, last months and ends of `periods` (one at least)."""
    edges = {e for p in periods for e in (p.first_month, p.last_month, p.last_month + 1)}
    *starts, end = sorted(edges)
    return Segments(tuple(starts), end)


def split_periods(periods: Sequence[Period]) -> list[list[int]]:
    """Return the positions of `periods` in runs that need at most MOST_SEGMENTS segments each."""
    runs: list[list[int]] = []
    for position in range(len(periods)):
        together = [*(runs[-1] if runs else []), position]
        if runs and len(build_segments([periods[p] for p in together]).starts) <= MOST_SEGMENTS:
            runs[-1] = together
        else:
            runs.append([position])
    return runs


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
