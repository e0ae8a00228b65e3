"""Keeping a book safe, and letting a person go from it."""

from pathlib import Path

from luoshi.errors import UserFault
from luoshi.records import Book, verify_log
from luoshi.registry import Registry, load_registry_secret

_REGISTRY = "registry"


def erase_person(path: Path, key: int, reason: str) -> int:
    """Destroy who the person key is, for `reason`, and return how many returned workbooks may still name people.

    The book itself holds keys only: it verifies as before, and its figures stay. Raises UserFault for an
    empty reason, a book without a registry, and a key that nobody has.
    """
    if not reason.strip():
        raise UserFault("runs.erase_without_reason")
    book = Book.open(path)
    if not (path / _REGISTRY).is_dir():
        raise UserFault("runs.no_registry", book=path)
    Registry(path / _REGISTRY, load_registry_secret(path)).erase(key, reason, book.clock)
    verify_log(book)
    return len(list((path / "quarantine").glob("*.xlsx")))
