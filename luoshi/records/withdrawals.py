"""Withdrawals: records end, by id or by the file they came from, with a reason that stays in the log."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from luoshi.errors import UserFault
from luoshi.records.book import Batch, Book, find_entry
from luoshi.records.canonical import hash_file, hash_json
from luoshi.records.contracts import Contract
from luoshi.records.log import Entry
from luoshi.records.matching import find_standing
from luoshi.records.reading import validate_delivered
from luoshi.records.schemas import RECORD
from luoshi.records.snapshot import Snapshot, get_data_path


def withdraw(book: Book, contract: Contract, records: Sequence[int], reason: str, *, author: str = "") -> Entry:
    """End `records` of a kind for `reason`, which must not be empty and holds no personal data.

    The same records and reason again change nothing. Raises UserFault where one is not in force, and Conflict
    where another writer was first: try again.
    """
    _validate_reason(contract, reason)
    if not records:
        raise UserFault("records.nothing_to_withdraw", kind=contract.kind)
    sequence = hash_json({"reason": reason, "records": [str(record) for record in sorted(set(records))]})
    snapshot = book.snapshot()
    standing = find_entry(snapshot.entries, f"withdraw/{contract.kind}", sequence)
    if standing:
        return standing
    missing = set(records) - find_standing(snapshot, contract, records)
    if missing:
        raise UserFault("records.not_in_force", kind=contract.kind, count=len(missing), record=min(missing))
    return _end(book, contract, snapshot, sequence, records, (reason, author))


def withdraw_file(book: Book, contract: Contract, path: Path, reason: str, *, author: str = "") -> Entry:
    """End all records that came from an imported file and are still in force; the file is known by its bytes.

    The same file and reason again change nothing. Raises UserFault where no such file was imported or
    none of its records is in force, and Conflict where another writer was first: try again.
    """
    _validate_reason(contract, reason)
    validate_delivered(path)
    source = hash_file(path)
    snapshot = book.snapshot()
    sequence = hash_json({"reason": reason, "source": source})
    standing = find_entry(snapshot.entries, f"withdraw/{contract.kind}", sequence)
    if standing:
        return standing
    feeds = (f"import/{contract.kind}", f"correct/{contract.kind}")
    imported = [
        entry for entry in snapshot.entries if entry.feed in feeds and entry.sequence.partition("/")[0] == source
    ]
    if not imported:
        raise UserFault("records.never_imported", path=path, kind=contract.kind)
    names = [file.name for entry in imported for file in entry.files if file.role == "records"]
    brought = pl.concat([pl.Series(RECORD, [], dtype=pl.Int64), *(_read_ids(snapshot, name) for name in names)])
    if brought.is_empty():
        raise UserFault("records.brought_none", path=path, kind=contract.kind)
    records = sorted(find_standing(snapshot, contract, brought.to_list()))
    if not records:
        raise UserFault("records.none_in_force", path=path, kind=contract.kind)
    return _end(book, contract, snapshot, sequence, records, (reason, author))


def _validate_reason(contract: Contract, reason: str) -> None:
    if not reason.strip():
        raise UserFault("records.no_reason", kind=contract.kind)


def _read_ids(snapshot: Snapshot, name: str) -> pl.Series:
    return pl.read_parquet(get_data_path(snapshot.book, name), columns=[RECORD])[RECORD]


def _end(
    book: Book,
    contract: Contract,
    snapshot: Snapshot,
    sequence: str,
    records: Sequence[int],
    said: tuple[str, str],
) -> Entry:
    reason, author = said
    ended = book.stage_ended(contract.kind, pl.Series(list(records), dtype=pl.Int64))
    feed = f"withdraw/{contract.kind}"
    batch = Batch(feed, sequence, (ended,), note=reason, author=author, source=sequence)
    return book.append(batch, expected=snapshot.version)
