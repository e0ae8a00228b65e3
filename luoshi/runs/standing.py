"""One side of a comparison: a release, or the book as it stands, with all that its results were made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import polars as pl

from luoshi.areas import AreaTree, tree_from_json, tree_to_json
from luoshi.engines import DuckDbEngine
from luoshi.errors import IntegrityFault
from luoshi.figures import Figure, Ground, count_figures, to_sealed
from luoshi.periods import Period
from luoshi.policy import ParameterBook, parameters_from_json, parameters_to_json
from luoshi.records import Book, Json, Snapshot
from luoshi.releases import get_release, make_result_table
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import build_source
from luoshi.runs.finding_leads import NOW
from luoshi.runs.releasing import LEVELS, choose_periods

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Standing:
    """What results stand on: figures, parameters, trees, snapshot; `results` as `Release.load_table` has them."""

    name: str
    period: Period
    snapshot: Snapshot
    figures: Mapping[str, Figure]
    parameters: ParameterBook
    trees: Mapping[str, AreaTree]
    results: pl.DataFrame

    @property
    def id(self) -> str:
        """The release's id, or `now`."""
        return self.name

    @property
    def known_day(self) -> date:
        """The last day that it could know of."""
        known: datetime = self.snapshot.known
        return known.astimezone(_SHANGHAI).date()

    def load_table(self) -> pl.DataFrame:
        """Return the results."""
        return self.results

    def load_definitions(self) -> Mapping[str, Json]:
        """Return the JSON of each definition by figure id."""
        return {name: to_sealed(figure) for name, figure in sorted(self.figures.items())}

    def load_parameters(self) -> Json:
        """Return the parameters as a release seals them."""
        return parameters_to_json(self.parameters)

    def load_areas(self) -> Json:
        """Return the area tables as a release seals them."""
        return {name: tree_to_json(tree) for name, tree in self.trees.items()}


def load_standing(path: Path, name: str) -> Standing:
    """Return a release of the book; raises IntegrityFault where it was sealed from another log."""
    release = get_release(path, name)
    vintage = release.manifest.vintage
    snapshot = Book.open(path).snapshot(version=vintage.position)
    if snapshot.head != vintage.head:
        raise IntegrityFault("records.other_log", book=path, position=vintage.position)
    areas = cast("Mapping[str, Any]", release.load_areas())
    return Standing(
        release.id,
        vintage.period,
        snapshot,
        {figure.id: figure for figure in release.load_figures()},
        parameters_from_json(release.load_parameters()),
        {tree: tree_from_json(areas[tree]) for tree in areas},
        release.load_table(),
    )


def count_now(path: Path, period: Period) -> Standing:
    """Return the book as it stands, counted as a release of `period` would be."""
    book = Book.open(path)
    city, snapshot = get_book_city(book), book.snapshot()
    areas, parameters = city.load_areas(), city.load_parameters()
    trees: dict[str, AreaTree] = {"legal": areas.legal, "reporting": areas.reporting}
    ground = Ground(DuckDbEngine(), build_source(snapshot), parameters, trees)
    results = count_figures(city.figures, ground, choose_periods(period), LEVELS)
    figures = {figure.id: figure for figure in city.figures}
    return Standing(NOW, period, snapshot, figures, parameters, trees, make_result_table(results))
