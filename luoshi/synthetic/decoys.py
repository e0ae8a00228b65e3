"""Decoys: rows that must not count, one set for each condition of each definition, and rows of other times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from luoshi.query import HasRecord, Holds, InLastMonth, Measure, Predicate, Since, Timing, Total, get_date_column
from luoshi.synthetic.companions import Demand, spoil
from luoshi.synthetic.scheduling import Schedule, to_month_start
from luoshi.synthetic.situations import Situation, split_parts
from luoshi.synthetic.targets import Target

if TYPE_CHECKING:
    from luoshi.synthetic.planning import KindPlan

_MOST = 1500  # more would teach a check nothing and cost time


def add_decoys(plan: KindPlan, where: Predicate, main: Situation) -> None:
    """Add rows to `plan` that fulfil `where` but for one condition each, and rows right in all but their time."""
    measures = plan.classes[where]
    whole = max((_estimate_rows(plan, m, t) for m in measures if (t := plan.targets[m])), default=100)
    size = int(np.clip(whole // 100, 2, _MOST))
    parts = split_parts(where)
    for part in parts:
        situation = plan.find([p for p in parts if p != part], [part], plan.asked)
        _add_like(plan, situation, measures, size)
        if isinstance(part, HasRecord):
            _add_spoilt(plan, part, parts, measures, size)
    for timing in dict.fromkeys(m.timing for m in measures):
        _add_shifted(plan, main, timing, size)


def _estimate_rows(plan: KindPlan, measure: Measure, target: Target) -> int:
    """Return about how many rows count: of a sum, as many as amounts of the typical size make it up."""
    if not isinstance(measure, Total):
        return target.year
    return target.year // plan.recipe.typical.get(measure.column, 50_000)


def _add_spoilt(
    plan: KindPlan, need: HasRecord, parts: Sequence[Predicate], measures: Sequence[Measure], size: int
) -> None:
    """Rows whose record of the other kind fulfils all but one condition of the need."""
    asked = plan.others[need.kind]
    for left_out in split_parts(need.where):

        def fits(situation: Situation, lost: Predicate = left_out) -> bool:
            return asked.allows(spoil(situation, need, lost))

        situation = plan.find([p for p in parts if p != need], [need], plan.asked, fits)
        demand = spoil(situation, need, left_out)
        _add_like(plan, situation, measures, size, demand)


def _add_like(
    plan: KindPlan,
    situation: Situation,
    measures: Sequence[Measure],
    size: int,
    instead: Demand | None = None,
) -> None:
    """Add rows timed as the measures ask; where they would upset another figure, in the next year."""
    late = plan.is_tight(situation, size)
    if instead is not None:
        asked = plan.others[instead.kind]
        late = late or asked.is_targeted(asked.find_inner(instead))
    timing, calendar = measures[0].timing, plan.calendar
    first, last = calendar.first, calendar.last
    if any(isinstance(m.timing, InLastMonth) for m in measures):
        first = last - 20
    shift = 365 if late else 0
    days = calendar.draw(first + shift, last + shift, size, plan.rng)
    if isinstance(timing, InLastMonth):
        days = to_month_start(days)
    plan.add(situation, "decoy", get_date_column(timing), Schedule(days), instead)


def _add_shifted(plan: KindPlan, main: Situation, timing: Timing, size: int) -> None:
    """Rows right in all but their time: last year's, next year's, ended ones."""
    column, calendar = get_date_column(timing), plan.calendar

    def add(days: np.ndarray, ends: np.ndarray | None = None) -> None:
        listed = to_month_start(days) if isinstance(timing, InLastMonth) else days
        plan.add(main, "decoy", column, Schedule(listed, ends))

    add(calendar.draw(calendar.last + 1, calendar.last + 360, size, plan.rng))
    standing = [m for w in plan.list_true(main) for m in plan.classes[w] if isinstance(m.timing, Holds | Since)]
    early = calendar.draw(calendar.first - 360, calendar.first - 1, size, plan.rng)
    if not standing and not plan.leaves_standing(main):
        add(early)
    if isinstance(timing, Since):
        start = timing.start.toordinal()
        add(calendar.draw(start - 200, start - 1, size, plan.rng))
    ended = isinstance(timing, Holds) and timing.end is not None and all(_ends_by(m, timing.end) for m in standing)
    if ended and not plan.leaves_standing(main):
        ends = np.maximum(early + 30, calendar.first - 1)
        add(early, np.minimum(ends, calendar.first + 60))


def _ends_by(measure: Measure, end: str) -> bool:
    return isinstance(measure.timing, Holds) and measure.timing.end == end
