"""Plan one record kind: which cohorts it needs so that every definition counts exactly its target.

Decoys come first, then counted cohorts, the most inclusive situation first; each counted cohort makes up
what is still missing. Amounts come last, over the counted rows that a sum takes in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from luoshi.errors import UserFault
from luoshi.query import (
    Distinct,
    HasRecord,
    Holds,
    InLastMonth,
    Measure,
    Predicate,
    Rows,
    Since,
    Timing,
    Total,
    get_date_column,
)
from luoshi.records import ColumnType, Contract
from luoshi.synthetic.cohorts import NONE, Calendar, Cohort, Companion, Recipe, count, find_timed, share_out
from luoshi.synthetic.population import Ints
from luoshi.synthetic.scheduling import Schedule, Wish, plan_rows, to_month_start
from luoshi.synthetic.situations import Cell, Filled, Situation, Space, Span, is_true, split_parts
from luoshi.synthetic.targets import Target

_DECOYS_MOST = 1500  # more would teach a check nothing and cost time


@dataclass
class Ground:
    """What the planning of all kinds shares: the days, the draw, and how far key positions are used up."""

    calendar: Calendar
    used: dict[str, int] = field(default_factory=dict)

    def take(self, column: str, size: int) -> int:
        """Return the first of `size` positions that nobody else has in this column."""
        first = self.used.get(column, 0)
        self.used[column] = first + size
        return first


class KindPlan:
    """The cohorts of one record kind."""

    def __init__(
        self,
        contract: Contract,
        targets: Mapping[Measure, Target | None],
        inner: Sequence[Predicate],
        ground: Ground,
        recipe: Recipe,
        rng: np.random.Generator,
    ) -> None:
        self.contract, self.targets, self.recipe, self.rng = contract, targets, recipe, rng
        self.ground, self.calendar = ground, ground.calendar
        self.classes: dict[Predicate, list[Measure]] = {}
        for measure in targets:
            self.classes.setdefault(measure.where, []).append(measure)
        self.asked: list[Predicate] = list(dict.fromkeys([*self.classes, *inner]))
        self.space = Space(contract, self.asked)
        self.cohorts: list[Cohort] = []
        self.companions: list[Companion] = []
        self._mains: dict[Predicate, Situation] = {}

    def plan(self, wanted: Sequence[Companion]) -> None:
        """Make all cohorts: what other kinds need of this one, decoys, counted rows, amounts."""
        mains = {where: self._find_main(where) for where in self.classes}
        self._mains = mains
        for companion in wanted:
            self._add_companion(companion)
        for where in self.classes:
            self._add_decoys(where, mains[where])
        # The most inclusive first; of equals, the filter that the fewest cohorts pass.
        order = sorted(
            self.classes,
            key=lambda where: (
                -len(self._list_true(mains[where])),
                sum(is_true(where, main) for main in mains.values()),
            ),
        )
        for where in order:
            self._add_counted(where, mains[where])
        self._fill_amounts()

    def _find_main(self, where: Predicate) -> Situation:
        bundle = next((b for b in self._bundles if where in b), ())
        if bundle:
            found = self.space.find(bundle, [], [w for w in self.asked if w not in bundle], self.rng)
            if found is not None:
                return found
        # What has a target of its own is avoided twice: the rest of a whole goes where nothing is promised.
        promised = [w for w, measures in self.classes.items() if any(self.targets[m] for m in measures)]
        return self._find([where], [], [*self.asked, *promised])

    def _find(self, true: Sequence[Predicate], false: Sequence[Predicate], avoid: Sequence[Predicate]) -> Situation:
        found = self.space.find(true, false, avoid, self.rng)
        if found is None:
            raise UserFault("synthetic.no_such_record", kind=self.contract.kind, true=true, false=false)
        return found

    def _list_true(self, situation: Situation) -> list[Predicate]:
        return [where for where in self.classes if is_true(where, situation)]

    def _add_companion(self, companion: Companion) -> None:
        true, false = companion.true, companion.false
        bundled = [self._mains[w] for bundle in self._bundles for w in bundle[:1]]
        fitting = [
            main for main in bundled if all(is_true(p, main) for p in true) and not any(is_true(p, main) for p in false)
        ]
        # Rows of a whole that is wholly reached must be reached as well.
        situation = fitting[0] if fitting else self._find(true, false, self.asked)
        days = self._move(companion.after, 1)
        schedule = Schedule(days, None, {companion.key: companion.positions})
        self._add(situation, "companion", self.contract.date, schedule, first=0)

    def _add_decoys(self, where: Predicate, main: Situation) -> None:
        measures = self.classes[where]
        whole = max((t.year for m in measures if (t := self.targets[m]) and not isinstance(m, Total)), default=100)
        size = int(np.clip(whole // 100, 2, _DECOYS_MOST))
        parts = split_parts(where)
        for part in parts:
            situation = self._find([p for p in parts if p != part], [part], self.asked)
            self._add_like(situation, measures, size, "decoy")
        for part in parts:
            if isinstance(part, HasRecord):
                self._add_inner_decoys(part, parts, measures, size)
        for timing in dict.fromkeys(m.timing for m in measures):
            self._add_shifted(main, timing, size)

    def _add_inner_decoys(
        self, need: HasRecord, parts: Sequence[Predicate], measures: Sequence[Measure], size: int
    ) -> None:
        inner = split_parts(need.where)
        for left_out in inner:
            situation = self._find([p for p in parts if p != need], [need], self.asked)
            cohort = self._add_like(situation, measures, size, "decoy")
            if cohort is not None:
                true = tuple(part for part in inner if part != left_out)
                self._need(cohort, need, true, (left_out,))

    def _add_like(self, situation: Situation, measures: Sequence[Measure], size: int, role: str) -> Cohort | None:
        """Add rows timed as the measures ask; where they would upset another figure, in the next year."""
        timing = measures[0].timing
        column = get_date_column(timing)
        touched = self._list_true(situation)
        late = any(self._is_tight(other, size) for other in touched)
        first, last = self.calendar.first, self.calendar.last
        if any(isinstance(m.timing, InLastMonth) for m in measures):
            first = last - 20
        shift = 365 if late else 0
        days = self.calendar.draw(first + shift, last + shift, size, self.rng)
        if isinstance(timing, InLastMonth):
            days = to_month_start(days)
        return self._add(situation, role, column, Schedule(days))

    def _is_tight(self, where: Predicate, size: int) -> bool:
        """Whether a few rows more could not be made up for: a rate of one, or a small target."""
        for measure in self.classes[where]:
            target = self.targets[measure]
            if target is None or isinstance(measure, Total):
                continue
            if target.year < size * 20 or (target.september or target.year) < size * 20:
                return True
        return len(self.classes) > 0 and where in self._wholes

    _wholes: frozenset[Predicate] = frozenset()
    _bundles: tuple[tuple[Predicate, ...], ...] = ()

    def mark_wholes(self, wheres: frozenset[Predicate], bundles: tuple[tuple[Predicate, ...], ...]) -> None:
        """Name the filters of denominators, which decoys must not swell, and those that all must hold together."""
        self._wholes, self._bundles = wheres, bundles

    def _add_shifted(self, main: Situation, timing: Timing, size: int) -> None:
        """Rows right in all but their time: last year's, next year's, ended ones."""
        column, calendar = get_date_column(timing), self.calendar
        late = calendar.draw(calendar.last + 1, calendar.last + 360, size, self.rng)
        if isinstance(timing, InLastMonth):
            late = to_month_start(late)
        self._add(main, "decoy", column, Schedule(late))
        standing = [m for w in self._list_true(main) for m in self.classes[w] if isinstance(m.timing, Holds | Since)]
        early = calendar.draw(calendar.first - 360, calendar.first - 1, size, self.rng)
        if isinstance(timing, InLastMonth):
            early = to_month_start(early)
        if not standing:
            self._add(main, "decoy", column, Schedule(early))
        if isinstance(timing, Since):
            start = timing.start.toordinal()
            self._add(main, "decoy", column, Schedule(calendar.draw(start - 200, start - 1, size, self.rng)))
        if isinstance(timing, Holds) and timing.end is not None and all(self._ends_by(m, timing.end) for m in standing):
            ends = np.maximum(early + 30, calendar.first - 1)
            self._add(main, "decoy", column, Schedule(early, np.minimum(ends, calendar.first + 60)))

    @staticmethod
    def _ends_by(measure: Measure, end: str) -> bool:
        return isinstance(measure.timing, Holds) and measure.timing.end == end

    def _add_counted(self, where: Predicate, main: Situation) -> None:
        by_column: dict[str, list[Wish]] = {}
        sums = []
        for measure in self.classes[where]:
            target = self.targets[measure]
            if isinstance(measure, Total):
                sums.append(measure)
            elif target is not None:
                if isinstance(measure, Distinct) and self.contract.natural_key == (measure.key,):
                    measure = Rows(measure.kind, measure.timing, measure.where)
                wish = Wish(measure, target)
                by_column.setdefault(get_date_column(measure.timing), []).append(wish)
        if by_column:
            # Rows that reached a later stage come first; the rest of the list has not reached it.
            passed: dict[str | HasRecord, Cell] = {}
            for column in sorted(by_column, key=lambda name: self.contract.get_column(name).required):
                wishes = [Wish(w.measure, self._get_missing(w.measure, w.target)) for w in by_column[column]]
                if max(wish.target.year for wish in wishes) > 0:
                    schedule = plan_rows(wishes, self.calendar, self.recipe, self.rng)
                    self._add({**main, **passed}, "counted", column, schedule)
                passed[column] = None
        elif sums and not any(is_true(where, c.situation) and c.role == "counted" for c in self.cohorts):
            self._add_for_sum(main, sums[0])

    def _add_for_sum(self, main: Situation, measure: Total) -> None:
        target = self.targets[measure]
        if target is None:
            return
        rows = max(24, target.year // self.recipe.typical.get(measure.column, 50_000))
        wish = Wish(
            Rows(self.contract.kind, measure.timing, measure.where),
            Target(rows, rows if target.september == target.year else None),
        )
        schedule = plan_rows([wish], self.calendar, self.recipe, self.rng)
        self._add(main, "counted", get_date_column(measure.timing), schedule)

    def _get_missing(self, measure: Measure, target: Target) -> Target:
        year, september = target.year, target.september
        for cohort in self.cohorts:
            if is_true(measure.where, cohort.situation):
                year -= count(cohort, measure, self.calendar.first, self.calendar.last)
                if september is not None:
                    september -= count(cohort, measure, self.calendar.first, self.calendar.september)
        if year < 0 or (september is not None and september < 0):
            raise UserFault(
                "synthetic.too_many", kind=self.contract.kind, measure=measure, missing=min(year, september or 0)
            )
        return Target(year, september)

    def _add(
        self, situation: Situation, role: str, column: str, schedule: Schedule, first: int | None = None
    ) -> Cohort:
        size = len(schedule.days)
        cohort = Cohort(situation, size, role)
        cohort.days = self._spread_days(situation, column, schedule)
        for each in self.contract.columns:
            if each.type is not ColumnType.KEY:
                continue
            if each.name in situation and situation[each.name] is None:
                cohort.keys[each.name] = np.full(size, NONE, dtype=np.int64)
                continue
            cohort.keys[each.name] = self._number_keys(each.name, schedule, size, first)
        self.cohorts.append(cohort)
        for name, cell in situation.items():
            if isinstance(name, HasRecord) and cell:
                self._need(cohort, name, split_parts(name.where), ())
        return cohort

    def _number_keys(self, column: str, schedule: Schedule, size: int, first: int | None) -> Ints:
        if column in schedule.keys:
            local = schedule.keys[column]
            if first is not None:  # positions that another kind gave out
                return local
            return local + self.ground.take(column, int(local.max(initial=-1)) + 1)
        counted = any(isinstance(m, Distinct) and m.key == column for m in self.targets)
        pool = self.recipe.pools.get(column, 0)
        if schedule.members is not None and self.contract.natural_key != (column,):
            local = schedule.members
            return local + self.ground.take(column, int(local.max(initial=-1)) + 1)
        if pool and not counted:
            return self.rng.integers(0, pool, size, dtype=np.int64) + self.ground.take(column, pool)
        if schedule.keys and not counted and column not in self.contract.natural_key:
            # A household, a device or a card goes with the counted person, row after row.
            return next(iter(schedule.keys.values())) + self.ground.take(column, size)
        return np.arange(size, dtype=np.int64) + self.ground.take(column, size)

    def _need(self, cohort: Cohort, need: HasRecord, true: tuple[Predicate, ...], false: tuple[Predicate, ...]) -> None:
        positions, at = np.unique(cohort.keys[need.key], return_index=True)
        after = self._get_day(cohort)[at]
        known = positions != NONE
        self.companions.append(Companion(need.key, positions[known], after[known], need, true, false))

    def _get_day(self, cohort: Cohort) -> Ints:
        day = cohort.days[self.contract.date]
        return np.where(day == NONE, self.calendar.first, day)

    def _spread_days(self, situation: Situation, column: str, schedule: Schedule) -> dict[str, Ints]:
        dates = [c for c in self.contract.columns if c.type is ColumnType.DATE]
        order = [c.name for c in dates]
        ends = {m.timing.end for m in self.targets if isinstance(m.timing, Holds) and m.timing.end is not None}
        size, days = len(schedule.days), {}
        for each in dates:
            cell = situation.get(each.name, Filled())
            if each.name == column and cell is not None:
                days[each.name] = schedule.days
            elif cell is None:
                days[each.name] = np.full(size, NONE, dtype=np.int64)
            elif isinstance(cell, Span):
                days[each.name] = self.calendar.draw(cell.low, cell.high, size, self.rng)
            elif each.name in ends and each.name not in situation and not each.required:
                days[each.name] = np.full(size, NONE, dtype=np.int64) if schedule.ends is None else schedule.ends
            else:
                step = np.sign(order.index(each.name) - order.index(column) if column in order else 1)
                days[each.name] = self._move(schedule.days, int(step))
        return days

    def _move(self, days: Ints, step: int) -> Ints:
        """Days a little later or earlier that stay on their side of the ends of September and of the years."""
        moved = days + step * self.rng.integers(0, 40, len(days))
        calendar = self.calendar
        for first, last in (
            (calendar.first, calendar.september),
            (calendar.september + 1, calendar.last),
        ):
            inside = (days >= first) & (days <= last)
            moved = np.where(inside, np.clip(moved, first, last), moved)
        moved = np.where(days < calendar.first, np.minimum(moved, calendar.first - 1), moved)
        return np.where(days > calendar.last, np.maximum(moved, calendar.last + 1), moved)

    def _fill_amounts(self) -> None:
        sums = [measure for measure in self.targets if isinstance(measure, Total)]
        for column in dict.fromkeys(measure.column for measure in sums):
            typical = self.recipe.typical.get(column, 1000)
            for cohort in self.cohorts:
                if cohort.role != "counted":
                    drawn = self.rng.integers(max(1, typical // 2), typical * 3 // 2 + 2, cohort.size, dtype=np.int64)
                    cohort.amounts[column] = drawn
        carriers = {m: [c for c in self.cohorts if c.role == "counted" and is_true(m.where, c.situation)] for m in sums}
        for measure in sorted(sums, key=lambda m: len(carriers[m])):
            target = self.targets[measure]
            free = [c for c in carriers[measure] if measure.column not in c.amounts]
            if target is not None:
                self._fill_sum(measure, target, free)
        for cohort in self.cohorts:
            for column in dict.fromkeys(measure.column for measure in sums):
                if column not in cohort.amounts:
                    cohort.amounts[column] = np.full(cohort.size, self.recipe.typical.get(column, 1000), dtype=np.int64)

    def _fill_sum(self, measure: Total, target: Target, free: Sequence[Cohort]) -> None:
        missing = self._get_missing_sum(measure, target)
        early = [find_timed(c, measure.timing, self.calendar.first, self.calendar.september) for c in free]
        whole = [find_timed(c, measure.timing, self.calendar.first, self.calendar.last) for c in free]
        for cohort in free:
            cohort.amounts[measure.column] = np.full(
                cohort.size, self.recipe.typical.get(measure.column, 1000), dtype=np.int64
            )
        for total, masks in self._list_pieces(missing, early, whole):
            size = sum(int(mask.sum()) for mask in masks)
            if size == 0 and total == 0:
                continue
            if size == 0 or total < 0:
                raise UserFault("synthetic.too_many", kind=self.contract.kind, measure=measure, missing=total)
            amounts, at = share_out(total, size, self.rng), 0
            for cohort, mask in zip(free, masks, strict=True):
                rows = int(mask.sum())
                cohort.amounts[measure.column][mask] = amounts[at : at + rows]
                at += rows

    def _get_missing_sum(self, measure: Total, target: Target) -> Target:
        filled = [c for c in self.cohorts if measure.column in c.amounts and is_true(measure.where, c.situation)]
        first, last, september = self.calendar.first, self.calendar.last, self.calendar.september
        year = target.year - sum(count(c, measure, first, last) for c in filled)
        by = None
        if target.september is not None:
            by = target.september - sum(count(c, measure, first, september) for c in filled)
        return Target(year, by)

    @staticmethod
    def _list_pieces(
        missing: Target, early: list[np.ndarray], whole: list[np.ndarray]
    ) -> Iterator[tuple[int, list[np.ndarray]]]:
        if missing.september is None:
            yield missing.year, whole
            return
        yield missing.september, early
        yield missing.year - missing.september, [w & ~e for w, e in zip(whole, early, strict=True)]
