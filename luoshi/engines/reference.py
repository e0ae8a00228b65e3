"""The reference engine: plain Python over rows as dicts, slow and obvious, by another route than SQL.

It says what the language means. It is for small tables: every other engine must agree with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from luoshi.engines.shape import NO_AREA, TABULATED, validate_columns
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
    Source,
    Timing,
    Total,
    get_date_column,
)

Row = Mapping[str, object]


class ReferenceEngine:
    """Evaluates measures row by row."""

    name = "reference"

    def tabulate(self, source: Source, measures: Sequence[Measure], periods: Sequence[Period]) -> pl.DataFrame:
        """Count every measure in every period by area; see `luoshi.query.Engine`."""
        validate_columns(source, measures)
        book = _Book(source)
        lines = []
        for m, measure in enumerate(measures):
            for p, period in enumerate(periods):
                rows = book.counted(measure, period)
                for area in sorted({_area(row) for row in rows}):
                    records = sum(_area(row) == area for row in rows)
                    lines.append((m, p, area, _value(measure, rows, area), records))
        return pl.DataFrame(lines, schema=TABULATED, orient="row").sort(list(TABULATED))

    def trace(self, source: Source, measure: Measure, period: Period) -> pl.DataFrame:
        """Return the counted records in `record` order; see `luoshi.query.Engine`."""
        validate_columns(source, [measure])
        files = source.files.get(measure.kind, ())
        if not files:
            return pl.DataFrame(schema={"record": pl.Int64})
        rows = sorted(_Book(source).counted(measure, period), key=_record)
        return pl.DataFrame(rows, schema=pl.read_parquet_schema(files[0]), orient="row")


class _Book:
    """The records in force, each kind read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._rows: dict[str, list[Row]] = {}

    def rows(self, kind: str) -> list[Row]:
        if kind not in self._rows:
            ended = {row["record"] for row in _read(self._source.ended.get(kind, ()))}
            rows = _read(self._source.files.get(kind, ()))
            self._rows[kind] = [row for row in rows if row["record"] not in ended]
        return self._rows[kind]

    def counted(self, measure: Measure, period: Period) -> list[Row]:
        return [
            row
            for row in self.rows(measure.kind)
            if self.holds(measure.where, row)
            and _is_timed(measure.timing, row, period)
            and not (isinstance(measure, Distinct) and row[measure.key] is None)
        ]

    def holds(self, predicate: Predicate, row: Row) -> bool:
        match predicate:
            case Everything():
                return True
            case Is(column, value):
                return row[column] is not None and row[column] == value
            case IsIn(column, values):
                return any(self.holds(Is(column, value), row) for value in values)
            case Compares():
                return _compares(row[predicate.column], predicate)
            case IsKnown(column):
                return row[column] is not None
            case HasRecord(kind, key, where):
                return any(self.holds(Is(key, row[key]), o) and self.holds(where, o) for o in self.rows(kind))  # type: ignore[arg-type]
            case Both(parts):
                return all(self.holds(part, row) for part in parts)
            case Either(parts):
                return any(self.holds(part, row) for part in parts)
            case Not(part):
                return not self.holds(part, row)


def _read(files: Sequence[Path]) -> list[Row]:
    return [row for file in files for row in pl.read_parquet(file).to_dicts()]


def _compares(found: object, predicate: Compares) -> bool:
    if found is None:
        return False
    # Two numbers or two days: the contract's column type says which, and both sides are of that type.
    left: int = found  # type: ignore[assignment]
    right: int = predicate.value  # type: ignore[assignment]
    match predicate.operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def _is_timed(timing: Timing, row: Row, period: Period) -> bool:
    day = row[get_date_column(timing)]
    if not isinstance(day, date):
        return False
    match timing:
        case Happens():
            return period.contains(day)
        case InLastMonth():
            return day.replace(day=1) == period.last_day.replace(day=1)
        case Holds(end=end):
            ended = row[end] if end is not None else None
            return day <= period.last_day and not (isinstance(ended, date) and ended <= period.last_day)
        case _:
            return timing.start <= day <= period.last_day


def _value(measure: Measure, rows: Sequence[Row], area: int) -> int:
    if isinstance(measure, Distinct):
        ordered = sorted(rows, key=lambda row: (row[get_date_column(measure.timing)], _record(row)))
        last_area = {row[measure.key]: _area(row) for row in ordered}
        return sum(found == area for found in last_area.values())
    here = [row for row in rows if _area(row) == area]
    if isinstance(measure, Total):
        return sum(amount for row in here if isinstance(amount := row[measure.column], int))
    return len(here)


def _area(row: Row) -> int:
    area = row["area"]
    return area if isinstance(area, int) else NO_AREA


def _record(row: Row) -> int:
    record = row["record"]
    assert isinstance(record, int)  # noqa: S101  # every stored row has one: the book gives it at intake
    return record
