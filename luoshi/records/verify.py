"""Looking for damage and left-overs in a book: every byte of log and data is accounted for."""

from datetime import datetime
from pathlib import Path

from luoshi.errors import IntegrityFault
from luoshi.records.book import Book
from luoshi.records.canonical import hash_file
from luoshi.records.snapshot import get_data_path
from luoshi.registry import TEMPORARY, verify_registry


def verify_log(book: Book, *, head: str | None = None) -> int:
    """Read every byte of the log and of the files it names; return how many files were checked.

    `head` is a hash kept elsewhere (in a release, on paper): only it can show that the log's end was cut off
    or the whole log rewritten. Raises IntegrityFault naming the entry or the file.
    """
    entries = book.entries()
    if head is not None and head not in {entry.hash for entry in entries}:
        raise IntegrityFault("records.head_missing", book=book.path, head=head)
    checked = 0
    for entry in entries:
        for file in entry.files:
            path = get_data_path(book.path, file.name)
            if not path.is_file():
                raise IntegrityFault("records.missing_file", position=entry.position, path=path)
            if path.stat().st_size != file.bytes or hash_file(path) != file.name:
                raise IntegrityFault("records.changed_file", position=entry.position, path=path)
            checked += 1
    verify_registry(book.path / "registry")
    return checked


def find_orphans(book: Book) -> tuple[Path, ...]:
    """Return files that killed or refused writers left: no log entry names them. Sorted by path."""
    named = {get_data_path(book.path, file.name) for entry in book.entries() for file in entry.files}
    left = [path for path in (book.path / "data").rglob("*") if path.is_file() and path not in named]
    left += [path for path in (book.path / "staging").rglob("*") if path.is_file()]
    left += [path for path in (book.path / "log").iterdir() if path.name.endswith(TEMPORARY)]
    left += [path for path in book.path.iterdir() if path.name.endswith(TEMPORARY)]
    return tuple(sorted(left))


def remove_orphans(book: Book, *, older_than: datetime) -> tuple[Path, ...]:
    """Remove the orphans last written before `older_than`, and return them.

    Younger ones may belong to a writer at work, whose batch would lose its files: give it a day.
    """
    removed = tuple(path for path in find_orphans(book) if path.stat().st_mtime < older_than.timestamp())
    for path in removed:
        path.unlink()
    return removed
