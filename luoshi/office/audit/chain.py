"""The hash of an audit entry: over its content and the hash before, as canonical JSON."""

from datetime import UTC, datetime

from luoshi.records import Json, hash_json


def hash_entry(
    *, number: int, at: datetime, actor: str, action: str, subject: str, content: Json, previous: str
) -> str:
    """Return the SHA-256 that the entry must have; `at` is an aware moment."""
    return hash_json(
        {
            "number": number,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": actor,
            "action": action,
            "subject": subject,
            "content": content,
            "previous": previous,
        }
    )
