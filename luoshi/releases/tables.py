"""Results as the table that a release seals, and back; sorted, so that equal results are equal bytes."""

import hashlib
from collections.abc import Iterable, Mapping
from fractions import Fraction

import polars as pl

from luoshi.errors import UserFault
from luoshi.figures import Evidence, Result
from luoshi.periods import Period

# `value` is exact: value_numerator / value_denominator, both null where it is not known.
RESULT_SCHEMA = {
    "tree": pl.String,
    "figure": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value_numerator": pl.Int64,
    "value_denominator": pl.Int64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "unit": pl.String,
    "evidence": pl.String,
    "records": pl.Int64,
}
RESULT_KEY = ("tree", "figure", "area", "period")

_CHUNK = 200_000  # rows hashed at once: about 20 MB of text


# By tree of areas as objects, or as one frame with at least the columns of RESULT_SCHEMA.
Results = Mapping[str, Iterable[Result]] | pl.DataFrame


def make_result_table(results: Results) -> pl.DataFrame:
    """Return the results of each tree of areas as one table, sorted by tree, figure, area and period.

    Raises UserFault when a tree has two results for one figure, area and period, or a number beyond 64 bits.
    """
    try:
        table = _to_frame(results).sort(RESULT_KEY)
    except (OverflowError, TypeError, pl.exceptions.PolarsError) as error:
        raise UserFault("releases.result_unfit", reason=str(error)[:200]) from error
    twice = table.filter(pl.struct(RESULT_KEY).is_duplicated())
    if twice.height:
        tree, figure, area, period = twice.select(RESULT_KEY).row(0)
        raise UserFault("releases.result_twice", figure=figure, area=area, period=period, tree=tree)
    return table


def get_results(table: pl.DataFrame, tree: str) -> tuple[Result, ...]:
    """Return the results of one tree, in the table's order; none for a tree that it does not hold."""
    return tuple(_result(row) for row in table.filter(pl.col("tree") == tree).iter_rows(named=True))


def hash_rows(table: pl.DataFrame) -> str:
    """Return the SHA-256 of the rows as text, which no writer of Parquet has a say in."""
    digest = hashlib.sha256()
    for start in range(0, max(table.height, 1), _CHUNK):
        text = table.slice(start, _CHUNK).write_csv(include_header=start == 0, null_value="~")
        digest.update(text.encode())
    return digest.hexdigest()


def _to_frame(results: Results) -> pl.DataFrame:
    if isinstance(results, pl.DataFrame):
        return results.select([pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items()])
    rows = [_row(tree, result) for tree, of_tree in results.items() for result in of_tree]
    return pl.DataFrame(rows, schema=RESULT_SCHEMA, orient="row")


def _row(tree: str, result: Result) -> tuple[object, ...]:
    value = result.value
    return (
        tree,
        result.figure,
        result.area,
        str(result.period),
        None if value is None else value.numerator,
        None if value is None else value.denominator,
        result.numerator,
        result.denominator,
        result.unit,
        str(result.evidence),
        result.records,
    )


def _result(row: Mapping[str, object]) -> Result:
    known = row["value_denominator"] is not None
    return Result(
        figure=str(row["figure"]),
        area=str(row["area"]),
        period=Period.parse(str(row["period"])),
        value=Fraction(_whole(row["value_numerator"]), _whole(row["value_denominator"])) if known else None,
        numerator=None if row["numerator"] is None else _whole(row["numerator"]),
        denominator=None if row["denominator"] is None else _whole(row["denominator"]),
        unit=str(row["unit"]),
        evidence=Evidence(str(row["evidence"])),
        records=_whole(row["records"]),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value
