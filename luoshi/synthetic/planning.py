"""Plan one record kind: which cohorts it needs so that every definition counts exactly its target.

Decoys come first, then counted cohorts, the most inclusive situation first; each counted cohort makes up
what is still missing. Amounts come last, over the counted rows that a sum takes in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from luoshi.errors import UserFault
from luoshi.query import Distinct, Happens, HasRecord, Holds, Measure, Predicate, Rows, Since, Total, get_date_column
from luoshi.records import ColumnType, Contract
from luoshi.synthetic.amounts import fill_amounts, number_parts
from luoshi.synthetic.cohorts import NONE, Cohort, Recipe, count
from luoshi.synthetic.companions import Companion, Demand, Ground, list_demands, merge_companions
from luoshi.synthetic.decoys import add_decoys
from luoshi.synthetic.scheduling import Schedule, Wish, plan_rows
from luoshi.synthetic.sharing import get_pool, number_keys
from luoshi.synthetic.situations import Cell, Situation, Space, is_true
from luoshi.synthetic.stages import spread_days
from luoshi.synthetic.targets import Target


class KindPlan:
    """The cohorts of one record kind. `others` are the plans of the kinds that its filters ask for."""

    def __init__(
        self,
        contract: Contract,
        targets: Mapping[Measure, Target | None],
        inner: Sequence[Predicate],
        ground: Ground,
        recipe: Recipe,
        rng: np.random.Generator,
        others: Mapping[str, "KindPlan"],
    ) -> None:
        self.contract, self.targets, self.recipe, self.rng = contract, targets, recipe, rng
        self.ground, self.calendar, self.others = ground, ground.calendar, others
        self.classes: dict[Predicate, list[Measure]] = {}
        for measure in targets:
            self.classes.setdefault(measure.where, []).append(measure)
        self.asked: list[Predicate] = list(dict.fromkeys([*self.classes, *inner]))
        self.space = Space(contract, self.asked)
        self.cohorts: list[Cohort] = []
        self.companions: list[tuple[str, Companion]] = []
        self._wholes: frozenset[Predicate] = frozenset()
        self._bundles: tuple[tuple[Predicate, ...], ...] = ()
        self._mains: dict[Predicate, Situation] = {}
        self._inner: dict[Demand, Situation | None] = {}
        self._own: dict[str, int] = {}  # positions used up in a register of all residents
        self.drawn: dict[HasRecord, int] = {}  # how many things of a pool have their one row here

    def mark_wholes(self, wheres: frozenset[Predicate], bundles: tuple[tuple[Predicate, ...], ...]) -> None:
        """Name the filters of denominators, which decoys must not swell, and those that all must hold together."""
        self._wholes, self._bundles = wheres, bundles

    def take(self, column: str, size: int) -> int:
        """Return the first of `size` positions in `column` that nobody else has, or no other row of this kind."""
        if not self.recipe.residents:
            return self.ground.take(column, size)
        first = self._own.get(column, 0)
        self._own[column] = first + size
        return first

    def plan(self, wanted: Sequence[Companion]) -> None:
        """Make all cohorts: what other kinds need of this one, decoys, counted rows, amounts."""
        mains = {where: self.get_main(where) for where in self.classes}
        for companion in merge_companions(wanted):
            # A thing with a register of its own is there before what is said of it.
            step = -1 if self.contract.natural_key == (companion.key,) else 1
            days = self.calendar.move(companion.moments, step, self.rng)
            schedule = Schedule(days, None, {companion.key: companion.positions})
            self.add(companion.situation, "companion", self.contract.date, schedule)
        for where in self.classes:
            add_decoys(self, where, mains[where])
        # The most inclusive first; of equals, the filter that the fewest cohorts pass.
        order = sorted(
            self.classes,
            key=lambda where: (
                -len(self.list_true(mains[where])),
                sum(is_true(where, main) for main in mains.values()),
            ),
        )
        for where in order:
            self._add_counted(where, mains[where])
        fill_amounts(self.cohorts, self.targets, self.calendar, self.recipe, self.rng)
        number_parts(self.contract, self.cohorts)

    def add_register(self, size: int) -> None:
        """Add rows of a kind that no figure counts, over this year and the one before."""
        days = self.calendar.draw(self.calendar.first - 365, self.calendar.last, size, self.rng)
        self.add({}, "register", self.contract.date, Schedule(days))

    def get_main(self, where: Predicate) -> Situation:
        """Return the situation of the rows that count for `where`: it fulfils as few other filters as can be."""
        if where not in self._mains:
            self._mains[where] = self._find_main(where)
        return self._mains[where]

    def _find_main(self, where: Predicate) -> Situation:
        bundle = next((b for b in self._bundles if where in b), ())
        if bundle:
            others = [w for w in self.asked if w not in bundle]
            found = self.space.find(bundle, [], others, self.rng, self._is_possible)
            if found is not None:
                self._mains.update(dict.fromkeys(bundle, found))
                return found
        # What has a target of its own is avoided twice: the rest of a whole goes where nothing is promised.
        promised = [w for w, measures in self.classes.items() if any(self.targets[m] for m in measures)]
        return self.find([where], [], [*self.asked, *promised])

    def find(
        self,
        true: Sequence[Predicate],
        false: Sequence[Predicate],
        avoid: Sequence[Predicate],
        fits: Callable[[Situation], bool] | None = None,
    ) -> Situation:
        """Return a situation where `true` holds and `false` does not; raises UserFault where there is none."""

        def may_be(situation: Situation) -> bool:
            return self._is_possible(situation) and (fits is None or fits(situation))

        found = self.space.find(true, false, avoid, self.rng, may_be)
        if found is None:
            raise UserFault("synthetic.no_such_record", kind=self.contract.kind, true=true, false=false)
        return found

    def _is_possible(self, situation: Situation) -> bool:
        return all(self.others[demand.kind].allows(demand) for demand in list_demands(situation))

    def allows(self, demand: Demand) -> bool:
        """Return whether one record of this kind can be as another kind's situation asks."""
        return self._find_inner(demand) is not None

    def find_inner(self, demand: Demand) -> Situation:
        """Return the situation of the records that answer `demand`; raises UserFault where there is none."""
        found = self._find_inner(demand)
        if found is None:
            raise UserFault("synthetic.no_such_record", kind=self.contract.kind, true=demand.true, false=demand.false)
        return found

    def _find_inner(self, demand: Demand) -> Situation | None:
        if demand not in self._inner:
            found = self.space.find(demand.true, demand.false, self.asked, self.rng, self._is_possible)
            if found is not None and any(where in self._wholes for where in self.list_true(found)):
                # Rows of a whole that is wholly reached must be reached as well.
                bundled = [self.get_main(bundle[0]) for bundle in self._bundles]
                fitting = (
                    main
                    for main in bundled
                    if all(is_true(p, main) for p in demand.true) and not any(is_true(p, main) for p in demand.false)
                )
                found = next(fitting, found)
            self._inner[demand] = found
        return self._inner[demand]

    def list_true(self, situation: Situation) -> list[Predicate]:
        """Return the filters of the figures that hold in the situation."""
        return [where for where in self.classes if is_true(where, situation)]

    def is_targeted(self, situation: Situation) -> bool:
        """Return whether a figure with a target counts rows in the situation."""
        return any(self.targets[m] is not None for where in self.list_true(situation) for m in self.classes[where])

    def leaves_standing(self, situation: Situation) -> bool:
        """Return whether records that the situation asks of other kinds would stand in a stock with a target."""
        for demand in list_demands(situation):
            asked = self.others[demand.kind]
            for where in asked.list_true(asked.find_inner(demand)):
                if any(asked.targets[m] and isinstance(m.timing, Holds | Since) for m in asked.classes[where]):
                    return True
        return False

    def is_tight(self, situation: Situation, size: int) -> bool:
        """Whether a few rows more could not be made up for: a rate of one, a small target, another kind's rows."""
        for where in self.list_true(situation):
            if where in self._wholes:
                return True
            for measure in self.classes[where]:
                target = self.targets[measure]
                if target is None or isinstance(measure, Total):
                    continue
                if target.year < size * 20 or (target.september or target.year) < size * 20:
                    return True
        asked = [(self.others[demand.kind], demand) for demand in list_demands(situation)]
        return any(other.is_targeted(other.find_inner(demand)) for other, demand in asked)

    def _add_counted(self, where: Predicate, main: Situation) -> None:
        by_column: dict[str, list[Wish]] = {}
        sums = []
        for measure in self.classes[where]:
            target = self.targets[measure]
            if isinstance(measure, Total):
                sums.append(measure)
            elif target is not None:
                timing = measure.timing
                if isinstance(timing, Holds) and timing.end and self.contract.get_column(timing.end).required:
                    # What ends with its year in any case is new in each year.
                    measure = replace(measure, timing=Happens(timing.start))
                if isinstance(measure, Distinct) and self.contract.natural_key == (measure.key,):
                    measure = Rows(measure.kind, measure.timing, measure.where)
                wish = Wish(measure, target)
                by_column.setdefault(get_date_column(measure.timing), []).append(wish)
        if by_column:
            # Rows that reached a later stage come first; the rest of the list has not reached it.
            passed: dict[str | HasRecord, Cell] = {}
            for column in sorted(by_column, key=lambda name: self.contract.get_column(name).required):
                wishes = [Wish(w.measure, self._get_missing(w.measure, w.target)) for w in by_column[column]]
                wishes = self._hold_back(wishes, {**main, **passed}, column)
                if max(wish.target.year for wish in wishes) > 0:
                    schedule = plan_rows(wishes, self.calendar, self.recipe, self.rng)
                    self.add({**main, **passed}, "counted", column, schedule)
                passed[column] = None
        elif sums and not any(is_true(where, c.situation) and c.role != "decoy" for c in self.cohorts):
            self._add_for_sum(main, sums[0])

    def _add_for_sum(self, main: Situation, measure: Total) -> None:
        target = self.targets[measure]
        if target is None:
            return
        pools = [size for each in main if isinstance(each, HasRecord) and (size := get_pool(self, each, main))]
        rows = max(24, target.year // self.recipe.typical.get(measure.column, 50_000), *pools)
        wish = Wish(
            Rows(self.contract.kind, measure.timing, measure.where),
            Target(rows, rows if target.september == target.year else None),
        )
        schedule = plan_rows([wish], self.calendar, self.recipe, self.rng)
        self.add(main, "counted", get_date_column(measure.timing), schedule)

    def _hold_back(self, wishes: list[Wish], situation: Situation, column: str) -> list[Wish]:
        """Let no more rows reach a stage by September than had passed the stages before it, where printed."""
        names = [c.name for c in self.contract.columns]
        earlier = [self.count_early(situation, name) for name in names[: names.index(column)]]
        most = min((number for number in earlier if number is not None), default=None)
        if most is None:
            return wishes
        return [
            w if w.target.september is not None else Wish(w.measure, replace(w.target, september=min(most, usual)))
            for w in wishes
            for usual in [w.target.year * 3 // 4]
        ]

    def count_early(self, situation: Situation, column: str) -> int | None:
        """Return how many rows of the situation are still to have `column` by September; None: not printed."""
        missing = []
        for where in self.list_true(situation):
            for measure in self.classes[where]:
                target = self.targets[measure]
                if target is None or target.september is None or isinstance(measure, Total):
                    continue
                if get_date_column(measure.timing) == column:
                    missing.append(self._count_missing(measure, target).september or 0)
        return max(0, min(missing)) if missing else None

    def _get_missing(self, measure: Measure, target: Target) -> Target:
        missing = self._count_missing(measure, target)
        year, september = missing.year, missing.september
        if year < 0 or (september is not None and september < 0):
            raise UserFault(
                "synthetic.too_many", kind=self.contract.kind, measure=measure, missing=min(year, september or 0)
            )
        return missing

    def _count_missing(self, measure: Measure, target: Target) -> Target:
        year, september = target.year, target.september
        for cohort in self.cohorts:
            if is_true(measure.where, cohort.situation):
                year -= count(cohort, measure, self.calendar.first, self.calendar.last)
                if september is not None:
                    september -= count(cohort, measure, self.calendar.first, self.calendar.september)
        return Target(year, september)

    def add(
        self, situation: Situation, role: str, column: str, schedule: Schedule, instead: Demand | None = None
    ) -> None:
        """Add rows in a situation, with `column` as the schedule says, and what they need of other kinds.

        `instead` takes the place of what the situation would ask of its kind.
        """
        size = len(schedule.days)
        if role == "counted" and not schedule.keys and schedule.ends is None:
            schedule.days.sort()  # so that the rows of one shared thing lie near each other in time
        cohort = Cohort(situation, size, role)
        cohort.days = spread_days(self, cohort, column, schedule)
        for each in self.contract.columns:
            if each.type is not ColumnType.KEY:
                continue
            if each.name in situation and situation[each.name] is None:
                cohort.keys[each.name] = np.full(size, NONE, dtype=np.int64)
            elif role == "companion" and each.name in schedule.keys:
                cohort.keys[each.name] = schedule.keys[each.name]  # positions that another kind gave out
            else:
                cohort.keys[each.name] = number_keys(self, each.name, schedule, cohort)
        self.cohorts.append(cohort)
        demands = {(demand.kind, demand.key): demand for demand in list_demands(situation)}
        if instead is not None:
            demands[instead.kind, instead.key] = instead
        for demand in demands.values():
            self._ask(cohort, demand)

    def _ask(self, cohort: Cohort, demand: Demand) -> None:
        """Ask another kind for the records that the cohort's rows point at."""
        day = cohort.days[self.contract.date]
        moments = np.where(day == NONE, self.calendar.first, day)
        situation = self.others[demand.kind].find_inner(demand)
        self.companions.append((demand.kind, Companion(demand.key, cohort.keys[demand.key], moments, situation)))

    def count_things(self, where: Predicate) -> int:
        """Return how many things fulfil `where` and nothing narrower that has a target of its own; 0: any number."""
        most = self._get_smallest(where)
        narrower: dict[int, int] = {}
        for other in self.classes:
            main = self.get_main(other)
            if is_true(where, main) and not is_true(other, self.get_main(where)):
                narrower[id(main)] = max(narrower.get(id(main), 0), self._get_smallest(other))
        return max(0, most - sum(narrower.values())) if where in self.classes else 0

    def _get_smallest(self, where: Predicate) -> int:
        targets = [self.targets[m] for m in self.classes.get(where, []) if isinstance(m, Rows | Distinct)]
        return min((target.year for target in targets if target is not None), default=0)
