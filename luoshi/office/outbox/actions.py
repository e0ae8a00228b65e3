"""Writing and carrying outbox rows."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from luoshi.errors import UserFault
from luoshi.office.outbox.models import Feed, OutboxRow
from luoshi.records import Json, hash_json


def write_outbox(*, feed: str, kind: str, content: Mapping[str, Json]) -> OutboxRow:
    """Append a row to the feed and return it; numbers have no gaps, since a rolled-back row takes its own back.

    Must be called inside the action's transaction; raises RuntimeError outside one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an outbox row is written in the transaction of its action")
    counter = lock_feed(feed)
    counter.sequence += 1
    counter.save()
    said = dict(content)
    return OutboxRow.objects.create(
        feed=counter,
        sequence=counter.sequence,
        kind=kind,
        content=said,
        sha256=hash_json(said),
        written=timezone.now(),
    )


def lock_feed(feed: str) -> Feed:
    """Return the feed, held until the transaction ends: actions of one feed wait for each other from here on."""
    counter, _ = Feed.objects.select_for_update().get_or_create(name=feed)
    return counter


def mark_carried(*, feed: str, sequence: int, sha256: str) -> None:
    """Note that the book has taken the row with this content; again changes nothing.

    Raises UserFault where the feed has no such row, or one of another content.
    """
    with transaction.atomic():
        row = OutboxRow.objects.select_for_update().filter(feed_id=feed, sequence=sequence, sha256=sha256).first()
        if row is None:
            raise UserFault("office.outbox_unknown", feed=feed, sequence=sequence)
        if row.carried is None:
            row.carried = timezone.now()
            row.save()
