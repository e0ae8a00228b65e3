"""Withdrawing records: they stay in the book and no longer count, and the log says why."""

from collections.abc import Sequence

import polars as pl

from luoshi.errors import UserFault
from luoshi.records.book import Batch, Book, find_entry
from luoshi.records.canonical import hash_json
from luoshi.records.contracts import Contract
from luoshi.records.log import Entry
from luoshi.records.matching import find_standing


def withdraw(book: Book, contract: Contract, records: Sequence[int], reason: str, *, author: str = "") -> Entry:
    """End `records` of a kind for `reason`, which must not be empty and holds no personal data.

    The same records and reason again change nothing. Raises UserFault where one is not in force, and Conflict
    where another writer was first: try again.
    """
    if not reason.strip():
        raise UserFault("records.no_reason", kind=contract.kind)
    feed = f"withdraw/{contract.kind}"
    sequence = hash_json({"reason": reason, "records": [str(record) for record in sorted(set(records))]})
    snapshot = book.snapshot()
    standing = find_entry(snapshot.entries, feed, sequence)
    if standing:
        return standing
    missing = set(records) - find_standing(snapshot, contract, records)
    if missing:
        raise UserFault("records.not_in_force", kind=contract.kind, count=len(missing), record=min(missing))
    ended = book.stage_ended(contract.kind, pl.Series(list(records), dtype=pl.Int64))
    return book.append(
        Batch(feed, sequence, (ended,), note=reason, author=author, source=sequence),
        expected=snapshot.version,
    )
