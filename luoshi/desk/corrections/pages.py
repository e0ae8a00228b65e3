"""Requests of the public at the desk: those that wait, and answering one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.desk.corrections.actions import answer_correction
from luoshi.desk.corrections.doors import access_correction_by_number, access_open_corrections
from luoshi.desk.corrections.models import Correction
from luoshi.desk.shelf import get_shelf
from luoshi.desk.work.answering import get_actor, render_desk
from luoshi.desk.work.dues import get_answer_due
from luoshi.desk.work.letting_in import ANSWER
from luoshi.errors import Conflict, Language, UserFault
from luoshi.office import allow


@allow(ANSWER)
@require_safe
def list_requests(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the requests that wait for an answer, oldest first."""
    lines = [_present(one) for one in access_open_corrections(get_actor(request))]
    return render_desk(request, "requests", {"lines": lines, "here": "requests"})


@allow(ANSWER)
def answer(request: HttpRequest, language: Language, number: int) -> HttpResponse:
    """Show a request with its figure; publish the answer that is sent."""
    actor = get_actor(request)
    correction = access_correction_by_number(actor, number)
    context: dict[str, object] = {**_present(correction), "here": "requests"}
    if request.method != "POST":
        return render_desk(request, "answer", context)
    text = request.POST.get("text", "")
    try:
        answer_correction(number=number, text=text, by=actor)
    except (UserFault, Conflict) as fault:
        status = 409 if isinstance(fault, Conflict) else 422
        return render_desk(request, "answer", context | {"typed": text, "fault": fault.say(language)}, status=status)
    return HttpResponseRedirect(reverse(f"{language}:answer", args=(number,)))


def _present(correction: Correction) -> dict[str, object]:
    figure = next((one for one in get_shelf().city.figures if one.id == correction.figure), None)
    due = get_answer_due(timezone.localdate(correction.asked))
    return {"correction": correction, "figure": figure, "due": due, "late": due < timezone.localdate()}
