"""Where a commitment stands, by one rule from its value, its target and how much of the year has gone."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

# Within ten points of the year's share is on course: deliveries come in batches, about one a month.
_MARGIN = Fraction(1, 10)


class Status(StrEnum):
    """What the rule concludes; unknown where there is no target or no value."""

    DONE = "done"
    AHEAD = "ahead"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    UNKNOWN = "unknown"


def get_elapsed(day: date) -> Fraction:
    """Return how much of the year has gone at the end of `day`: above 0, and 1 on 31 December."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return Fraction((day - first).days + 1, (last - first).days + 1)


def judge_status(value: Fraction | None, target: Fraction | None, elapsed: Fraction) -> Status:
    """Return where a commitment stands.

    Done once the target is reached; at the year's end anything less is behind; before, the share reached
    is held against the share of the year, with ten points to either side.
    """
    if value is None or target is None or target <= 0:
        return Status.UNKNOWN
    share = value / target
    if share >= 1:
        return Status.DONE
    if elapsed >= 1 or share < elapsed - _MARGIN:
        return Status.BEHIND
    return Status.AHEAD if share > elapsed + _MARGIN else Status.ON_COURSE
