"""Whose a row is: new things, a pool of some, or the things that rows of other kinds and cohorts speak of too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luoshi.query import Distinct, HasRecord
from luoshi.synthetic.cohorts import Cohort
from luoshi.synthetic.population import Ints
from luoshi.synthetic.scheduling import Schedule
from luoshi.synthetic.situations import Situation

if TYPE_CHECKING:
    from luoshi.synthetic.planning import KindPlan


def number_keys(plan: KindPlan, column: str, schedule: Schedule, cohort: Cohort) -> Ints:
    """Return the positions of the cohort's rows in a key column: shared, given out by the schedule, pooled or new."""
    size = cohort.size
    shared = _find_shared(plan, column, cohort)
    if column in schedule.keys:
        local = schedule.keys[column]
        most = int(local.max(initial=-1)) + 1
        if shared is not None and most <= shared[1]:
            return local + plan.ground.share(*shared)
        return local + plan.take(column, most)
    if shared is not None:
        need, pool = shared
        if plan.contract.natural_key != (column,):
            # A tenth of the things stays untouched, so that what is counted of them can still be made up.
            some = max(1, pool * 9 // 10)
            turns = np.arange(size, dtype=np.int64)
            # One after the other where a thing may have one row a day, else all rows of one thing together.
            taken = turns % some if column in plan.contract.natural_key else turns * some // max(some, size)
            return taken + plan.ground.share(need, pool)
        drawn = plan.drawn.get(need, 0)
        if drawn + size <= pool:
            plan.drawn[need] = drawn + size
            return np.arange(drawn, drawn + size, dtype=np.int64) + plan.ground.share(need, pool)
    counted = any(isinstance(m, Distinct) and m.key == column for m in plan.targets)
    pool = plan.recipe.pools.get(column, 0)
    if schedule.members is not None and plan.contract.natural_key != (column,):
        local = schedule.members
        return local + plan.take(column, int(local.max(initial=-1)) + 1)
    if pool and not counted:
        return plan.rng.integers(0, pool, size, dtype=np.int64) + plan.take(column, pool)
    if schedule.keys and cohort.role != "companion" and not counted and column not in plan.contract.natural_key:
        # A household, a device or a card goes with the counted person, row after row.
        return next(iter(schedule.keys.values())) + plan.take(column, size)
    return np.arange(size, dtype=np.int64) + plan.take(column, size)


def get_pool(plan: KindPlan, need: HasRecord, situation: Situation) -> int:
    """Return how many things fulfil the need by the asked kind's own target, or 0 where it has none."""
    if not situation[need]:
        return 0
    return plan.others[need.kind].count_things(need.where)


def _find_shared(plan: KindPlan, column: str, cohort: Cohort) -> tuple[HasRecord, int] | None:
    """Return which things the counted rows share under `column`, and how many: the fewest that are asked for."""
    if cohort.role != "counted":
        return None
    needs = [n for n, cell in cohort.situation.items() if isinstance(n, HasRecord) and n.key == column and cell]
    sizes = [(size, at) for at, need in enumerate(needs) if (size := get_pool(plan, need, cohort.situation))]
    if not sizes:
        return None
    size, at = min(sizes)
    return needs[at], size
