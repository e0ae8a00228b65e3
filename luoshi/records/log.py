"""The book's log: numbered canonical-JSON entries, each holding the hash of the one before.

An entry is the only thing that makes files part of the book. It is created once and never changed.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from luoshi.errors import Conflict, IntegrityFault
from luoshi.records.canonical import Json, hash_bytes, hash_json, to_canonical_bytes
from luoshi.registry import create_once

FORMAT = 1
Role = Literal["records", "ended"]


@dataclass(frozen=True)
class FileEntry:
    """One Parquet file of a batch.

    `name` is its SHA-256. `date_min` and `date_max` are ISO days, `record_min` and `record_max` digits (they
    exceed what canonical JSON can hold as numbers); all None for a file without rows or, the dates, for
    ended records.
    """

    kind: str
    role: Role
    name: str
    rows: int
    bytes: int
    date_min: str | None
    date_max: str | None
    record_min: str | None
    record_max: str | None


@dataclass(frozen=True)
class Entry:
    """One entry of the log: a batch over all kinds that it touches.

    `hash` is the SHA-256 of the stored bytes, which the next entry holds as `previous`. `known` is UTC.
    `counts` tells what intake did with the rows of the source file, where the batch is an imported file.
    A merge names the files that its own replace from here on, and the hash of their rows (`merging.py`).
    """

    position: int
    previous: str | None
    feed: str
    sequence: str
    known: datetime
    author: str
    note: str
    source: str | None
    files: tuple[FileEntry, ...]
    counts: dict[str, int]
    hash: str = ""
    replaces: tuple[str, ...] = ()
    rows_hash: str | None = None


def get_entry_path(book: Path, position: int) -> Path:
    """Return where the entry at `position` lies."""
    return book / "log" / f"{position:08d}.json"


def write_entry(book: Path, entry: Entry) -> Entry:
    """Put `entry` into the log in one atomic step and return it with its hash.

    Raises Conflict where another writer has taken the position meanwhile.
    """
    content = _to_bytes(entry)
    try:
        create_once(get_entry_path(book, entry.position), content)
    except FileExistsError:
        raise Conflict("records.other_writer", book=book, position=entry.position) from None
    return replace(entry, hash=hash_bytes(content))


def read_log(book: Path) -> tuple[Entry, ...]:
    """Return all entries in order, each checked against itself and the one before.

    Raises IntegrityFault naming the first entry that is missing or changed.
    """
    count = sum(1 for path in (book / "log").iterdir() if path.suffix == ".json" and path.stem.isdigit())
    entries: list[Entry] = []
    for position in range(count):
        entry = _read_entry(get_entry_path(book, position))
        expected = entries[-1].hash if entries else None
        if entry.previous != expected or entry.position != position:
            raise IntegrityFault("records.broken_chain", path=get_entry_path(book, position))
        entries.append(entry)
    return tuple(entries)


def _to_bytes(entry: Entry) -> bytes:
    content: dict[str, Json] = {
        "format": FORMAT,
        "position": entry.position,
        "previous": entry.previous,
        "feed": entry.feed,
        "sequence": entry.sequence,
        "known": entry.known.astimezone(UTC).isoformat(timespec="microseconds"),
        "author": entry.author,
        "note": entry.note,
        "source": entry.source,
        "files": [asdict(file) for file in entry.files],
        "counts": dict(entry.counts),
    }
    # Only a merge has these, so that entries of a book without one stay as they always were.
    if entry.replaces:
        content |= {"replaces": list(entry.replaces), "rows_hash": entry.rows_hash}
    # The last entry has no successor that holds its hash, so each also vouches for itself.
    return to_canonical_bytes({**content, "self": hash_json(content)})


def _read_entry(path: Path) -> Entry:
    """Read one entry; raises IntegrityFault where its bytes are not those that were written."""
    try:
        raw = path.read_bytes()
        content = json.loads(raw)
        own = content.pop("self")
        canonical = to_canonical_bytes({**content, "self": own}) == raw
        # Every way in which damaged JSON fails is the same finding: this entry is not what was written.
    except (OSError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise IntegrityFault("records.changed_entry", path=path) from error
    if not canonical or hash_json(content) != own:
        raise IntegrityFault("records.changed_entry", path=path)
    if content.pop("format") != FORMAT:
        raise IntegrityFault("records.other_format", path=path, format=FORMAT)
    content["known"] = datetime.fromisoformat(content["known"])
    content["files"] = tuple(FileEntry(**file) for file in content["files"])
    content["replaces"] = tuple(content.get("replaces", ()))
    return Entry(**content, hash=hash_bytes(raw))
