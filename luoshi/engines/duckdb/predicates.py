"""Predicates and timings as SQLGlot expressions: one function a node, found by the node's class.

A compiled predicate is true where the predicate holds and false or NULL where it does not, which is the
same in WHERE and FILTER and lets DuckDB push it into the scan. Only `Not` must tell them apart.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

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
    Source,
    Timing,
)

_OPERATORS: dict[str, type[exp.Binary]] = {"<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}


def column(name: str) -> exp.Column:
    """Return the column, quoted, so that no name is a keyword."""
    return exp.column(name, quoted=True)


@lru_cache(1024)
def write_column(name: str) -> str:
    """Return DuckDB's text of a column."""
    return to_sql(column(name))


def compile_relation(source: Source, kind: str) -> exp.Subquery:
    """Return the records of `kind` in force; the kind must have files."""
    return _compile_relation(tuple(source.files[kind]), tuple(source.ended.get(kind, ()))).copy()


def write_relation(source: Source, kind: str) -> str:
    """Return DuckDB's text of the records of `kind` in force; the kind must have files."""
    return _write_relation(tuple(source.files[kind]), tuple(source.ended.get(kind, ())))


# A kind's relation stands in a dozen queries of one count, and parsing it costs as much as running a small one.
@lru_cache(256)
def _compile_relation(files: tuple[Path, ...], ended: tuple[Path, ...]) -> exp.Subquery:
    query = f"SELECT * FROM {_read_parquet(files)} AS _kept"
    if ended:
        # DuckDB makes an anti join of it.
        gone = f"SELECT 1 FROM {_read_parquet(ended)} AS _gone"
        query += f' WHERE NOT EXISTS ({gone} WHERE _gone."record" = _kept."record")'
    return exp.Subquery(this=sqlglot.parse_one(query, dialect="duckdb"), alias=exp.to_identifier("_records"))


@lru_cache(256)
def _write_relation(files: tuple[Path, ...], ended: tuple[Path, ...]) -> str:
    return to_sql(_compile_relation(files, ended))


def compile_predicate(predicate: Predicate, source: Source) -> exp.Expr:
    """Return the expression of any predicate."""
    return PREDICATES[type(predicate)](predicate, source)


def compile_timing(timing: Timing, period: Period) -> exp.Expr:
    """Return whether a record belongs to `period`."""
    return TIMINGS[type(timing)](timing, period)


def compile_counted(measure: Measure, source: Source) -> exp.Expr:
    """Return whether a record can count at all, its time aside: filter, known key, cumulative start."""
    parts = [compile_predicate(measure.where, source)]
    if isinstance(measure, Distinct):
        parts.append(_is_known(measure.key))
    if isinstance(measure.timing, Since):
        parts.append(exp.GTE(this=column(measure.timing.column), expression=exp.convert(measure.timing.start)))
    return _join(parts)


def to_sql(expression: exp.Expr) -> str:
    """Return DuckDB's text of an expression."""
    return expression.sql(dialect="duckdb")


def _join(parts: Sequence[exp.Expr], join: Callable[..., exp.Expr] = exp.and_) -> exp.Expr:
    """Join parts that nobody else holds: copying them first took more time than making them."""
    return join(*parts, copy=False)


def _read_parquet(files: tuple[Path, ...]) -> str:
    names = ", ".join(to_sql(exp.Literal.string(str(file))) for file in files)
    return f"read_parquet([{names}], hive_partitioning = false)"


def _is_known(name: str) -> exp.Expr:
    return exp.Not(this=exp.Is(this=column(name), expression=exp.null()))


def _compile_is_in(node: IsIn, source: Source) -> exp.Expr:
    if not node.values:
        return exp.false()
    return exp.In(this=column(node.column), expressions=[exp.convert(value) for value in node.values])


def _compile_compares(node: Compares, source: Source) -> exp.Expr:
    return _OPERATORS[node.operator](this=column(node.column), expression=exp.convert(node.value))


def _compile_has_record(node: HasRecord, source: Source) -> exp.Expr:
    if not source.files.get(node.kind):
        return exp.false()
    where = _join([_is_known(node.key), compile_predicate(node.where, source)])
    keys = (
        sqlglot.select(column(node.key)).from_(compile_relation(source, node.kind), copy=False).where(where, copy=False)
    )
    return exp.In(this=column(node.key), query=exp.Subquery(this=keys))


def _compile_not(node: Not, source: Source) -> exp.Expr:
    part = compile_predicate(node.part, source)
    return exp.Not(this=exp.Coalesce(this=part, expressions=[exp.false()]))


def _until_last_day(name: str, period: Period) -> exp.Expr:
    return exp.LTE(this=column(name), expression=exp.convert(period.last_day))


def _from_day(name: str, day: object) -> exp.Expr:
    return exp.GTE(this=column(name), expression=exp.convert(day))


def _time_holds(node: Holds, period: Period) -> exp.Expr:
    begun = _until_last_day(node.start, period)
    if node.end is None:
        return begun
    return exp.and_(
        begun, exp.Not(this=exp.Coalesce(this=_until_last_day(node.end, period), expressions=[exp.false()]))
    )


PREDICATES: dict[type, Callable[[Any, Source], exp.Expr]] = {
    Everything: lambda node, source: exp.true(),
    Is: lambda node, source: exp.EQ(this=column(node.column), expression=exp.convert(node.value)),
    IsIn: _compile_is_in,
    Compares: _compile_compares,
    IsKnown: lambda node, source: _is_known(node.column),
    HasRecord: _compile_has_record,
    Both: lambda node, source: _join([exp.true(), *(compile_predicate(p, source) for p in node.parts)]),
    Either: lambda node, source: _join([exp.false(), *(compile_predicate(p, source) for p in node.parts)], exp.or_),
    Not: _compile_not,
}

TIMINGS: dict[type, Callable[[Any, Period], exp.Expr]] = {
    Happens: lambda node, period: exp.and_(
        _from_day(node.column, period.first_day), _until_last_day(node.column, period)
    ),
    InLastMonth: lambda node, period: exp.and_(
        _from_day(node.column, period.last_day.replace(day=1)), _until_last_day(node.column, period)
    ),
    Holds: _time_holds,
    Since: lambda node, period: exp.and_(_from_day(node.column, node.start), _until_last_day(node.column, period)),
}
