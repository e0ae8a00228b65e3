"""The home page: the plan's standing, headline figures, evidence, and the counties on a map."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse

from luoshi.desk.shelf import Cell, Reading
from luoshi.desk.site.caching import public_page
from luoshi.desk.site.drawing import Map, Shape, draw_map
from luoshi.desk.site.pages.answering import find_reading, get_plan, render
from luoshi.desk.site.standing import (
    FigureLine,
    build_standing,
    count_evidence,
    count_statuses,
    find_headlines,
    get_line,
)
from luoshi.errors import Language
from luoshi.office import get_deployment


@dataclass(frozen=True)
class County:
    """A county as a map and its table show it; `shape` is None where the map has no outline for it."""

    cell: Cell
    name: str
    shape: Shape | None


@dataclass(frozen=True)
class CountyView:
    """The counties of one figure: drawn (None without a map file), and listed."""

    drawn: Map | None
    counties: tuple[County, ...]
    bounds: tuple[tuple[int, Fraction, Fraction], ...]

    @property
    def has_values(self) -> bool:
        """Whether any county has a value or hides one."""
        return any(county.cell.value is not None or county.cell.hidden for county in self.counties)


@public_page()
def show_home(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the year at a glance; without a release, how to seal one. `?map=FIGURE` chooses the map's figure."""
    reading = find_reading(None)
    if reading is None:
        return render(request, "empty", {})
    plan = get_plan()
    sections = build_standing(reading, plan)
    headlines = find_headlines(reading)
    mapped = _choose_mapped(reading, headlines, request.GET.get("map", ""))
    return render(
        request,
        "home",
        {
            "reading": reading,
            "release": reading.release,
            "sections": sections,
            "programmes": len(plan.programmes),
            "commitments": len(plan.commitments),
            "assumed": plan.assumed,
            "statuses": count_statuses(sections),
            "evidence": count_evidence(reading),
            "headlines": headlines,
            "mapped": mapped,
            "view": None if mapped is None else build_county_view(reading, mapped.figure.id),
            "mappable": [line for line in headlines if has_counties(reading, line.figure.id)],
        },
    )


def build_county_view(reading: Reading, figure: str) -> CountyView:
    """Return the counties of a figure in code order, drawn where the deployment or the city has a map."""
    path = get_deployment().map_file or reading.city.boundaries
    cells = reading.get_county_cells(figure)
    drawn = None if path is None else draw_map(path, {cell.area: cell.value for cell in cells})
    shapes = {} if drawn is None else {shape.code: shape for shape in drawn.shapes}
    counties = tuple(County(cell, reading.get_area_name(cell.area), shapes.get(cell.area)) for cell in cells)
    edges = () if drawn is None else drawn.edges
    lows = (Fraction(0), *edges)
    bounds = tuple((step + 1, lows[step], edges[step]) for step in range(len(edges)))
    return CountyView(drawn, counties, bounds)


def has_counties(reading: Reading, figure: str) -> bool:
    """Return whether any county has a value that may be shown."""
    return any(cell.value for cell in reading.get_county_cells(figure))


def _choose_mapped(reading: Reading, headlines: list[FigureLine], wanted: str) -> FigureLine | None:
    if wanted in reading.figures and has_counties(reading, wanted):
        return get_line(reading, wanted)
    return next((line for line in headlines if has_counties(reading, line.figure.id)), None)
