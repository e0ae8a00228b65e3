"""What views share: the release to show, and rendering in the page's language."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from luoshi.desk.shelf import Reading, get_shelf
from luoshi.errors import Language
from luoshi.plan import Plan, derive_plan


def find_reading(release: str | None) -> Reading | None:
    """Return the named release, or the newest (None where nothing was sealed); raises Http404 for an unknown one."""
    if release is None:
        return get_shelf().find_newest()
    reading = get_shelf().find(release)
    if reading is None:
        raise Http404
    return reading


def get_reading(release: str | None = None) -> Reading:
    """Return the named release, or the newest; raises Http404 where there is none."""
    reading = find_reading(release)
    if reading is None:
        raise Http404
    return reading


def get_plan() -> Plan:
    """Return the city's plan; for a city without one, the outline that its figures give."""
    shelf = get_shelf()
    load = shelf.city.load_plan
    return derive_plan(shelf.city.figures, shelf.settings.year) if load is None else load()


def render(request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    """Return the page, already rendered, so that it can be kept."""
    return TemplateResponse(request, f"site/{template}.html", dict(context), status=status).render()


def choose(language: Language, zh: str, en: str) -> str:
    """Return the words of the language."""
    return zh if language == "zh" else en
