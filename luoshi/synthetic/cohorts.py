"""Cohorts: groups of like records, as arrays of days, key positions and amounts; and counting over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from luoshi.query import (
    Distinct,
    Happens,
    InLastMonth,
    Measure,
    Since,
    Timing,
    Total,
    get_date_column,
)
from luoshi.synthetic.population import Ints
from luoshi.synthetic.situations import Situation

Mask = NDArray[np.bool_]

NONE = -1  # an unknown day or key


@dataclass(frozen=True)
class Calendar:
    """The days, as ordinals, that a year's targets speak of; `starts` are those from which something is cumulated."""

    year: int
    starts: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first of January."""
        return date(self.year, 1, 1).toordinal()

    @property
    def september(self) -> int:
        """The last of September."""
        return date(self.year, 9, 30).toordinal()

    @property
    def last(self) -> int:
        """The last of December."""
        return date(self.year, 12, 31).toordinal()

    def draw(self, first: int, last: int, size: int, rng: np.random.Generator) -> Ints:
        """Return `size` days from `first` to `last`, both included."""
        return rng.integers(first, last + 1, size, dtype=np.int64)

    def move(self, days: Ints, step: int, rng: np.random.Generator) -> Ints:
        """Return days a little later or earlier, on the same side of every date that a count begins or ends with."""
        edges = np.array(sorted({*self.starts, self.first, self.september + 1, self.last + 1}), dtype=np.int64)
        moved = days + step * rng.integers(0, 40, len(days))
        place = np.searchsorted(edges, days, side="right")
        lows = np.concatenate([[np.iinfo(np.int64).min], edges])
        highs = np.concatenate([edges - 1, [np.iinfo(np.int64).max]])
        kept: Ints = np.clip(moved, lows[place], highs[place])
        return kept


@dataclass
class Cohort:
    """Rows in one situation. `role` says why they are there: counted, decoy or companion."""

    situation: Situation
    size: int
    role: str
    days: dict[str, Ints] = field(default_factory=dict)
    keys: dict[str, Ints] = field(default_factory=dict)
    amounts: dict[str, Ints] = field(default_factory=dict)


def find_timed(cohort: Cohort, timing: Timing, first: int, last: int) -> Mask:
    """Return which rows belong to the days from `first` to `last`, as the query language says."""
    day = cohort.days[get_date_column(timing)]
    known: Mask = day != NONE
    by_last: Mask = known & (day <= last)
    if isinstance(timing, Happens):
        first_counted = first
    elif isinstance(timing, InLastMonth):
        first_counted = date.fromordinal(last).replace(day=1).toordinal()
    elif isinstance(timing, Since):
        first_counted = timing.start.toordinal()
    elif timing.end is None:
        return by_last
    else:
        end = cohort.days[timing.end]
        standing: Mask = by_last & ((end == NONE) | (end > last))
        return standing
    timed: Mask = by_last & (day >= first_counted)
    return timed


def count(cohort: Cohort, measure: Measure, first: int, last: int) -> int:
    """Return what the cohort adds to `measure`, given that its filter holds for the cohort."""
    mask = find_timed(cohort, measure.timing, first, last)
    if isinstance(measure, Total):
        return int(cohort.amounts[measure.column][mask].sum())
    if isinstance(measure, Distinct):
        keys = cohort.keys[measure.key][mask]
        return len(np.unique(keys[keys != NONE]))
    return int(mask.sum())


def share_out(total: int, size: int, rng: np.random.Generator) -> Ints:
    """Return `size` whole numbers around their mean, none negative, that sum exactly to `total`."""
    base = total // size
    amounts = np.full(size, base, dtype=np.int64)
    spread = base * 2 // 5
    half = size // 2
    if spread:
        wiggle = rng.integers(-spread, spread + 1, half, dtype=np.int64)
        amounts[:half] += wiggle
        amounts[half : 2 * half] -= wiggle
    amounts[: total - base * size] += 1
    return amounts


@dataclass(frozen=True)
class Recipe:
    """What is typical of a kind where the definitions leave it open.

    `typical` is the mean of a money, count or length column; `repeats` how many rows a distinct key has
    in a year; `pools` how many different keys an uncounted key column has at scale 1. `residents` says that the
    kind is a register of all residents, so that the people of other kinds are in it too. `ages` are the youngest
    and oldest by a value in the row ("": by any), and `women` the values that only women have. Where not
    `registered`, the kind's people are not entered into the registry.
    """

    typical: Mapping[str, int] = field(default_factory=dict)
    repeats: int = 1
    pools: Mapping[str, int] = field(default_factory=dict)
    residents: bool = False
    registered: bool = True
    ages: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    women: frozenset[str] = frozenset()
