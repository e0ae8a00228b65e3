"""Handing in a form: what it states anew replaces what stood, and goes to the outbox in the same transaction."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from luoshi.desk.returns.doors import UnitDoor
from luoshi.desk.returns.models import HandIn, Statement
from luoshi.desk.returns.queries import hash_state, map_current
from luoshi.errors import Conflict, UserFault
from luoshi.office.accounts.models import User
from luoshi.office.audit.actions import write_audit
from luoshi.office.outbox.actions import lock_feed, write_outbox
from luoshi.records import Json, hash_json
from luoshi.returns import Fate, FilledForm, JudgedRow, judge_form

FEED = "desk returns"
_TAKEN = (Fate.STATED, Fate.NOT_KNOWN)


def judge_rows(door: UnitDoor, form: FilledForm) -> list[JudgedRow]:
    """Return every row with its fate. A figure's own department answers for it, and no other."""
    owners = {figure.id: figure.owner for figure in door.form.figures}
    judged = []
    for one in judge_form(form, door.form.figures):
        owner = owners.get(one.row.figure, one.row.department)
        if one.fate in _TAKEN and one.row.department != owner:
            values = (("figure", one.row.figure), ("found", one.row.department), ("owner", owner))
            one = JudgedRow(one.row, Fate.SENT_BACK, reason="returning.other_department", values=values)
        judged.append(one)
    return judged


def hand_in(*, door: UnitDoor, form: FilledForm, by: User, file_name: str = "", seen: str | None = None) -> HandIn:
    """Store what the form states, and return the receipt; the same again returns the receipt that stands.

    A row that says what stands already is the same, and its signatures stay; a statement that was sent back is
    stated anew even so. `seen` is the state that the person had before them. Raises Conflict where it is that
    no longer, and UserFault for a form with nothing in it.
    """
    judged = judge_rows(door, form)
    if all(one.fate is Fate.EMPTY for one in judged):
        raise UserFault("returning.nothing_filled")
    with transaction.atomic():
        lock_feed(FEED)
        standing = map_current(door.unit, str(form.period))
        if seen is not None and seen != hash_state(standing.values()):
            raise Conflict("returning.changed_meanwhile")
        rows = [_compare(one, standing) for one in judged]
        taken = [one for one in rows if one.fate in _TAKEN]
        before = HandIn.objects.filter(unit=door.unit, period=str(form.period))
        if not taken and before.exists() and not any(one.fate is Fate.SENT_BACK for one in rows):
            return before.latest("number")
        made = _store(door, form, rows, by=by, file_name=file_name)
        _replace(made, taken, standing)
        counts: dict[str, Json] = {fate.name.lower(): sum(one.fate is fate for one in rows) for fate in Fate}
        content = {"number": made.number, "sha256": made.sha256, **counts}
        write_audit(
            action="return.hand_in", subject=f"return {made.unit} {made.period}", by=by.username, content=content
        )
    return made


def _compare(one: JudgedRow, standing: Mapping[str, Statement]) -> JudgedRow:
    before = standing.get(one.row.figure)
    if before is None or one.fate not in _TAKEN or hasattr(before, "sent_back"):
        return one
    same = (before.numerator, before.denominator) == (one.numerator, one.denominator)
    return replace(one, fate=Fate.SAME) if same else one


def _store(door: UnitDoor, form: FilledForm, rows: Collection[JudgedRow], *, by: User, file_name: str) -> HandIn:
    """Write the receipt, and the outbox row where anything is stated anew."""
    stated: list[Json] = [
        {
            "figure": one.row.figure,
            "department": one.row.department,
            "numerator": one.numerator,
            "denominator": one.denominator,
        }
        for one in rows
        if one.fate in _TAKEN
    ]
    number = HandIn.objects.filter(unit=door.unit, period=str(form.period)).count() + 1
    content: dict[str, Json] = {
        "unit": door.unit,
        "period": str(form.period),
        "number": number,
        "signed_on": form.signed_on.isoformat(),
        "rows": stated,
    }
    left = write_outbox(feed=FEED, kind="returns", content=content) if stated else None
    return HandIn.objects.create(
        unit=door.unit,
        period=str(form.period),
        number=number,
        file_name=file_name[:160],
        signed_on=form.signed_on,
        by=by,
        at=timezone.now(),
        rows=[
            {
                "row": one.row.number,
                "figure": one.row.figure,
                "fate": one.fate.name.lower(),
                "reason_zh": one.say("zh"),
                "reason_en": one.say("en"),
            }
            for one in rows
        ],
        sequence=left.sequence if left else None,
        sha256=left.sha256 if left else "",
    )


def _replace(made: HandIn, taken: Collection[JudgedRow], standing: Mapping[str, Statement]) -> None:
    old = [standing[one.row.figure].pk for one in taken if one.row.figure in standing]
    Statement.objects.filter(pk__in=old).update(current=False)
    Statement.objects.bulk_create(_state(made, one, standing.get(one.row.figure)) for one in taken)


def _state(made: HandIn, one: JudgedRow, before: Statement | None) -> Statement:
    version = 1 if before is None else before.version + 1
    said: dict[str, Json] = {
        "unit": made.unit,
        "period": made.period,
        "figure": one.row.figure,
        "department": one.row.department,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "version": version,
    }
    return Statement(
        hand_in=made,
        unit=made.unit,
        period=made.period,
        figure=one.row.figure,
        department=one.row.department,
        value=one.row.value[:64],
        below=one.row.denominator[:64],
        numerator=one.numerator,
        denominator=one.denominator,
        version=version,
        sha256=hash_json(said),
    )
