"""Judging the rows of a filled form: taken, not known, empty, or sent back with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from luoshi.errors import Language, get_message
from luoshi.figures import Evidence, Figure
from luoshi.returns.filled import FilledForm, FilledRow
from luoshi.returns.form import NOT_KNOWN, NOTHING, get_scale, has_denominator

_LARGEST = 10**15  # fen: beyond any city's budget, and far within 64 bits when all units are added up


class Fate(StrEnum):
    """What becomes of a row: every row has exactly one."""

    STATED = "stated"  # a number, or nothing
    NOT_KNOWN = "not known"  # handed in as not known
    EMPTY = "empty"  # not handed in yet
    SENT_BACK = "sent back"  # cannot be used, with a reason
    SAME = "same"  # stands in the book already, just so


@dataclass(frozen=True)
class JudgedRow:
    """A row with its fate; `numerator` in the smallest unit. `reason` is a message's code with its values."""

    row: FilledRow
    fate: Fate
    numerator: int | None = None
    denominator: int = 1
    reason: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def say(self, language: Language) -> str:
        """Return why the row was sent back, or nothing."""
        return get_message(self.reason, language).format(**dict(self.values)) if self.reason else ""


class _Unusable(Exception):
    """A cell that cannot be used, carried to where its row is judged."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = tuple(values.items())


def judge_form(form: FilledForm, figures: Sequence[Figure]) -> list[JudgedRow]:
    """Return every row of the form with its fate, in the sheet's order."""
    known = {figure.id: figure for figure in figures}
    seen: set[tuple[str, str]] = set()
    judged = []
    for row in form.rows:
        key = (row.figure, row.department)
        try:
            if key in seen:
                raise _Unusable("returns.row_twice", figure=row.figure)
            judged.append(_judge(row, known))
        except _Unusable as unusable:
            judged.append(JudgedRow(row, Fate.SENT_BACK, reason=unusable.reason, values=unusable.values))
        seen.add(key)
    return judged


def _judge(row: FilledRow, known: Mapping[str, Figure]) -> JudgedRow:
    figure = known.get(row.figure)
    if figure is None:
        raise _Unusable("returns.row_unknown_figure", figure=row.figure or "-")
    if figure.evidence is Evidence.PARAMETERS:
        raise _Unusable("returns.row_parameters", figure=figure.id)
    if not row.value and not row.denominator:
        return JudgedRow(row, Fate.EMPTY)
    if not row.department:
        raise _Unusable("returns.row_no_department", figure=figure.id)
    if row.value.lower() in NOT_KNOWN:
        return JudgedRow(row, Fate.NOT_KNOWN)
    if row.unit != figure.unit:
        raise _Unusable("returns.row_other_unit", figure=figure.id, found=row.unit or "-", unit=figure.unit)
    numerator = 0 if row.value.lower() in NOTHING else _read_number(row.value, figure, get_scale(figure))
    if not has_denominator(figure):
        if row.denominator:
            raise _Unusable("returns.row_no_rate", figure=figure.id)
        return JudgedRow(row, Fate.STATED, numerator)
    # A county in which nobody was entitled has a rate of nothing over nothing: its parts still add up.
    empty = row.denominator.lower() in NOTHING
    denominator = 0 if empty else _read_number(row.denominator, figure, 1)
    if denominator == 0 and numerator:
        raise _Unusable("returns.row_denominator", figure=figure.id)
    return JudgedRow(row, Fate.STATED, numerator, denominator)


def _read_number(text: str, figure: Figure, scale: int) -> int:
    """Return the whole number of smallest units that the cell states."""
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise _Unusable("returns.row_not_a_number", figure=figure.id, found=text or "-") from None
    if not number.is_finite() or number < 0 or number * scale > _LARGEST:
        raise _Unusable("returns.row_out_of_range", figure=figure.id, found=text)
    if number * scale != int(number * scale):
        raise _Unusable("returns.row_too_fine", figure=figure.id, found=text, scale=scale, unit=figure.unit)
    return int(number * scale)
