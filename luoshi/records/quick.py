"""The short way to read a column of plain cells; any cell out of the ordinary, and the column goes the long way.

Most of a large delivery is plain: digits, ISO days, known words. Telling that a whole batch is so takes one
cast, where the patterns of values.py take ten times as long.
"""

import polars as pl

from luoshi.records.contracts import ColumnType
from luoshi.records.values import Reading, read_area_number

_PLAIN_WHOLE = (ColumnType.KEY, ColumnType.MONEY, ColumnType.COUNT, ColumnType.LENGTH)


def read_quickly(reading: Reading, cells: pl.Series) -> pl.Series | None:
    """Return the values of cells that are all plain (nulls where they are empty), else None.

    A value returned has no finding against it; the long way would give the same.
    """
    if cells.dtype != pl.String or reading.identify or reading.workbook or reading.heading.shift:
        return None
    column = reading.column
    if column.personal:
        return None  # an ID number must be told from a key, cell by cell
    texts = cells.str.strip_chars()
    texts = texts.set(texts == "", None)
    values: pl.Series | None = None
    if column.type in _PLAIN_WHOLE:
        values = texts.cast(pl.Int64, strict=False)
    elif column.type is ColumnType.AREA:
        numbers = texts.cast(pl.Int64, strict=False).alias("number")
        values = pl.select(read_area_number(pl.lit(numbers))).to_series()
    elif column.type is ColumnType.DATE and texts.str.len_bytes().eq(10).all():
        values = texts.str.to_date("%Y-%m-%d", strict=False)
    elif column.type is ColumnType.CHOICE:
        values = texts if texts.drop_nulls().is_in(column.allowed).all() else None
    if values is None or values.null_count() != texts.null_count():
        return None
    return values
