"""Find the leads of a book: its results as they count now, and its releases one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from luoshi.areas import AreaTree, Level
from luoshi.engines import DuckDbEngine
from luoshi.figures import (
    Evidence,
    Figure,
    Ground,
    Result,
    calculate_returned,
    count_figures,
    is_stated,
    load_returns,
)
from luoshi.figures.checks import Lead, VintageResults, check_vintage, check_vintages
from luoshi.periods import Period
from luoshi.query import Source
from luoshi.records import Book
from luoshi.releases import Release, list_releases
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counted_before import CountedOnce, find_counted_before, load_earlier
from luoshi.runs.counting import build_source

NOW = "now"


@dataclass(frozen=True)
class LeadsFound:
    """The leads, and what was looked at: results counted now, and the vintages compared, in order."""

    leads: tuple[Lead, ...]
    results: int
    vintages: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form; see docs/reference/leads.md."""
        return {
            "leads": [lead.to_json() for lead in self.leads],
            "results": self.results,
            "vintages": list(self.vintages),
        }


def find_leads(path: Path, period: Period, levels: Sequence[Level] = ("city", "county")) -> LeadsFound:
    """Return what cannot be right in the book's figures up to `period`, and between its releases of that year.

    Releases are compared in order of the time that they speak of, then of the log; the last one with the
    book as it stands now. What a release of an earlier time counted for a flow is looked for once more.
    """
    book = Book.open(path)
    city = get_book_city(book)
    tree = city.load_areas().legal
    source = build_source(book.snapshot())
    periods = _list_runs(period)
    ground = Ground(DuckDbEngine(), source, city.load_parameters(), {"legal": tree})
    results = count_figures(city.figures, ground, periods, levels)["legal"]
    returned = _state_again(city.figures, results, source, tree, (periods, levels))
    now = _to_vintage(NOW, period, city.figures, results)
    first, last = period.first_day.year, period.last_day.year
    releases = [
        one
        for one in list_releases(path)
        if one.manifest.vintage.period.first_day.year >= first and one.manifest.vintage.period.last_day.year <= last
    ]
    vintages = [*map(_load_vintage, sorted(releases, key=_get_order)), now]
    between = [lead for pair in pairwise(vintages) for lead in check_vintages(*pair)]
    counted = CountedOnce(NOW, period, {figure.id: figure for figure in city.figures}, source)
    again = [lead for one in load_earlier(path, period) for lead in find_counted_before(one, counted, city.code)]
    leads = (*check_vintage(city.figures, results, tree, returned), *between, *again)
    return LeadsFound(leads, len(results), tuple(one.name for one in vintages))


def _list_runs(period: Period) -> tuple[Period, ...]:
    """Return the runs of months from the period's first one, up to the whole period."""
    return tuple(Period.from_months(period.first_month, last) for last in period.months)


def _state_again(
    figures: Sequence[Figure],
    results: Sequence[Result],
    source: Source,
    tree: AreaTree,
    scope: tuple[Sequence[Period], Sequence[Level]],
) -> list[Result]:
    """Return what the returns state for the figures that are counted from records."""
    returns = load_returns(source)
    recorded = {result.figure for result in results if result.evidence is Evidence.RECORDS}
    periods, levels = scope
    areas = [area for level in levels for area in tree.at_level(level)]
    return [
        result
        for figure in figures
        if figure.id in recorded and is_stated(figure, returns)
        for result in calculate_returned(figure, returns, tree, areas, periods)
    ]


def _get_order(release: Release) -> tuple[int, int, str]:
    vintage = release.manifest.vintage
    return vintage.period.last_month, vintage.position, release.manifest.created.isoformat()


def _load_vintage(release: Release) -> VintageResults:
    return _to_vintage(
        release.id, release.manifest.vintage.period, release.load_figures(), release.load_results("legal")
    )


def _to_vintage(name: str, period: Period, figures: Sequence[Figure], results: Sequence[Result]) -> VintageResults:
    return VintageResults(
        name,
        period,
        {figure.id: figure for figure in figures},
        {(one.figure, one.area, one.period): one for one in results},
    )
