"""Reading returns: what stands, and whose turn each statement is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.desk.returns.doors import UnitDoor, may_sign
from luoshi.desk.returns.models import HandIn, Statement, Step
from luoshi.figures import Figure
from luoshi.records import Json, hash_json

# Where a figure of a form stands, in the order in which pages list them.
MISSING, SENT_BACK, SIGNED = "missing", "sent_back", "signed"
STATES = (SENT_BACK, MISSING, *(step.value for step in Step), SIGNED)


@dataclass(frozen=True)
class FormRow:
    """A figure of a form and what stands of it; `state` is one of STATES: a step's name is whose turn it is."""

    figure: Figure
    statement: Statement | None
    state: str


def map_current(unit: str, period: str) -> dict[str, Statement]:
    """Return the current statements of a unit by figure, with their signatures."""
    found = Statement.objects.filter(unit=unit, period=period, current=True)
    ready = found.select_related("hand_in", "sent_back", "sent_back__by").prefetch_related("signatures__by")
    return {one.figure: one for one in ready}


def hash_state(statements: Iterable[Statement]) -> str:
    """Return what tells this state of a form from any other."""
    said: list[Json] = []
    said += sorted(f"{one.sha256} {hasattr(one, 'sent_back')}" for one in statements)
    return hash_json(said)


def find_turn(statement: Statement) -> Step | None:
    """Return the step whose signature is wanted next; None where all have signed, or one sent it back."""
    if hasattr(statement, "sent_back"):
        return None
    signed = {one.step for one in statement.signatures.all() if one.sha256 == statement.sha256}
    return next((step for step in Step if step.value not in signed), None)


def list_rows(door: UnitDoor) -> list[FormRow]:
    """Return the figures that the door shows, in the form's order."""
    standing = map_current(door.unit, str(door.form.period))
    shown = [figure for figure in door.form.figures if door.shows(figure.owner)]
    return [FormRow(figure, standing.get(figure.id), _find_state(standing.get(figure.id))) for figure in shown]


def list_signable(door: UnitDoor) -> list[FormRow]:
    """Return the rows that wait for the signature of the door's person."""
    found = []
    for row in list_rows(door):
        turn = None if row.statement is None else find_turn(row.statement)
        if row.statement is not None and turn is not None and may_sign(door, row.statement, turn):
            found.append(row)
    return found


def count_states(rows: Iterable[FormRow]) -> Counter[str]:
    """Return how many rows are in each state."""
    return Counter(row.state for row in rows)


def list_hand_ins(door: UnitDoor) -> list[HandIn]:
    """Return the unit's receipts, newest first; none for who sees only some figures."""
    if door.departments is not None:
        return []
    return list(HandIn.objects.filter(unit=door.unit, period=str(door.form.period)).select_related("by"))


def _find_state(statement: Statement | None) -> str:
    if statement is None:
        return MISSING
    if hasattr(statement, "sent_back"):
        return SENT_BACK
    turn = find_turn(statement)
    return SIGNED if turn is None else turn.value
