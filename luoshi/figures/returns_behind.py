"""The returns behind a returned figure: which rows its value was added up from, by the rule of `returned`."""

import polars as pl

from luoshi.areas import Area, AreaTree
from luoshi.figures.definitions import Figure
from luoshi.figures.returned import KIND, Returns
from luoshi.periods import Period
from luoshi.query import Source


def list_returns(
    figure: Figure, source: Source, returns: Returns, tree: AreaTree, area: Area, period: Period
) -> pl.DataFrame:
    """Return the rows of returns that add up to the figure's value, by area, department and record.

    The area's own returns, or where it handed none in those of the areas right below; also where some are
    still missing, so that one sees which came in.
    """
    numbers = _find_areas(figure.id, period, area, tree, returns)
    frames = []
    for path in source.files.get(KIND, ()):
        rows = pl.read_parquet(path).filter(
            pl.col("item") == figure.id, pl.col("period") == str(period), pl.col("area").is_in(numbers)
        )
        # The file tells which batch brought the row, and so who handed it in and when.
        frames.append(rows.with_columns(file=pl.lit(path.stem)))
    if not frames:
        return pl.DataFrame(schema={"record": pl.Int64})
    frame = pl.concat(frames)
    for path in source.ended.get(KIND, ()):
        frame = frame.join(pl.read_parquet(path), on="record", how="anti")
    return frame.sort("area", "department", "record")


def _find_areas(item: str, period: Period, area: Area, tree: AreaTree, returns: Returns) -> list[int]:
    if (item, str(period), area.number) in returns:
        return [area.number]
    below = tree.children(area.code) if area.level in {"city", "county"} else ()
    return [number for child in below for number in _find_areas(item, period, child, tree, returns)]
