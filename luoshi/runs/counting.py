"""Count a book: which city, which snapshot, which engine, which figures, and the results in order."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from luoshi.areas import AreaTree, Level, TreeName
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import (
    CountCells,
    Evidence,
    Figure,
    Ground,
    Result,
    count_figures,
    find_evidence,
    iterate_frames,
    list_measures,
)
from luoshi.periods import Period, periods_of_year
from luoshi.query import Engine, Source
from luoshi.records import Book, Snapshot
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.kept import Asked, KeptCounts
from luoshi.runs.writing import write_results


@dataclass(frozen=True)
class CountRequest:
    """What is asked: periods (none means all 27 of the book's year), a level of a tree, figures (none means all).

    `known` is the time at which the book knew it (now when None). `fresh` counts from the records alone,
    and neither reads nor writes what earlier counts kept in the book's cache.
    """

    periods: tuple[Period, ...]
    level: Level = "city"
    tree: TreeName = "legal"
    figures: tuple[str, ...] = ()
    known: datetime | None = None
    fresh: bool = False


def count_book(path: Path, request: CountRequest, engine: Engine | None = None) -> list[Result]:
    """Return the results asked for, by figure in the city's order, then period, then area code.

    Every area of the level has a result: where nothing counted it is zero. Figures that rest on
    parameters are given for the city alone; a return that nobody handed in is not known, and not zero.
    """
    figures, ground, periods = _prepare(path, request, (request.tree,), engine)
    return count_figures(figures, ground, periods, (request.level,))[request.tree]


def write_counts(
    path: Path,
    out: Path,
    request: CountRequest,
    *,
    trees: tuple[TreeName, ...],
    levels: tuple[Level, ...],
    engine: Engine | None = None,
) -> int:
    """Write the results of these trees and levels to a Parquet or CSV file; return how many there are.

    The request's own tree and level are not looked at. Columns: `luoshi.figures.RESULT_COLUMNS`.
    """
    figures, ground, periods = _prepare(path, request, trees, engine)
    return write_results(iterate_frames(figures, ground, periods, levels), out)


def _prepare(
    path: Path, request: CountRequest, trees: tuple[TreeName, ...], engine: Engine | None
) -> tuple[tuple[Figure, ...], Ground, tuple[Period, ...]]:
    book = Book.open(path)
    city = get_book_city(book)
    figures = choose_figures(city, request.figures)
    snapshot = book.snapshot(known=request.known)
    source = build_source(snapshot)
    areas = city.load_areas()
    counting = engine or DuckDbEngine()
    everything = periods_of_year(book.settings.year)
    count: CountCells | None = None
    if not request.fresh:
        every_tree: dict[str, AreaTree] = {"legal": areas.legal, "reporting": areas.reporting}
        recorded = [figure for figure in city.figures if find_evidence(figure, source) is Evidence.RECORDS]
        whole = Asked(counting, list_measures(recorded), everything, every_tree)
        count = KeptCounts(snapshot, whole, build_source)
    chosen: dict[str, AreaTree] = {name: areas.get_tree(name) for name in trees}
    ground = Ground(counting, source, city.load_parameters(), chosen, areas.reporting, count)
    return figures, ground, request.periods or everything


def count_source(
    city: City, figures: Sequence[Figure], source: Source, request: CountRequest, engine: Engine
) -> list[Result]:
    """Count `figures` over a source for a city; with nothing kept; see `count_book` for the order."""
    areas = city.load_areas()
    trees: dict[str, AreaTree] = {request.tree: areas.get_tree(request.tree)}
    ground = Ground(engine, source, city.load_parameters(), trees, units=areas.reporting)
    return count_figures(figures, ground, request.periods, (request.level,))[request.tree]


def choose_figures(city: City, ids: Sequence[str]) -> tuple[Figure, ...]:
    """Return the city's figures with these ids, or all of them; an unknown id is a UserFault."""
    known = {figure.id: figure for figure in city.figures}
    for name in ids:
        if name not in known:
            near = ", ".join(difflib.get_close_matches(name, known, 3, 0.3)) or "-"
            raise UserFault("runs.unknown_figure", figure=name, near=near)
    return tuple(figure for figure in city.figures if not ids or figure.id in ids)


def build_source(snapshot: Snapshot) -> Source:
    """Return what an engine reads: the snapshot's files and the records no longer in force, by kind."""
    return Source(files=snapshot.get_files_by_kind(), ended=snapshot.get_ended_by_kind())
