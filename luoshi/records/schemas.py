"""How a contract's columns are stored in Parquet."""

import polars as pl

from luoshi.errors import UserFault
from luoshi.records.contracts import Column, ColumnType, Contract

RECORD = "record"

_STORED: dict[ColumnType, type[pl.DataType]] = {
    ColumnType.KEY: pl.Int64,
    ColumnType.AREA: pl.Int64,
    ColumnType.MONEY: pl.Int64,
    ColumnType.COUNT: pl.Int64,
    ColumnType.LENGTH: pl.Int64,
    ColumnType.DATE: pl.Date,
    ColumnType.FLAG: pl.Boolean,
    ColumnType.CHOICE: pl.String,
    ColumnType.TEXT: pl.String,
}


def get_stored_type(column: Column) -> type[pl.DataType]:
    """Return the Polars type in which values of `column` are stored."""
    return _STORED[column.type]


def build_schema(contract: Contract) -> pl.Schema:
    """Return the stored schema of a kind: `record`, then the contract's columns in their order."""
    columns = [(column.name, get_stored_type(column)) for column in contract.columns]
    return pl.Schema([(RECORD, pl.Int64), *columns])


def validate_schema(contract: Contract, found: pl.Schema, where: object) -> None:
    """Raise UserFault where `found` lacks a column, has one too many, or has one of another type.

    The order of columns is free. `where` names the file or frame in the message.
    """
    wanted = build_schema(contract)
    missing = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    if missing or extra:
        raise UserFault("records.wrong_columns", kind=contract.kind, where=where, missing=missing, extra=extra)
    for name, stored in wanted.items():
        if found[name] != stored:
            raise UserFault(
                "records.wrong_type",
                kind=contract.kind,
                where=where,
                column=name,
                found=found[name],
                wanted=stored,
            )
