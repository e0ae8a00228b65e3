"""From segments to periods: pure functions over the small frames that the plans return."""

from collections.abc import Mapping

import polars as pl

from luoshi.engines.duckdb.segments import Segments
from luoshi.periods import Period
from luoshi.query import Holds, Measure


def expand_additive(
    sums: pl.DataFrame,
    pair: tuple[str, str],
    measure: Measure,
    segments: Segments,
    periods: Mapping[int, Period],
) -> pl.DataFrame:
    """Return period, area, value, records of one measure; `pair` names its value and records columns."""
    value, records = pair
    counted = sums.filter(pl.col(records) > 0).select(
        "_segment",
        "_segment_end",
        pl.col("_area").cast(pl.Int64).alias("area"),
        pl.col(value).cast(pl.Int64).alias("value"),
        pl.col(records).cast(pl.Int64).alias("records"),
    )
    frames = []
    for position, period in periods.items():
        first, last = segments.span(measure.timing, period)
        inside = pl.col("_segment").is_between(first, last)
        if isinstance(measure.timing, Holds):
            inside &= pl.col("_segment_end") > last
        added = counted.filter(inside).group_by("area").agg(pl.col("value").sum(), pl.col("records").sum())
        frames.append(added.with_columns(period=pl.lit(position, pl.Int32)))
    return pl.concat(frames)


def expand_masks(groups: pl.DataFrame, measure: Measure, span: tuple[int, int]) -> pl.DataFrame:
    """Return area and count of the keys whose mask has a bit in the span; `groups` has area, mask, n."""
    counted = groups.filter(_hits("mask", measure, span))
    return counted.group_by(pl.col("area").cast(pl.Int64)).agg(pl.col("n").cast(pl.Int64).sum().alias("count"))


def expand_movers(rows: pl.DataFrame, measure: Measure, span: tuple[int, int]) -> pl.DataFrame:
    """Return area and count of keys by the area of their last counted row; `rows` are in order of time."""
    last = rows.filter(_hits("_mask", measure, span)).unique("_key", keep="last", maintain_order=True)
    return last.group_by(pl.col("_area").cast(pl.Int64).alias("area")).agg(pl.len().cast(pl.Int64).alias("count"))


def _hits(mask: str, measure: Measure, span: tuple[int, int]) -> pl.Expr:
    first, last = span
    if isinstance(measure.timing, Holds):
        first = last  # a stock's bits say at which ends it holds, and the period has one end
    bits = sum(1 << segment for segment in range(first, last + 1))
    return (pl.col(mask).cast(pl.Int64) & pl.lit(bits, pl.Int64)) != 0
