"""Asking for a correction, and answering it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from luoshi.desk.corrections.models import Correction
from luoshi.errors import Conflict, UserFault
from luoshi.office.accounts.models import User
from luoshi.office.audit.actions import write_audit
from luoshi.office.outbox.actions import write_outbox
from luoshi.records import Json, hash_bytes

FEED = "desk corrections"
# No address of a visitor is kept, so the brake is one for all: far above what a city is asked in an hour.
_MOST_AN_HOUR = 120


def ask_correction(*, release: str, figure: str, text: str, contact: str) -> Correction:
    """Store a request of the public and return it.

    Raises UserFault for an empty or overlong text, and when more come in an hour than people can write.
    """
    text = text.strip()
    if not 5 <= len(text) <= 2000:
        raise UserFault("corrections.length", length=len(text))
    with transaction.atomic():
        if Correction.objects.filter(asked__gt=timezone.now() - timedelta(hours=1)).count() >= _MOST_AN_HOUR:
            raise UserFault("corrections.too_many")
        correction = Correction.objects.create(
            release=release, figure=figure, text=text, contact=contact, asked=timezone.now()
        )
        # The log keeps the text's hash: what people write may name somebody.
        content = {"release": release, "figure": figure, "text_sha256": hash_bytes(text.encode())}
        write_audit(action="correction.ask", subject=f"correction {correction.pk}", by="", content=content)
    return correction


def answer_correction(*, number: int, text: str, by: User) -> Correction:
    """Answer a request; question and answer are public from then on.

    Raises UserFault for an unknown request or an empty answer, Conflict where it is answered already.
    """
    text = text.strip()
    if not 5 <= len(text) <= 4000:
        raise UserFault("corrections.length", length=len(text))
    with transaction.atomic():
        correction = Correction.objects.select_for_update().filter(pk=number).first()
        if correction is None:
            raise UserFault("corrections.unknown", number=number)
        if correction.answered is not None:
            raise Conflict("corrections.answered_already", number=number, by=correction.answered_by)
        correction.answer, correction.answered, correction.answered_by = text, timezone.now(), by.username
        correction.save()
        subject = f"correction {correction.pk}"
        hashed = {"text_sha256": hash_bytes(text.encode())}
        write_audit(action="correction.answer", subject=subject, by=by.username, content=hashed)
        left: dict[str, Json] = {
            "correction": correction.pk,
            "release": correction.release,
            "figure": correction.figure,
            "question_sha256": hash_bytes(correction.text.encode()),
            "answer_sha256": hash_bytes(text.encode()),
        }
        write_outbox(feed=FEED, kind="answers", content=left)
    return correction
