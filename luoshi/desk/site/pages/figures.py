"""The figures: a list with search and filter in the address, and the page of one figure in one vintage."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse

from luoshi.desk.corrections.queries import count_open, list_answered
from luoshi.desk.shelf import Reading, get_shelf
from luoshi.desk.site.caching import LASTING, public_page
from luoshi.desk.site.drawing import Chart, choose_ticks, draw_months
from luoshi.desk.site.pages.answering import get_plan, get_reading, render
from luoshi.desk.site.pages.home import County, build_county_view
from luoshi.desk.site.standing import FigureLine, get_line, get_lines
from luoshi.desk.wording import BEHAVIOURS, EVIDENCE, UNITS, Term, say_exact, say_month, say_rounded
from luoshi.errors import Language
from luoshi.figures import Behaviour, Figure, Rate, hash_definition
from luoshi.office import get_deployment
from luoshi.plan import Commitment
from luoshi.query import describe
from luoshi.records.kinds import get_contract
from luoshi.releases import Release

SORTS = ("code", "name", "value")


@dataclass(frozen=True)
class VintageLine:
    """What one release says of a figure, and how that differs from the release before."""

    release: Release
    value: Fraction | None
    change: Fraction | None
    same_period: bool
    redefined: bool


@public_page()
def list_figures(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the figures that match `?q=`, `?section=` and `?evidence=`, grouped by section."""
    reading, plan = get_reading(), get_plan()
    wanted = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "section", "evidence")}
    lines = [line for line in get_lines(reading) if _matches(line, wanted)]
    groups = [(section, [line for line in lines if line.figure.section == section.number]) for section in plan.sections]
    named = {section.number for section in plan.sections}
    others = [line for line in lines if line.figure.section not in named]
    context = {
        "reading": reading,
        "plan": plan,
        "wanted": wanted,
        "groups": [(section, found) for section, found in groups if found],
        "others": others,
        "count": len(lines),
        "total": len(reading.figures),
        "kinds": list(EVIDENCE.items()),
    }
    return render(request, "figures", context)


def _matches(line: FigureLine, wanted: dict[str, str]) -> bool:
    figure = line.figure
    text = " ".join((figure.id, figure.name_zh, figure.name_en, figure.owner, *figure.words)).lower()
    kind = str(line.result.evidence if line.result else figure.evidence)
    return (
        all(word in text for word in wanted["q"].lower().split())
        and wanted["section"] in {"", str(figure.section)}
        and wanted["evidence"] in {"", kind}
    )


@public_page()
def show_figure(request: HttpRequest, language: Language, figure: str) -> HttpResponse:
    """Show a figure as the newest release has it."""
    return _show(request, language, get_reading(), figure)


@public_page(seconds=LASTING)
def show_sealed_figure(request: HttpRequest, language: Language, release: str, figure: str) -> HttpResponse:
    """Show a figure as this release has it, for ever."""
    return _show(request, language, get_reading(release), figure)


def _show(request: HttpRequest, language: Language, reading: Reading, figure_id: str) -> HttpResponse:
    if figure_id not in reading.figures:
        raise Http404
    line = get_line(reading, figure_id)
    figure = line.figure
    sort = request.GET.get("sort", "code")
    view = build_county_view(reading, figure_id)
    programme = get_plan().find_programme(figure.programme)
    context = {
        "reading": reading,
        "release": reading.release,
        "line": line,
        "figure": figure,
        "programme": programme,
        "commitment": _find_commitment(figure_id),
        "chart": build_chart(reading, figure, language),
        "months": reading.get_months(figure_id),
        "view": view,
        "sort": sort if sort in SORTS else "code",
        "rows": _sort(view.counties, sort),
        "hidden": any(county.cell.hidden for county in view.counties),
        "k": get_shelf().settings.disclosure_k,
        "definitions": _define(figure, language),
        "behaviour": BEHAVIOURS[str(figure.behaviour)],
        "vintages": list_vintages(figure_id),
        "newest": get_reading().id,
        "sha256": hash_definition(figure),
        "answered": list_answered(figure_id),
        "open": count_open(figure_id),
        "unit": UNITS.get(figure.unit, Term(figure.unit, figure.unit)),
        "host": f"{request.scheme}://{request.get_host()}",
        "map_number": get_deployment().map_number,
    }
    return render(request, "figure", context)


def _find_commitment(figure: str) -> Commitment | None:
    return next((one for one in get_plan().commitments if one.target and one.target.figure == figure), None)


def _sort(counties: tuple[County, ...], sort: str) -> list[County]:
    if sort == "value":
        return sorted(counties, key=lambda county: (county.cell.value is None, -(county.cell.value or 0)))
    if sort == "name":
        return sorted(counties, key=lambda county: county.name)
    return list(counties)


def _define(figure: Figure, language: Language) -> list[tuple[str, str]]:
    """Return the figure's measures in words, each with its part in a rate (empty where it is the whole)."""
    parts = ("numerator", "denominator") if isinstance(figure.expression, Rate) else ("",)
    said = [describe(measure, get_contract, language) for measure in figure.measures]
    return list(zip(parts, said, strict=False))


def build_chart(reading: Reading, figure: Figure, language: Language) -> Chart | None:
    """Return the chart by month; None where fewer than two months have a value above zero."""
    months = reading.get_months(figure.id)
    known = [value for _, value in months if value]
    if len(known) < 2 or (figure.behaviour is Behaviour.LEVEL and figure.unit != "ratio"):
        return None
    values = [
        (say_month(month, language), value, f"{say_month(month, language)} {say_exact(value, figure.unit, language)}")
        for month, value in months
    ]
    ticks = choose_ticks(max(known))
    bare = figure.unit if figure.unit == "ratio" else "-"
    labels = {tick: say_rounded(tick, bare, language).removesuffix("-").strip() for tick in ticks}
    return draw_months(values, labels)


def list_vintages(figure: str) -> list[VintageLine]:
    """Return what each release says of the figure, newest first; releases without it are left out."""
    shelf = get_shelf()
    readings = [one for release in shelf.list_releases() if (one := shelf.find(release.id)) and figure in one.figures]
    lines = []
    for place, reading in enumerate(readings):
        value = _get_value(reading, figure)
        older = readings[place + 1] if place + 1 < len(readings) else None
        same = older is not None and older.period == reading.period
        before = _get_value(older, figure) if older is not None and same else None
        change = None if value is None or before is None else value - before
        redefined = older is not None and older.figures[figure] != reading.figures[figure]
        lines.append(VintageLine(reading.release, value, change, same, redefined))
    return lines


def _get_value(reading: Reading, figure: str) -> Fraction | None:
    result = reading.get_total(figure)
    return None if result is None else result.value
