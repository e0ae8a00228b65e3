"""Canonical JSON bytes (RFC 8785) and SHA-256: what every hash and signature in Luoshi is taken over."""

import hashlib
from pathlib import Path

import rfc8785

# RFC 8785 writes numbers as IEEE doubles, so an integer beyond 2^53 is written as a string of digits.
Json = str | int | float | bool | None | list["Json"] | tuple["Json", ...] | dict[str, "Json"]


def to_canonical_bytes(value: Json) -> bytes:
    """Return the one byte string that RFC 8785 gives `value`.

    Raises rfc8785.IntegerDomainError for an integer outside ±(2^53 - 1).

    >>> to_canonical_bytes({"b": 1, "a": [True, None]})
    b'{"a":[true,null],"b":1}'
    """
    return rfc8785.dumps(value)


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def hash_json(value: Json) -> str:
    """Return the SHA-256 of the canonical bytes of `value` as 64 hex digits."""
    return hash_bytes(to_canonical_bytes(value))


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hex digits, reading it in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
