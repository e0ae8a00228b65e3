"""How pages show a form's rows and their states."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.desk.returns.models import Signature
from luoshi.desk.returns.queries import MISSING, SENT_BACK, SIGNED, STATES, FormRow
from luoshi.desk.wording import Term
from luoshi.returns import has_denominator

STATE_TERMS = {
    SENT_BACK: Term("被退回", "sent back", "↩"),
    MISSING: Term("未报", "not handed in", "–"),
    "unit": Term("待县区签批", "for the unit's head", "○"),
    "department": Term("待部门核签", "for the department", "◔"),
    "city": Term("待市级签发", "for the city", "◑"),
    SIGNED: Term("已签发", "signed", "●"),
}
FATE_TERMS = {
    "stated": Term("已报送", "stated", "●"),
    "not_known": Term("不详", "not known", "?"),
    "empty": Term("未填", "empty", "–"),
    "sent_back": Term("不能用", "cannot be used", "✗"),
    "same": Term("与此前相同", "same as before", "="),
}


@dataclass(frozen=True)
class FormLine:
    """A row as the page shows it: its cells as typed now or stated before, and what is wrong with them."""

    row: FormRow
    value: str
    below: str
    rate: bool
    wrong: str
    state: Term
    signatures: tuple[Signature, ...]


def present_rows(rows: Sequence[FormRow], typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FormLine]:
    """Return the rows with the cells that were typed, else those that stand."""
    return [_present(row, typed, wrong) for row in rows]


def present_states(counted: Counter[str]) -> list[tuple[Term, int]]:
    """Return the states that occur, with their counts, in order."""
    return [(STATE_TERMS[state], counted[state]) for state in STATES if counted[state]]


def _present(row: FormRow, typed: Mapping[str, str], wrong: Mapping[str, str]) -> FormLine:
    stood = ("", "") if row.statement is None else (row.statement.value, row.statement.below)
    name = row.figure.id
    return FormLine(
        row=row,
        value=typed.get(f"value.{name}", stood[0]),
        below=typed.get(f"below.{name}", stood[1]),
        rate=has_denominator(row.figure),
        wrong=wrong.get(name, ""),
        state=STATE_TERMS[row.state],
        signatures=() if row.statement is None else tuple(row.statement.signatures.all()),
    )
