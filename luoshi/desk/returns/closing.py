"""Carrying what was handed in at the desk into the book, each outbox row once, in order."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from luoshi.desk.returns.actions import FEED
from luoshi.desk.returns.models import HandIn
from luoshi.office.outbox.actions import mark_carried
from luoshi.office.outbox.models import OutboxRow
from luoshi.office.outbox.queries import list_waiting
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.returns import Fate, FilledForm, FilledRow, JudgedRow, Origin, Receipt, take_form
from luoshi.runs import get_book_city


def close_returns(path: Path) -> int:
    """Take every waiting hand-in into the book and note where it lies; return how many were taken.

    Can be stopped anywhere and begun again: the book takes a number of a feed once, and a row is marked only
    after the book has it. A later statement replaces an earlier one. Raises UserFault where the book holds
    other content under a number.
    """
    book = Book.open(path)
    units = get_book_city(book).load_areas().reporting
    waiting = list_waiting(FEED)
    for row in waiting:
        unit = units.get(str(row.content["unit"]))
        form, judged = _read(row, unit.number, unit.name)
        origin = Origin(FEED, str(row.sequence), row.sha256)
        _note(row, take_form(book, form, judged, correction=True, origin=origin))
    return len(waiting)


def _read(row: OutboxRow, unit: int, name: str) -> tuple[FilledForm, list[JudgedRow]]:
    """Return the row as a form whose lines were judged when they were handed in."""
    said: dict[str, Any] = row.content
    judged = [_restore(number, one) for number, one in enumerate(said["rows"], start=1)]
    form = FilledForm(
        path=Path(f"desk-{said['unit']}-{said['period']}-{said['number']}"),
        unit=unit,
        unit_name=name,
        period=Period.parse(said["period"]),
        signed_on=date.fromisoformat(said["signed_on"]),
        rows=tuple(one.row for one in judged),
    )
    return form, judged


def _restore(number: int, said: dict[str, Any]) -> JudgedRow:
    row = FilledRow(number, said["figure"], "", "", "", "", said["department"])
    fate = Fate.NOT_KNOWN if said["numerator"] is None else Fate.STATED
    return JudgedRow(row, fate, said["numerator"], said["denominator"])


def _note(row: OutboxRow, receipt: Receipt) -> None:
    with transaction.atomic():
        mark_carried(feed=FEED, sequence=row.sequence, sha256=row.sha256)
        HandIn.objects.filter(sequence=row.sequence).update(position=receipt.position, entry=receipt.entry)
