"""The second witness: recounts values in Polars from the masked rows that DuckDB wrote.

It knows no filter and no date: what the masks name is counted, by another hand than theirs.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from luoshi.engines.masks import locate_bits
from luoshi.query import Distinct, Measure, Source, Total


def recount(source: Source, measures: Sequence[Measure], masks: Mapping[str, Path]) -> list[int]:
    """Return the value of each measure over all areas, in order; a kind without a mask file counts 0.

    A mask that names a record which the source does not have, or one no longer in force, adds nothing, so
    the values then differ.
    """
    values = [0] * len(measures)
    for kind, bits in locate_bits(measures).items():
        if kind not in masks:
            continue
        asked = [_value(measures[m], *place).alias(str(m)) for m, place in bits.items()]
        columns = sorted({"record"} | {name for m in bits for name in _columns(measures[m])})
        rows = pl.scan_parquet(list(source.files[kind]), hive_partitioning=False).select(columns)
        masked = pl.scan_parquet(masks[kind]).join(rows, on="record", how="inner")
        for ended in source.ended.get(kind, ()):
            masked = masked.join(pl.scan_parquet(ended), on="record", how="anti")
        counted = masked.select(asked).collect(engine="streaming")
        for position in bits:
            values[position] = int(counted[str(position)].item())
    return values


def _columns(measure: Measure) -> list[str]:
    if isinstance(measure, Total):
        return [measure.column]
    return [measure.key] if isinstance(measure, Distinct) else []


def _value(measure: Measure, mask: str, bit: int) -> pl.Expr:
    counts = (pl.col(mask) & pl.lit(1 << bit, pl.Int64)) != 0
    if isinstance(measure, Total):
        return pl.col(measure.column).filter(counts).sum().cast(pl.Int64)
    if isinstance(measure, Distinct):
        return pl.col(measure.key).filter(counts).n_unique().cast(pl.Int64)
    return counts.sum().cast(pl.Int64)
