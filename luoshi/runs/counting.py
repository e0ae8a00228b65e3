"""Count a book: which city, which snapshot, which engine, which figures, and the results in order."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from luoshi.areas import AreaTree, Level, TreeName
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import Figure, Ground, Result, count_figures
from luoshi.periods import Period
from luoshi.query import Engine, Source
from luoshi.records import Book, Snapshot
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city


@dataclass(frozen=True)
class CountRequest:
    """What is asked: periods, a level of a tree, some figures (all when empty), a known time (now when None)."""

    periods: tuple[Period, ...]
    level: Level = "city"
    tree: TreeName = "legal"
    figures: tuple[str, ...] = ()
    known: datetime | None = None


def count_book(path: Path, request: CountRequest, engine: Engine | None = None) -> list[Result]:
    """Return the results asked for, by figure in the city's order, then period, then area code.

    Every area of the level has a result: where nothing counted it is zero. Figures that rest on
    parameters are given for the city alone; a return that nobody handed in is not known, and not zero.
    """
    book = Book.open(path)
    city = get_book_city(book)
    figures = choose_figures(city, request.figures)
    source = build_source(book.snapshot(known=request.known))
    return count_source(city, figures, source, request, engine or DuckDbEngine())


def count_source(
    city: City, figures: Sequence[Figure], source: Source, request: CountRequest, engine: Engine
) -> list[Result]:
    """Count `figures` over a source for a city; see `count_book` for the order."""
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
    kinds = snapshot.kinds
    return Source(
        files={kind: snapshot.files(kind) for kind in kinds},
        ended={kind: snapshot.ended(kind) for kind in kinds},
    )
