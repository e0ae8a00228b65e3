"""The list of units, a unit's form on the page, and the same as a workbook."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.returns.actions import hand_in, judge_rows
from luoshi.desk.returns.doors import UnitDoor, access_unit_by_code, access_unit_to_hand_in, access_units
from luoshi.desk.returns.presenters import FormLine, present_rows, present_states
from luoshi.desk.returns.queries import SENT_BACK, count_states, hash_state, list_hand_ins, list_rows, list_signable
from luoshi.desk.returns.uploads import read_upload
from luoshi.desk.work.answering import get_actor, render_desk
from luoshi.desk.work.dues import get_return_due
from luoshi.desk.work.letting_in import HAND_IN, READ_RETURNS
from luoshi.errors import Conflict, Language, LuoshiError, UserFault
from luoshi.office import allow
from luoshi.returns import Fate, FilledForm, FilledRow, write_form

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(READ_RETURNS)
@require_safe
def list_units(request: HttpRequest, language: Language) -> HttpResponse:
    """Show every unit that the reader may see, with how many of its figures are in which state."""
    lines = []
    for door in access_units(get_actor(request)):
        rows = list_rows(door)
        if rows:
            states = present_states(count_states(rows))
            lines.append({"door": door, "states": states, "asked": len(rows), "signable": len(list_signable(door))})
    return render_desk(request, "returns", {"lines": lines, "due": get_return_due(), "here": "returns"})


@allow(READ_RETURNS)
def show_form(request: HttpRequest, language: Language, unit: str) -> HttpResponse:
    """Show a unit's form; take what its clerk hands in."""
    actor = get_actor(request)
    if request.method != "POST":
        return _render_form(request, access_unit_by_code(actor, unit))
    door = access_unit_to_hand_in(actor, unit)
    form = _read_page(request.POST, door, timezone.localdate())
    back = {one.row.figure: one.say(language) for one in judge_rows(door, form) if one.fate is Fate.SENT_BACK}
    if back:
        return _render_form(request, door, typed=request.POST, wrong=back, status=422)
    try:
        made = hand_in(door=door, form=form, by=actor, seen=request.POST.get("seen", ""))
    except (UserFault, Conflict) as fault:
        status = 409 if isinstance(fault, Conflict) else 422
        return _render_form(request, door, typed=request.POST, fault=fault.say(language), status=status)
    return HttpResponseRedirect(reverse(f"{language}:receipt", args=(unit, made.number)))


@allow(READ_RETURNS)
@require_safe
def download_workbook(request: HttpRequest, language: Language, unit: str) -> HttpResponse:
    """Give the unit's form as a workbook, with what stands already in its cells."""
    door = access_unit_by_code(get_actor(request), unit)
    known = {
        row.figure.id: (row.statement.value, row.statement.below)
        for row in list_rows(door)
        if row.statement is not None
    }
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        content = write_form(door.form, Path(folder), known).read_bytes()
    response = HttpResponse(content, content_type=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="return-{door.unit}-{door.form.period}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


@allow(HAND_IN)
@require_POST
def upload_workbook(request: HttpRequest, language: Language, unit: str) -> HttpResponse:
    """Take a filled workbook: good rows are stated, the others are named on the receipt."""
    actor = get_actor(request)
    door = access_unit_to_hand_in(actor, unit)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise UserFault("returning.too_large", name="-")
        form = read_upload(file, door, timezone.localdate())
        made = hand_in(door=door, form=form, by=actor, file_name=form.path.name)
    except LuoshiError as fault:
        return _render_form(request, door, fault=fault.say(language), status=422)
    return HttpResponseRedirect(reverse(f"{language}:receipt", args=(unit, made.number)))


def _read_page(sent: Mapping[str, str], door: UnitDoor, today: date) -> FilledForm:
    """Return what the page's cells say, as a form: unit and department are the figure's own."""
    rows = tuple(
        FilledRow(
            number,
            figure.id,
            figure.name_zh,
            figure.unit,
            sent.get(f"value.{figure.id}", "").strip(),
            sent.get(f"below.{figure.id}", "").strip(),
            figure.owner,
        )
        for number, figure in enumerate(door.form.figures, start=1)
    )
    unit = door.form.unit
    return FilledForm(Path("page"), unit.number, unit.name, door.form.period, today, rows)


def _render_form(
    request: HttpRequest,
    door: UnitDoor,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = list_rows(door)
    lines: list[FormLine] = present_rows(rows, typed or {}, wrong or {})
    context: dict[str, object] = {
        "door": door,
        "lines": lines,
        "wrong": [line for line in lines if line.wrong],
        "back": [line for line in lines if line.row.state == SENT_BACK],
        "states": present_states(count_states(rows)),
        "seen": hash_state(row.statement for row in rows if row.statement is not None),
        "hand_ins": list_hand_ins(door)[:5],
        "signable": len(list_signable(door)),
        "due": get_return_due(),
        "fault": fault,
        "here": "returns",
    }
    return render_desk(request, "form", context, status=status)
