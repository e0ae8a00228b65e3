"""When the counted rows of a cohort happen, and whose they are: from targets to days and key positions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from luoshi.query import Distinct, Happens, Holds, InLastMonth, Measure, Rows, Since
from luoshi.synthetic.cohorts import NONE, Calendar, Recipe
from luoshi.synthetic.population import Ints
from luoshi.synthetic.targets import Target

# Where no September value was printed, about three quarters of a year's work is done by then.
_BY_SEPTEMBER = (3, 4)
_EPOCH = 719_163  # the ordinal of 1970-01-01


def to_month_start(days: Ints) -> Ints:
    """Return the first day of each day's month."""
    stamps = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    return stamps.astype(np.int64) + _EPOCH


def to_next_year(days: Ints) -> Ints:
    """Return the first day of the year after each day's."""
    years = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]") + 1
    return years.astype("datetime64[D]").astype(np.int64) + _EPOCH


@dataclass(frozen=True)
class Schedule:
    """Days of the timing column, days of the end column (or none), and positions from 0 for each counted key."""

    days: Ints
    ends: Ints | None = None
    keys: dict[str, Ints] = field(default_factory=dict)
    members: Ints | None = None  # on lists, who of the pool a row is for, whatever key names him


@dataclass(frozen=True)
class Wish:
    """A row or distinct measure with what is still to be counted."""

    measure: Rows | Distinct
    target: Target


def plan_rows(wishes: Sequence[Wish], calendar: Calendar, recipe: Recipe, rng: np.random.Generator) -> Schedule:
    """Return rows that count exactly to every wish; the wishes share one filter and one timing column."""
    listed = [wish for wish in wishes if isinstance(wish.measure.timing, InLastMonth)]
    if listed:
        return _plan_lists(listed, calendar, rng)
    return _plan_buckets(wishes, calendar, recipe, rng)


def _plan_lists(wishes: Sequence[Wish], calendar: Calendar, rng: np.random.Generator) -> Schedule:
    """Twelve monthly lists, drawn from one pool so that the same people come back each month."""
    year = max(wish.target.year for wish in wishes)
    septembers = [wish.target.september for wish in wishes if wish.target.september is not None]
    september = max(septembers, default=year)
    sizes = [september] * 9 + [september + (year - september) * step // 3 for step in (1, 2, 3)]
    months = [date(calendar.year, month, 1).toordinal() for month in range(1, 13)]
    days = np.repeat(np.array(months, dtype=np.int64), sizes)
    positions = np.concatenate([np.arange(size, dtype=np.int64) for size in sizes])
    keys = {w.measure.key: positions for w in wishes if isinstance(w.measure, Distinct)}
    return Schedule(days, None, keys, positions)


def _split(wish: Wish, flows: Sequence[Wish], calendar: Calendar) -> tuple[int, int, int, int]:
    """Return new things before the year, by September, after it, and how many end in the last quarter."""
    timing, target = wish.measure.timing, wish.target
    year, september = target.year, target.september
    if isinstance(timing, Happens):
        by = year * _BY_SEPTEMBER[0] // _BY_SEPTEMBER[1] if september is None else min(september, year)
        return 0, by, year - by, 0
    twin: Measure = replace(wish.measure, timing=Happens(timing.start if isinstance(timing, Holds) else timing.column))
    for flow in flows:
        if flow.measure == twin:
            _, by, later, _ = _split(flow, (), calendar)
            return year - by - later, by, later, 0
    by = year * 9 // 10 if september is None else september
    begun = isinstance(timing, Since) and timing.start.toordinal() >= calendar.first
    # What did not change between September and December is taken to have stood all year.
    before = 0 if begun else by if september == year else by * 2 // 3
    return before, by - before, max(0, year - by), max(0, by - year)


def _plan_buckets(wishes: Sequence[Wish], calendar: Calendar, recipe: Recipe, rng: np.random.Generator) -> Schedule:
    splits = [(wish, _split(wish, wishes, calendar)) for wish in wishes]
    exact = [split for wish, split in splits if isinstance(wish.measure, Rows)]
    repeats = 1 if exact else recipe.repeats
    keyed = [(wish.measure.key, split) for wish, split in splits if isinstance(wish.measure, Distinct)]
    pattern = exact or [split for _, split in keyed]
    sizes = [max(split[bucket] for split in pattern) for bucket in range(3)]
    if repeats > 1:
        # Whoever came in the first months comes again in the last ones, even when nobody new does.
        whole = sum(sizes) * repeats
        sizes = [sizes[0], max(sizes[1], whole * 3 // 4), max(sizes[2], whole // 4)]
    held = [wish.measure.timing for wish in wishes if isinstance(wish.measure.timing, Holds | Since)]
    start = held[0].start.toordinal() if held and isinstance(held[0], Since) else calendar.first - 1500
    edges = [(start, calendar.first - 1), (calendar.first, calendar.september), (calendar.september + 1, calendar.last)]
    days = [calendar.draw(*edge, size, rng) for edge, size in zip(edges, sizes, strict=True) if size]
    ending = max((split[3] for split in pattern), default=0)
    keys = {key: _spread_keys(split[:3], sizes, rng) for key, split in keyed}
    total = sum(sizes)
    moments = np.concatenate([*days, np.empty(0, dtype=np.int64)])
    if repeats > 1:
        buckets = [edge for edge, size in zip(edges, sizes, strict=True) for _ in range(size)]
        _part_days(moments, next(iter(keys.values())), np.array(buckets, dtype=np.int64), rng)
    ends = None
    if ending:
        ends = np.full(total, NONE, dtype=np.int64)
        ends[:ending] = calendar.draw(calendar.september + 1, calendar.last, ending, rng)
    return Schedule(moments, ends, keys)


def _part_days(days: Ints, keys: Ints, edges: Ints, rng: np.random.Generator) -> None:
    """Draw days anew, in place and within their edges, until nobody comes twice on one day."""
    while True:
        pairs = keys * 1_000_000 + days
        _, first = np.unique(pairs, return_index=True)
        again = np.ones(len(days), dtype=np.bool_)
        again[first] = False
        if not again.any():
            return
        days[again] = rng.integers(edges[again, 0], edges[again, 1] + 1)


def _spread_keys(new: Sequence[int], sizes: Sequence[int], rng: np.random.Generator) -> Ints:
    """Give each bucket its new keys first; its other rows belong to keys that are known by then."""
    known, parts = 0, []
    for fresh, size in zip(new, sizes, strict=True):
        fresh = min(fresh, size)
        parts.append(np.arange(known, known + fresh, dtype=np.int64))
        known += fresh
        if size > fresh:
            parts.append(rng.integers(0, max(1, known), size - fresh, dtype=np.int64))
    return np.concatenate(parts)
