"""What a change of records does to figures, by a route of its own: the rows concerned, counted before and after.

No engine is asked, so that a count before and after the faults can be held against what this module says.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from luoshi.figures import Figure
from luoshi.periods import Period
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Since,
    Timing,
    Total,
)

_OPERATORS: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "<": pl.Expr.lt,
    "<=": pl.Expr.le,
    ">": pl.Expr.gt,
    ">=": pl.Expr.ge,
}
_COUNTY = 10**6  # a village's 12 digits over this are its county's six


@dataclass(frozen=True)
class Change:
    """Records of one kind before and after: those taken away, those added, and all that share a key with them."""

    kind: str
    around: pl.DataFrame
    ended: pl.Series
    added: pl.DataFrame

    @property
    def after(self) -> pl.DataFrame:
        """The records around the change once it has been made."""
        return pl.concat([self.around.filter(~pl.col("record").is_in(self.ended.to_list())), self.added])


def list_effects(
    change: Change, figures: Sequence[Figure], periods: Sequence[Period], city: int
) -> Iterator[dict[str, object]]:
    """Yield by how much each figure moves: in whole smallest units (fen, metres, rows), the city before its counties.

    `part` says which side of a rate moves. What does not move is not listed.
    """
    for figure in figures:
        for part, measure in zip(("numerator", "denominator"), figure.measures, strict=False):
            if measure.kind != change.kind:
                continue
            for period in periods:
                before = _count(change.around, measure, period)
                after = _count(change.after, measure, period)
                moved = {area: after.get(area, 0) - before.get(area, 0) for area in sorted({*before, *after})}
                for area, by in {city: sum(moved.values()), **moved}.items():
                    if by:
                        yield {
                            "figure": figure.id,
                            "part": part,
                            "period": str(period),
                            "area": str(area),
                            "change": by,
                        }


def _count(rows: pl.DataFrame, measure: Measure, period: Period) -> dict[int, int]:
    counted = rows.filter(to_expression(measure.where) & _is_timed(measure.timing, period))
    county = (pl.col("area") // _COUNTY).alias("county")
    if isinstance(measure, Total):
        sums = counted.group_by(county).agg(pl.col(measure.column).sum().alias("value"))
    elif isinstance(measure, Distinct):
        last = counted.filter(pl.col(measure.key).is_not_null()).sort(_get_day(measure.timing), "record")
        sums = last.unique(measure.key, keep="last").group_by(county).agg(pl.len().alias("value"))
    else:
        sums = counted.group_by(county).agg(pl.len().alias("value"))
    return {int(area): int(value) for area, value in sums.select("county", "value").iter_rows()}


def _get_day(timing: Timing) -> str:
    return timing.start if isinstance(timing, Holds) else timing.column


def _is_timed(timing: Timing, period: Period) -> pl.Expr:
    first, last = period.first_day, period.last_day
    day = pl.col(_get_day(timing))
    if isinstance(timing, Happens):
        return day.is_between(first, last)
    if isinstance(timing, InLastMonth):
        return day.is_between(date(last.year, last.month, 1), last)
    if isinstance(timing, Since):
        return day.is_between(timing.start, last)
    if timing.end is None:
        return day <= last
    return (day <= last) & (pl.col(timing.end).is_null() | (pl.col(timing.end) > last))


def to_expression(where: Predicate) -> pl.Expr:
    """Return the filter of one record as an expression that is never unknown.

    Raises ValueError for a condition on another kind: faults stand in kinds whose figures have none.
    """
    if isinstance(where, Both):
        return pl.all_horizontal(pl.lit(value=True), *(to_expression(part) for part in where.parts))
    if isinstance(where, Either):
        return pl.any_horizontal(pl.lit(value=False), *(to_expression(part) for part in where.parts))
    if isinstance(where, Not):
        return ~to_expression(where.part)
    if isinstance(where, Everything):
        return pl.lit(value=True)
    if isinstance(where, HasRecord):
        raise ValueError(f"no faults in a kind whose figures look at {where.kind}")
    return _to_comparison(where).fill_null(value=False)


def _to_comparison(where: Is | IsIn | Compares | IsKnown) -> pl.Expr:
    column = pl.col(where.column)
    if isinstance(where, IsKnown):
        return column.is_not_null()
    if isinstance(where, Compares):
        return _OPERATORS[where.operator](column, pl.lit(where.value))
    if isinstance(where, Is):
        return column == pl.lit(where.value)
    return column.is_in(list(where.values))
