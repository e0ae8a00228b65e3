"""One sealed release, read once and kept: definitions, and the cells that the public may see.

Published are the city in every period and the counties in the release's whole period. Counties by month are
sealed too, and stay within: with them, two periods' difference would undo the hiding of small cells.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from luoshi.areas import Area, AreaTree, tree_from_json
from luoshi.desk.shelf.cells import Cell, hide_small
from luoshi.errors import IntegrityFault
from luoshi.figures import Figure, Result
from luoshi.periods import Period
from luoshi.releases import Release
from luoshi.runs import City


@dataclass(frozen=True)
class Reading:
    """A release as pages read it. `results` holds only what may be shown, by figure, area and period."""

    release: Release
    city: City
    figures: dict[str, Figure] = field(repr=False)
    results: dict[tuple[str, str, str], Result] = field(repr=False)
    counties: tuple[Area, ...] = field(repr=False)
    hidden: frozenset[tuple[str, str]] = field(repr=False)

    @property
    def id(self) -> str:
        """The release's id."""
        return self.release.id

    @property
    def period(self) -> Period:
        """The period that the release is of."""
        return self.release.manifest.vintage.period

    @property
    def synthetic(self) -> bool:
        """Whether the data are made up."""
        return self.release.manifest.vintage.synthetic

    def find_result(self, figure: str, area: str, period: Period) -> Result | None:
        """Return a result that may be shown, None where there is none or it is hidden."""
        return self.results.get((figure, area, str(period)))

    def get_total(self, figure: str) -> Result | None:
        """Return the city's result for the whole period, None where the release has none."""
        return self.find_result(figure, self.city.code, self.period)

    def get_months(self, figure: str) -> list[tuple[Period, Fraction | None]]:
        """Return the city's values month by month, in order; None where a month is not known."""
        months = [Period.from_months(month, month) for month in self.period.months]
        found = [(month, self.find_result(figure, self.city.code, month)) for month in months]
        return [(month, None if result is None else result.value) for month, result in found]

    def get_county_cells(self, figure: str) -> tuple[Cell, ...]:
        """Return one cell a county, in code order."""
        cells = []
        for area in self.counties:
            result = self.find_result(figure, str(area.code), self.period)
            value = None if result is None else result.value
            cells.append(Cell(str(area.code), value, (figure, str(area.code)) in self.hidden))
        return tuple(cells)

    @cached_property
    def county_names(self) -> dict[str, str]:
        """The counties' names by code."""
        return {str(area.code): area.name for area in self.counties}

    def get_area_name(self, code: str) -> str:
        """Return the name of the city or of a county."""
        return self.city.name_zh if code == self.city.code else self.county_names.get(code, code)


def read_release(release: Release, city: City, k: int) -> Reading:
    """Read a release for the public; raises IntegrityFault where its files do not read."""
    tree = _read_tree(release)
    counties = tree.at_level("county")
    figures = {figure.id: figure for figure in release.load_figures()}
    period = str(release.manifest.vintage.period)
    codes = {str(area.code) for area in counties}
    found = {
        (result.figure, result.area, str(result.period)): result
        for result in release.load_results("legal")
        if result.area == city.code or (result.area in codes and str(result.period) == period)
    }
    hidden: set[tuple[str, str]] = set()
    for figure in figures.values():
        values = {str(area.code): found.get((figure.id, str(area.code), period)) for area in counties}
        small = hide_small({code: None if r is None else r.value for code, r in values.items()}, figure.unit, k)
        hidden |= {(figure.id, code) for code in small}
    shown = {key: result for key, result in found.items() if (key[0], key[1]) not in hidden}
    return Reading(release, city, figures, shown, counties, frozenset(hidden))


def _read_tree(release: Release) -> AreaTree:
    areas = release.load_areas()
    if not isinstance(areas, dict) or "legal" not in areas:
        raise IntegrityFault("releases.file_unreadable", file=release.path / "areas.json", reason="no legal tree")
    return tree_from_json(areas["legal"])  # type: ignore[arg-type]  # its shape is checked there
