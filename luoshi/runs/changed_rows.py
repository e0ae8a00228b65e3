"""The results that differ between two sides: for the same period, and each side's own period with the other's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from luoshi.periods import Period
from luoshi.releases import RESULT_KEY, Explained, ReasonSum
from luoshi.runs.standing import Standing

_KEY = ("tree", "figure", "area")
_NUMBERS = ("numerator", "denominator", "unit", "evidence", "records")


@dataclass(frozen=True)
class ChangedRow:
    """A result that differs, as the tables of both sides have it; a side without it is None."""

    tree: str
    figure: str
    area: str
    earlier: str
    later: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    @property
    def evidence(self) -> tuple[object, object]:
        """What it rests on before and after; that of the other side where there is no result."""
        one, other = (None if side is None else side["evidence"] for side in (self.before, self.after))
        return one or other, other or one

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its numbers: counted, or numerator and denominator."""
        rate = any(side is not None and side["denominator"] is not None for side in (self.before, self.after))
        return ("numerator", "denominator") if rate else ("counted",)

    def get_number(self, part: str, side: Mapping[str, object] | None) -> int | None:
        """Return a side's number; None where it is not known or not there."""
        found = None if side is None else side["denominator" if part == "denominator" else "numerator"]
        return found if isinstance(found, int) else None

    def make(self, part: str, scale: int, reasons: tuple[ReasonSum, ...]) -> Explained:
        """Return the row explained."""
        one, other = (self.get_number(part, side) for side in (self.before, self.after))
        sides = ((self.before, one), (self.after, other))
        known = all(side is None or number is not None for side, number in sides)
        unit = str((self.after or self.before or {})["unit"])
        key = (self.tree, self.figure, self.area, self.later, self.earlier)
        return Explained(*key, part, one, other, scale, unit, reasons, known)


def is_longer(before: Period, after: Period) -> bool:
    """Return whether `after` begins with `before` and ends later, so that one grows into the other."""
    return before.first_month == after.first_month and before.last_month < after.last_month


def list_changed_rows(before: Standing, after: Standing, figures: frozenset[str]) -> tuple[ChangedRow, ...]:
    """Return the rows that differ, in order of tree, figure, area and period; of `figures`, or all if empty.

    A period that only one side counted is no change; but the own period of the earlier side is compared with
    the own period of the later, where that is the longer run of months from the same one.
    """
    tables = [side.load_table() for side in (before, after)]
    if figures:
        tables = [table.filter(pl.col("figure").is_in(sorted(figures))) for table in tables]
    both = set(tables[0]["period"].unique()) & set(tables[1]["period"].unique())
    rows = list(_compare(*(table.filter(pl.col("period").is_in(sorted(both))) for table in tables)))
    if is_longer(before.period, after.period):
        ends = (str(before.period), str(after.period))
        own = [
            table.filter(pl.col("period") == end).with_columns(period=pl.lit(ends[1]))
            for table, end in zip(tables, ends, strict=True)
        ]
        rows += [replace(row, earlier=ends[0]) for row in _compare(*own)]
    return tuple(sorted(rows, key=lambda row: (row.tree, row.figure, row.area, row.later, row.earlier)))


def _compare(one: pl.DataFrame, other: pl.DataFrame) -> Iterator[ChangedRow]:
    keyed = [
        table.select(*RESULT_KEY, pl.struct(_NUMBERS).alias(side))
        for table, side in ((one, "before"), (other, "after"))
    ]
    joined = keyed[0].join(keyed[1], on=RESULT_KEY, how="full", coalesce=True)
    for tree, figure, area, period, before, after in joined.filter(
        pl.col("before").ne_missing(pl.col("after"))
    ).iter_rows():
        yield ChangedRow(tree, figure, area, period, period, before, after)
