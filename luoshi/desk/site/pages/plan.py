"""The plan's pages: all programmes by section, and one programme."""

from django.http import Http404, HttpRequest, HttpResponse

from luoshi.desk.site.caching import public_page
from luoshi.desk.site.pages.answering import get_plan, get_reading, render
from luoshi.desk.site.standing import build_standing, count_statuses
from luoshi.errors import Language


@public_page()
def list_pledges(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the plan by section, with the status of each commitment whose target is known."""
    reading, plan = get_reading(), get_plan()
    sections = build_standing(reading, plan)
    context = {"reading": reading, "sections": sections, "plan": plan, "statuses": count_statuses(sections)}
    return render(request, "pledges", context)


@public_page()
def show_programme(request: HttpRequest, language: Language, programme: str) -> HttpResponse:
    """Show one programme: its commitments, departments, targets and figures."""
    reading, plan = get_reading(), get_plan()
    for section in build_standing(reading, plan):
        for standing in section.programmes:
            if standing.programme.id == programme:
                context = {"reading": reading, "section": section.section, "standing": standing, "plan": plan}
                return render(request, "programme", context)
    raise Http404
