"""When a row passes each of its stages: planned, started, completed, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luoshi.query import Holds
from luoshi.records import ColumnType
from luoshi.synthetic.cohorts import NONE, Cohort
from luoshi.synthetic.population import Ints
from luoshi.synthetic.scheduling import Schedule, to_next_year
from luoshi.synthetic.situations import Filled, Span

if TYPE_CHECKING:
    from luoshi.synthetic.planning import KindPlan


def spread_days(plan: KindPlan, cohort: Cohort, column: str, schedule: Schedule) -> dict[str, Ints]:
    """Return the days of every date column of the cohort, given those of `column` by the schedule."""
    situation = cohort.situation
    dates = [c for c in plan.contract.columns if c.type is ColumnType.DATE]
    order = [c.name for c in dates]
    ends = {m.timing.end for m in plan.targets if isinstance(m.timing, Holds) and m.timing.end is not None}
    size, days = len(schedule.days), {}
    for each in dates:
        cell = situation.get(each.name, Filled())
        if each.name == column and cell is not None:
            days[each.name] = schedule.days
        elif cell is None:
            days[each.name] = np.full(size, NONE, dtype=np.int64)
        elif isinstance(cell, Span):
            days[each.name] = plan.calendar.draw(cell.low, cell.high, size, plan.rng)
        elif each.name in ends and each.required:
            days[each.name] = to_next_year(schedule.days)
        elif each.name in ends and each.name not in situation and not each.required:
            days[each.name] = np.full(size, NONE, dtype=np.int64) if schedule.ends is None else schedule.ends
        else:
            step = np.sign(order.index(each.name) - order.index(column) if column in order else 1)
            days[each.name] = plan.calendar.move(schedule.days, int(step), plan.rng)
            if cohort.role == "counted" and step < 0:
                _bring_forward(plan, days[each.name], plan.count_early(situation, each.name))
    return days


def _bring_forward(plan: KindPlan, days: Ints, early: int | None) -> None:
    """Let, in place, as many rows pass an earlier stage by September as were printed to have passed it."""
    calendar = plan.calendar
    done = int(((days >= calendar.first) & (days <= calendar.september)).sum())
    later = np.flatnonzero((days > calendar.september) & (days <= calendar.last))
    if early is not None and early > done:
        chosen = later[: early - done]
        days[chosen] = calendar.draw(calendar.first, calendar.september, len(chosen), plan.rng)
