"""Trace a result: the very records that counted, per measure, whole or by area."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.areas import AreaTree
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import Rate
from luoshi.periods import Period
from luoshi.query import Distinct, Engine, Measure, Total
from luoshi.records import Book
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import build_source, choose_figures

FIRST_PAGE = 10


@dataclass(frozen=True)
class TracePart:
    """The records of one measure: a headline, the first page as rows, and the columns shown."""

    headline: str
    columns: tuple[str, ...]
    sample: Sequence[dict[str, object]]


def trace_figure(
    path: Path,
    figure_id: str,
    period: Period,
    area: str | None,
    out: Path | None,
    engine: Engine | None = None,
) -> list[TracePart]:
    """Return the records behind a figure, numerator before denominator, and write them all to `out` if given."""
    book = Book.open(path)
    city = get_book_city(book)
    (figure,) = choose_figures(city, (figure_id,))
    if not figure.measures:
        raise UserFault("runs.no_records_behind", figure=figure.id, evidence=str(figure.evidence))
    source = build_source(book.snapshot())
    names = ("numerator", "denominator") if isinstance(figure.expression, Rate) else ("counted",)
    tree = city.load_areas().legal
    parts, frames = [], []
    for name, measure in zip(names, figure.measures, strict=True):
        frame = (engine or DuckDbEngine()).trace(source, measure, period)
        frame = frame if area is None else _keep_area(frame, tree, area)
        parts.append(_describe(name, measure, frame))
        frames.append(frame.with_columns(pl.lit(name).alias("counted_in")))
    if out is not None:
        _write(pl.concat(frames, how="diagonal"), out)
    return parts


def _keep_area(frame: pl.DataFrame, tree: AreaTree, area: str) -> pl.DataFrame:
    wanted = tree.get(area)
    below = tree.ancestors_table().filter(pl.col(wanted.level) == wanted.number)
    return frame.join(below.select(pl.col("number").alias("area")), on="area", how="semi")


def _describe(name: str, measure: Measure, frame: pl.DataFrame) -> TracePart:
    headline = f"{name}: {frame.height:,} records of {measure.kind}"
    if isinstance(measure, Total):
        headline += f", {measure.column} {frame[measure.column].sum():,} in all"
    if isinstance(measure, Distinct):
        headline += f", {frame[measure.key].drop_nulls().n_unique():,} different {measure.key}"
    return TracePart(headline, tuple(frame.columns), frame.head(FIRST_PAGE).to_dicts())


def _write(frame: pl.DataFrame, out: Path) -> None:
    if out.suffix == ".parquet":
        frame.write_parquet(out)
    elif out.suffix == ".csv":
        frame.write_csv(out)
    else:
        raise UserFault("runs.unknown_suffix", file=str(out))
