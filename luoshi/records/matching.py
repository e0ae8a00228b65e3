"""Comparing new rows with each other and with the book by natural key: new, duplicate, conflict or successor.

Keys compare with nulls as equal. Every row gets one fate, so that the report adds up.
"""

from collections.abc import Sequence

import polars as pl

from luoshi.records.contracts import Contract, Supersede
from luoshi.records.schemas import RECORD, build_schema
from luoshi.records.snapshot import Snapshot

NEW, DUPLICATE, CONFLICT, OVERTAKEN = "new", "duplicate", "conflict", "overtaken"
# No contract has a column that begins so.
FATE, ENDS, _PLACE = "_fate", "_ends", "_place"


def match_rows(rows: pl.DataFrame, contract: Contract, snapshot: Snapshot, *, correction: bool) -> pl.DataFrame:
    """Return `rows` in their order with `_fate` and `_ends`, the standing record that each replaces.

    `duplicate`: the same content stands already. `conflict`: other content stands under the key and may not
    be replaced. `overtaken`: taken, but a later row of the same file replaces it at once.
    """
    columns, key = [column.name for column in contract.columns], list(contract.natural_key)
    replaces = contract.supersede is Supersede.LATEST
    place = pl.col(_PLACE)
    first = place.filter(~pl.col("_repeated"))
    rows = rows.with_row_index(_PLACE)
    repeated = place != (place.max() if replaces else place.min()).over(columns)
    once = rows.with_columns(repeated.alias("_repeated"))
    holder = (first.max() if replaces else first.min()).over(key)
    standing = read_standing(snapshot, contract, rows).select(
        *key, pl.struct(columns).alias("_content"), pl.col(RECORD).alias(ENDS)
    )
    joined = once.with_columns((pl.col(_PLACE) != holder).alias("_second")).join(
        standing, on=key, how="left", nulls_equal=True, maintain_order="left"
    )
    same = pl.struct(columns).eq_missing(pl.col("_content")) & pl.col(ENDS).is_not_null()
    may_replace = replaces or correction
    fate = (
        pl.when("_repeated")
        .then(pl.lit(DUPLICATE))
        .when("_second")
        .then(pl.lit(OVERTAKEN if replaces else CONFLICT))
        .when(same)
        .then(pl.lit(DUPLICATE))
        .when(pl.col(ENDS).is_not_null() & pl.lit(value=not may_replace))
        .then(pl.lit(CONFLICT))
        .otherwise(pl.lit(NEW))
    )
    joined = joined.with_columns(fate.alias(FATE))
    ends = pl.when(pl.col(FATE) == NEW).then(ENDS).alias(ENDS)
    return joined.with_columns(ends).drop("_repeated", "_second", "_content", _PLACE)


def read_standing(snapshot: Snapshot, contract: Contract, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the records in force whose natural key is that of one of `rows`; at most one a key."""
    key = list(contract.natural_key)
    wanted = rows.lazy().select(key).unique()
    found = _scan(snapshot, contract).join(wanted, on=key, how="semi", nulls_equal=True)
    return found.collect().unique(key, keep="last", maintain_order=True)


def find_standing(snapshot: Snapshot, contract: Contract, records: Sequence[int]) -> set[int]:
    """Return those of `records` that are in force."""
    wanted = pl.LazyFrame({RECORD: list(records)}, schema={RECORD: pl.Int64})
    found = _scan(snapshot, contract).select(RECORD).join(wanted, on=RECORD, how="semi")
    return set(found.collect()[RECORD].to_list())


def _scan(snapshot: Snapshot, contract: Contract) -> pl.LazyFrame:
    files, ended = snapshot.files(contract.kind), snapshot.ended(contract.kind)
    schema = build_schema(contract)
    parts = [pl.scan_parquet(path).select(schema.names()) for path in files]
    scan = pl.concat(parts) if parts else schema.to_frame().lazy()
    if not ended:
        return scan
    gone = pl.concat([pl.scan_parquet(path) for path in ended])
    return scan.join(gone, on=RECORD, how="anti", maintain_order="left")
