"""What all comparisons give: rows of change, and the SQL pieces that read one measure's records.

A row of change has a subject (record id or distinct key), the area that it counted in before and the one
after (each NULL where it did not count), a reason and an amount: the amount is taken from the area before
and added to the area after. So over any set of areas the amounts add up to the difference exactly.
"""

from dataclasses import dataclass

import polars as pl

from luoshi.engines.duckdb.predicates import column, compile_counted, compile_relation, compile_timing, to_sql
from luoshi.engines.shape import NO_AREA
from luoshi.periods import Period
from luoshi.query import Distinct, Holds, InLastMonth, Measure, Source, Total, get_date_column

# The rows of change, added up.
CELLS: dict[str, type[pl.DataType]] = {
    "before": pl.Int64,
    "after": pl.Int64,
    "reason": pl.String,
    "records": pl.Int64,
    "amount": pl.Int64,
}
ROWS = "subject, before, after, reason, amount"


@dataclass(frozen=True)
class Wording:
    """The reasons of a step: for a subject that enters the count, leaves it, moves, or has another amount."""

    enters: str
    leaves: str
    moves: str
    differs: str


@dataclass(frozen=True)
class Counting:
    """A measure counted for a period over a source: one side of a comparison."""

    source: Source
    measure: Measure
    period: Period

    @property
    def is_empty(self) -> bool:
        """Whether the kind has no file at all."""
        return not self.source.files.get(self.measure.kind)

    @property
    def is_stock(self) -> bool:
        """Whether records leave the count as time goes on."""
        return isinstance(self.measure.timing, Holds | InLastMonth)

    @property
    def relation(self) -> str:
        """SQL of the kind's records in force."""
        return to_sql(compile_relation(self.source, self.measure.kind))

    @property
    def hit(self) -> str:
        """SQL of whether a record counts: true or false, never NULL."""
        counted = to_sql(compile_counted(self.measure, self.source))
        timed = to_sql(compile_timing(self.measure.timing, self.period))
        return f"coalesce(({counted}) AND ({timed}), false)"

    @property
    def value(self) -> str:
        """SQL of what a counted record adds; for a distinct key that is said by its group instead."""
        measure = self.measure
        return f"coalesce({to_sql(column(measure.column))}, 0)" if isinstance(measure, Total) else "1"

    @property
    def day(self) -> str:
        """SQL of the column that places a record in time."""
        return to_sql(column(get_date_column(self.measure.timing)))

    @property
    def ended(self) -> str:
        """SQL of the day on which a record ends, NULL where the measure knows no end."""
        timing = self.measure.timing
        if isinstance(timing, Holds) and timing.end is not None:
            return to_sql(column(timing.end))
        return "CAST(NULL AS DATE)"

    @property
    def key(self) -> str:
        """SQL of the distinct key, NULL for a measure of records."""
        return to_sql(column(self.measure.key)) if isinstance(self.measure, Distinct) else "NULL"

    @property
    def state(self) -> str:
        """SQL of everything that counts: subject, area, amount."""
        rows = f"FROM {self.relation} WHERE {self.hit}"
        if isinstance(self.measure, Distinct):
            last = f'arg_max({AREA}, ({self.day}, "record"))'
            return f"SELECT {self.key} AS subject, {last} AS area, 1 AS amount {rows} GROUP BY 1"
        return f'SELECT "record" AS subject, {AREA} AS area, {self.value} AS amount {rows}'


AREA = f'coalesce("area", {NO_AREA})'


def compare_countings(one: Counting, other: Counting, wording: Wording) -> str:
    """Return SQL of the rows of change from one counting to another over the same source."""
    first, second = one.measure, other.measure
    same = type(first) is type(second) and first.kind == second.kind and one.key == other.key
    if one.is_empty or other.is_empty or not same:
        sides = [
            f"SELECT subject, {areas}, '{reason}' AS reason, amount FROM ({side.state}) AS _state"
            for side, areas, reason in (
                (one, "area AS before, NULL AS after", wording.leaves),
                (other, "NULL AS before, area AS after", wording.enters),
            )
            if not side.is_empty
        ]
        return " UNION ALL ".join(sides) or NOTHING
    if isinstance(first, Distinct):
        return _name_keys(_group_keys(one, other), wording)
    both = (
        f'SELECT "record" AS subject, {AREA} AS area, {one.hit} AS h1, {other.hit} AS h2, '
        f"{one.value} AS v1, {other.value} AS v2 FROM {one.relation}"
    )
    return (
        f"SELECT subject, CASE WHEN h1 AND NOT h2 THEN area END AS before, CASE WHEN h2 THEN area END AS after, "
        f"CASE WHEN NOT h1 THEN '{wording.enters}' WHEN NOT h2 THEN '{wording.leaves}' ELSE '{wording.differs}' END "
        f"AS reason, CASE WHEN NOT h1 THEN v2 WHEN NOT h2 THEN v1 ELSE v2 - v1 END AS amount "
        f"FROM ({both}) AS _both WHERE h1 <> h2 OR (h1 AND v1 <> v2)"
    )


NOTHING = "SELECT 0 AS subject, 0 AS before, 0 AS after, '' AS reason, 0 AS amount WHERE false"


def _group_keys(one: Counting, other: Counting) -> str:
    areas = [
        f'arg_max({AREA}, ({side.day}, "record")) FILTER ({side.hit}) AS {name}'
        for side, name in ((one, "a1"), (other, "a2"))
    ]
    where = f"{one.hit} OR {other.hit}"
    return f"SELECT {one.key} AS subject, {', '.join(areas)} FROM {one.relation} WHERE {where} GROUP BY 1"


def _name_keys(groups: str, wording: Wording) -> str:
    reason = (
        f"CASE WHEN a1 IS NULL THEN '{wording.enters}' WHEN a2 IS NULL THEN '{wording.leaves}' "
        f"ELSE '{wording.moves}' END"
    )
    return (
        f"SELECT subject, a1 AS before, a2 AS after, {reason} AS reason, 1 AS amount "
        f"FROM ({groups}) AS _keys WHERE a1 IS DISTINCT FROM a2"
    )
