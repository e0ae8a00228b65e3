"""Signing statements, and sending them back. A signature is on the statement's hash, and dies with it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from luoshi.desk.returns.actions import FEED
from luoshi.desk.returns.doors import UnitDoor, may_sign
from luoshi.desk.returns.models import SentBack, Signature, Statement, Step
from luoshi.desk.returns.queries import find_turn, map_current
from luoshi.errors import Conflict, UserFault
from luoshi.office.accounts.models import User
from luoshi.office.audit.actions import write_audit
from luoshi.office.outbox.actions import lock_feed
from luoshi.records import Json


def sign(*, door: UnitDoor, hashes: Sequence[str], by: User) -> int:
    """Sign the statements of these hashes, all or none, each at the step whose turn it is; return how many.

    Raises Conflict where one of them was replaced, signed or sent back since it was shown, and UserFault for
    none, and where the person has handed one of them in or signed it before.
    """
    with transaction.atomic():
        found = _take(door, hashes)
        for statement, _ in found:
            signers = {one.by_id for one in statement.signatures.all()}
            if by.pk in signers or statement.hand_in.by_id == by.pk:
                raise UserFault("returning.same_person", figure=statement.figure)
        now = timezone.now()
        Signature.objects.bulk_create(
            Signature(statement=statement, step=step, sha256=statement.sha256, by=by, at=now)
            for statement, step in found
        )
        _tell("return.sign", door, found, by)
    return len(found)


def send_back(*, door: UnitDoor, hashes: Sequence[str], reason: str, by: User) -> int:
    """Send the statements back with one reason, all or none; return how many. Raises as `sign`, or without a reason."""
    reason = reason.strip()
    if not 2 <= len(reason) <= 500:
        raise UserFault("returning.no_reason", length=len(reason))
    with transaction.atomic():
        found = _take(door, hashes)
        now = timezone.now()
        SentBack.objects.bulk_create(
            SentBack(statement=statement, step=step, reason=reason, by=by, at=now) for statement, step in found
        )
        _tell("return.send_back", door, found, by)
    return len(found)


def _take(door: UnitDoor, hashes: Sequence[str]) -> list[tuple[Statement, Step]]:
    """Return the statements with the step whose turn each is, held until the transaction ends."""
    if not hashes:
        raise UserFault("returning.none_chosen")
    lock_feed(FEED)
    standing = {one.sha256: one for one in map_current(door.unit, str(door.form.period)).values()}
    found = []
    for sha256 in dict.fromkeys(hashes):
        statement = standing.get(sha256)
        turn = None if statement is None else find_turn(statement)
        if statement is None or turn is None or not may_sign(door, statement, turn):
            raise Conflict("returning.not_your_turn")
        found.append((statement, turn))
    return found


def _tell(action: str, door: UnitDoor, found: Sequence[tuple[Statement, Step]], by: User) -> None:
    said: list[Json] = [f"{step.value} {statement.figure} {statement.sha256}" for statement, step in found]
    subject = f"return {door.unit} {door.form.period}"
    write_audit(action=action, subject=subject, by=by.username, content={"statements": said})
