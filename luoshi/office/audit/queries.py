"""Reading the audit log: whether it is whole."""

from luoshi.office.audit.chain import hash_entry
from luoshi.office.audit.models import AuditEntry, AuditHead


def check_audit() -> list[int]:
    """Return the numbers of the entries that are not as they were written; none where the log is whole.

    A missing entry is reported by its number, as is one missing at the end.
    """
    wrong: list[int] = []
    expected, previous = 1, ""
    for entry in AuditEntry.objects.order_by("number").iterator():
        wrong += range(expected, entry.number)
        sha256 = hash_entry(
            number=entry.number,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            content=entry.content,
            previous=entry.previous,
        )
        if sha256 != entry.sha256 or entry.previous != previous:
            wrong.append(entry.number)
        expected, previous = entry.number + 1, entry.sha256
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None:
        wrong += range(expected, head.number + 1)
    return wrong
