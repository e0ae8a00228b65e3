"""Looking for damage and left-overs in a book: every byte of log and data is accounted for."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from luoshi.errors import IntegrityFault
from luoshi.records.book import Book
from luoshi.records.canonical import hash_file
from luoshi.records.log import Entry
from luoshi.records.merging import hash_rows, read_rows
from luoshi.records.snapshot import get_data_path
from luoshi.registry import TEMPORARY, verify_registry


def verify_log(book: Book, *, head: str | None = None) -> int:
    """Read every byte of the log and of the files it names; return how many files were checked.

    `head` is a hash kept elsewhere (in a release, on paper): only it can show that the log's end was cut off
    or the whole log rewritten. Raises IntegrityFault naming the first entry or file that is wrong.
    """
    for fault in check_book(book, head=head):
        raise fault
    return sum(len(entry.files) for entry in book.entries())


def check_book(
    book: Book, *, head: str | None = None, progress: Callable[[str], None] = lambda _: None
) -> Iterator[IntegrityFault]:
    """Yield all that is wrong with a book, in log order, the registry last; nothing where it is whole.

    `head` as in `verify_log`; `progress` hears the name of each file before it is read. A broken log ends
    the check: what follows a broken entry cannot be trusted to name the right files.
    """
    try:
        entries = book.entries()
    except IntegrityFault as fault:
        yield fault
        return
    if head is not None and head not in {entry.hash for entry in entries}:
        yield IntegrityFault("records.head_missing", book=book.path, head=head)
    damaged: set[str] = set()
    for entry in entries:
        for file in entry.files:
            progress(file.name)
            path = get_data_path(book.path, file.name)
            if not path.is_file():
                damaged.add(file.name)
                yield IntegrityFault("records.missing_file", position=entry.position, path=path)
            elif path.stat().st_size != file.bytes or hash_file(path) != file.name:
                damaged.add(file.name)
                yield IntegrityFault("records.changed_file", position=entry.position, path=path)
        if entry.replaces and not damaged & {*entry.replaces, *(file.name for file in entry.files)}:
            yield from _check_merge(book, entry)
    try:
        verify_registry(book.path / "registry")
    except IntegrityFault as fault:
        yield fault


def _check_merge(book: Book, entry: Entry) -> Iterator[IntegrityFault]:
    """Yield a fault where the merged file has not the rows of the files that it replaces."""
    snapshot = book.snapshot(version=entry.position)
    merged = read_rows(snapshot, [file.name for file in entry.files])
    before: pl.DataFrame = read_rows(snapshot, entry.replaces).select(merged.columns)
    if entry.files[0].role == "ended":
        before = before.unique()
    if not hash_rows(merged) == hash_rows(before) == entry.rows_hash:
        yield IntegrityFault("records.merge_differs", position=entry.position, kind=entry.files[0].kind)


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
