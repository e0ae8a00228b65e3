"""Results that rest on returns: totals that reporting units handed in and signed for a period.

An area's value is its own return where it handed one in, else the sum of the returns of all areas right
below it; while one of them is missing the value is not known, and `records` says how many came in.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from luoshi.areas import Area, AreaTree
from luoshi.figures.definitions import Evidence, Figure, Rate
from luoshi.figures.results import Result
from luoshi.periods import Period
from luoshi.query import Source

KIND = "returns"
# By item, period and padded area number: numerator, denominator, how many returns.
Returns = Mapping[tuple[str, str, int], tuple[int, int, int]]


def find_evidence(figure: Figure, source: Source) -> Evidence:
    """Return what the figure can rest on in this source: records where all its kinds have some, else returns."""
    if figure.evidence is Evidence.RECORDS and not all(source.files.get(m.kind) for m in figure.measures):
        return Evidence.RETURNS
    return figure.evidence


def is_stated(figure: Figure, returns: Returns) -> bool:
    """Return whether anybody handed in a return for the figure, for any period and area."""
    return any(item == figure.id for item, _, _ in returns)


def load_returns(source: Source) -> Returns:
    """Read the returns in force; several departments' returns for one item, area and period add up."""
    files = source.files.get(KIND, ())
    if not files:
        return {}
    frame = pl.concat([pl.read_parquet(path) for path in files])
    for path in source.ended.get(KIND, ()):
        frame = frame.join(pl.read_parquet(path), on="record", how="anti")
    sums = frame.group_by("item", "period", "area").agg(
        pl.col("numerator").sum(), pl.col("denominator").sum(), pl.len().alias("returns")
    )
    return {
        (item, period, area): (numerator, denominator, count)
        for item, period, area, numerator, denominator, count in sums.select(
            "item", "period", "area", "numerator", "denominator", "returns"
        ).iter_rows()
    }


def calculate_returned(
    figure: Figure, returns: Returns, tree: AreaTree, areas: Sequence[Area], periods: Sequence[Period]
) -> list[Result]:
    """Return one result per period and area, in that order; a value nobody stated is None, not zero."""
    return [
        _build(figure, str(area.code), period, _find(figure.id, period, area, tree, returns))
        for period in periods
        for area in areas
    ]


def _find(item: str, period: Period, area: Area, tree: AreaTree, returns: Returns) -> tuple[int, int, int, bool]:
    """Return numerator, denominator, returns that came in, and whether they are all."""
    own = returns.get((item, str(period), area.number))
    if own is not None:
        return (*own, True)
    below = tree.children(area.code) if area.level in {"city", "county"} else ()
    parts = [_find(item, period, child, tree, returns) for child in below]
    numerator, denominator, count = (sum(part[place] for part in parts) for place in range(3))
    return numerator, denominator, count, bool(parts) and all(part[3] for part in parts)


def _build(figure: Figure, area: str, period: Period, found: tuple[int, int, int, bool]) -> Result:
    numerator, denominator, count, complete = found
    rate = isinstance(figure.expression, Rate) or figure.unit == "ratio"
    if not complete or (rate and not denominator):
        return Result(figure.id, area, period, None, None, None, figure.unit, Evidence.RETURNS, count)
    if rate:
        scale = figure.expression.scale if isinstance(figure.expression, Rate) else 1
        value = Fraction(numerator, denominator * scale)
        return Result(figure.id, area, period, value, numerator, denominator, figure.unit, Evidence.RETURNS, count)
    value = Fraction(numerator, figure.scale)
    return Result(figure.id, area, period, value, numerator, None, figure.unit, Evidence.RETURNS, count)
