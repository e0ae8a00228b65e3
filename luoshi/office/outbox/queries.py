"""Reading the outbox: what still waits for the book."""

from luoshi.office.outbox.models import OutboxRow


def list_waiting(feed: str) -> list[OutboxRow]:
    """Return the feed's rows that the book has not taken, in the order in which it must take them."""
    return list(OutboxRow.objects.filter(feed_id=feed, carried__isnull=True).order_by("sequence"))
