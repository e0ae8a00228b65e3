"""The shapes that every engine gives and needs: the tabulated frame, and the columns a measure reads."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from luoshi.errors import UserFault
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    HasRecord,
    Holds,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Source,
    Total,
    get_date_column,
)

TABULATED = {
    "measure": pl.Int32,
    "period": pl.Int32,
    "area": pl.Int64,
    "value": pl.Int64,
    "records": pl.Int64,
}
# A record without an area counts under this number, which no tree of areas has: it is refused, not lost.
NO_AREA = 0


def list_columns(predicate: Predicate) -> set[str]:
    """Return the columns of the record itself that the predicate reads."""
    match predicate:
        case Is() | IsIn() | Compares() | IsKnown():
            return {predicate.column}
        case HasRecord():
            return {predicate.key}
        case Both() | Either():
            return set().union(*map(list_columns, predicate.parts))
        case Not():
            return list_columns(predicate.part)
        case _:
            return set()


def list_measure_columns(measure: Measure) -> set[str]:
    """Return the columns that counting the measure reads, `area` and `record` among them."""
    columns = {"area", "record", get_date_column(measure.timing)} | list_columns(measure.where)
    if isinstance(measure.timing, Holds) and measure.timing.end is not None:
        columns.add(measure.timing.end)
    if isinstance(measure, Total):
        columns.add(measure.column)
    if isinstance(measure, Distinct):
        columns.add(measure.key)
    return columns


def list_read_columns(measures: Iterable[Measure]) -> dict[str, set[str]]:
    """Return by record kind the columns that counting the measures reads, conditions on other kinds included."""
    read: dict[str, set[str]] = {}
    for measure in measures:
        read.setdefault(measure.kind, set()).update(list_measure_columns(measure))
        for condition in list_other_kinds(measure.where):
            read.setdefault(condition.kind, set()).update({condition.key, "record"}, list_columns(condition.where))
    return read


def validate_columns(source: Source, measures: Iterable[Measure]) -> None:
    """Raise a UserFault for a column that a measure reads and its kind's files do not have."""
    for kind, columns in list_read_columns(measures).items():
        if source.files.get(kind):
            _validate(kind, source.files[kind][0], columns)


def _validate(kind: str, file: Path, columns: set[str]) -> None:
    present = set(pl.read_parquet_schema(file))
    if missing := sorted(columns - present):
        raise UserFault(
            "engines.unknown_column",
            kind=kind,
            columns=", ".join(missing),
            present=", ".join(sorted(present)),
        )


def list_other_kinds(predicate: Predicate) -> list[HasRecord]:
    """Return the conditions on records of other kinds, those within them too."""
    match predicate:
        case HasRecord():
            return [predicate, *list_other_kinds(predicate.where)]
        case Both() | Either():
            return [found for part in predicate.parts for found in list_other_kinds(part)]
        case Not():
            return list_other_kinds(predicate.part)
        case _:
            return []
