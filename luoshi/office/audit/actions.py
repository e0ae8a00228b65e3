"""Writing the audit log, in the transaction of what it tells of."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from luoshi.office.audit.chain import hash_entry
from luoshi.office.audit.models import AuditEntry, AuditHead
from luoshi.records import Json


def write_audit(*, action: str, subject: str, by: str, content: Mapping[str, Json]) -> AuditEntry:
    """Append one entry and return it. `by` is a username, empty for the public.

    Must be called inside a transaction, so that the entry and what it tells of are kept or lost together;
    raises RuntimeError outside one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry is written in the transaction of what it tells of")
    # The lock on the one head row makes writers wait for each other: two entries never share a `previous`.
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    number, at, said = head.number + 1, timezone.now(), dict(content)
    sha256 = hash_entry(
        number=number, at=at, actor=by, action=action, subject=subject, content=said, previous=head.sha256
    )
    entry = AuditEntry.objects.create(
        number=number,
        at=at,
        actor=by,
        action=action,
        subject=subject,
        content=said,
        previous=head.sha256,
        sha256=sha256,
    )
    head.number, head.sha256 = number, sha256
    head.save()
    return entry
