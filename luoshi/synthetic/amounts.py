"""Amounts, once the rows stand: sums are shared out over the rows that count, and parts of a thing are numbered."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from luoshi.errors import UserFault
from luoshi.query import Measure, Total
from luoshi.records import ColumnType, Contract
from luoshi.synthetic.cohorts import Calendar, Cohort, Mask, Recipe, count, find_timed, share_out
from luoshi.synthetic.situations import is_true
from luoshi.synthetic.targets import Target


def fill_amounts(
    cohorts: Sequence[Cohort],
    targets: Mapping[Measure, Target | None],
    calendar: Calendar,
    recipe: Recipe,
    rng: np.random.Generator,
) -> None:
    """Give every summed column its amounts: decoys what is typical, the others what makes up each target."""
    sums = [measure for measure in targets if isinstance(measure, Total)]
    columns = list(dict.fromkeys(measure.column for measure in sums))
    for column in columns:
        typical = recipe.typical.get(column, 1000)
        for cohort in cohorts:
            if cohort.role == "decoy":
                cohort.amounts[column] = rng.integers(
                    max(1, typical // 2), typical * 3 // 2 + 2, cohort.size, dtype=np.int64
                )
    carriers = {m: [c for c in cohorts if c.role != "decoy" and is_true(m.where, c.situation)] for m in sums}
    for measure in sorted(sums, key=lambda m: len(carriers[m])):
        target = targets[measure]
        free = [c for c in carriers[measure] if measure.column not in c.amounts]
        if target is not None:
            missing = _get_missing(measure, target, cohorts, calendar)
            _fill_sum(measure, missing, free, calendar, recipe.typical.get(measure.column, 1000), rng)
    for cohort in cohorts:
        for column in columns:
            if column not in cohort.amounts:
                cohort.amounts[column] = np.full(cohort.size, recipe.typical.get(column, 1000), dtype=np.int64)


def number_parts(contract: Contract, cohorts: Sequence[Cohort]) -> None:
    """Number the rows of one thing from 1 where the natural key asks for it: the parts of a project."""
    columns = [contract.get_column(name) for name in contract.natural_key]
    keys = [column.name for column in columns if column.type is ColumnType.KEY]
    parts = [column.name for column in columns if column.type is ColumnType.COUNT]
    if not (len(keys) == 1 and parts and cohorts):
        return
    positions = np.concatenate([cohort.keys[keys[0]] for cohort in cohorts])
    order = np.argsort(positions, kind="stable")
    starts = np.concatenate([[True], np.diff(positions[order]) != 0])
    ranks = np.arange(len(order)) - np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = ranks + 1
    at = 0
    for cohort in cohorts:
        for name in parts:
            cohort.amounts[name] = numbers[at : at + cohort.size]
        at += cohort.size


def _get_missing(measure: Total, target: Target, cohorts: Sequence[Cohort], calendar: Calendar) -> Target:
    filled = [c for c in cohorts if measure.column in c.amounts and is_true(measure.where, c.situation)]
    year = target.year - sum(count(c, measure, calendar.first, calendar.last) for c in filled)
    by = None
    if target.september is not None:
        by = target.september - sum(count(c, measure, calendar.first, calendar.september) for c in filled)
    return Target(year, by)


def _fill_sum(
    measure: Total,
    missing: Target,
    free: Sequence[Cohort],
    calendar: Calendar,
    typical: int,
    rng: np.random.Generator,
) -> None:
    early = [find_timed(c, measure.timing, calendar.first, calendar.september) for c in free]
    whole = [find_timed(c, measure.timing, calendar.first, calendar.last) for c in free]
    for cohort in free:
        cohort.amounts[measure.column] = np.full(cohort.size, typical, dtype=np.int64)
    for total, masks in _list_pieces(missing, early, whole):
        size = sum(int(mask.sum()) for mask in masks)
        if size == 0 and total == 0:
            continue
        if size == 0 or total < 0:
            raise UserFault("synthetic.too_many", kind=measure.kind, measure=measure, missing=total)
        amounts, at = share_out(total, size, rng), 0
        for cohort, mask in zip(free, masks, strict=True):
            rows = int(mask.sum())
            cohort.amounts[measure.column][mask] = amounts[at : at + rows]
            at += rows


def _list_pieces(missing: Target, early: list[Mask], whole: list[Mask]) -> Iterator[tuple[int, list[Mask]]]:
    if missing.september is None:
        yield missing.year, whole
        return
    yield missing.september, early
    yield missing.year - missing.september, [w & ~e for w, e in zip(whole, early, strict=True)]
