"""The book's files behind a release: fingerprinted when it is sealed, and checked against the book later.

A file of records is named by its SHA-256, which says that it changed. The blocks say where.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from luoshi.errors import IntegrityFault, LuoshiError
from luoshi.records import Book, Json, Snapshot
from luoshi.releases.blocks import Fingerprint, choose_block, compare_fingerprints, read_fingerprint_in_blocks
from luoshi.releases.findings import Finding
from luoshi.releases.manifest import MANIFEST, Manifest

BLOCKS = "record_blocks.json"
# 256 hashes are 17 kB a file, and place a change within 0.4 % of it.
_MOST_BLOCKS = 256


def fingerprint_records(snapshot: Snapshot) -> Json:
    """Return the fingerprint of every data file that a count reads, by its name; raises IntegrityFault.

    A file that is not what the log says is not sealed: the fault names it.
    """
    marks: dict[str, Json] = {}
    for role in ("records", "ended"):
        for entry in snapshot.get_file_entries(role):
            path = snapshot.get_path(entry)
            mark = _read(path, choose_block(entry.bytes, _MOST_BLOCKS))
            if mark is None or mark.sha256 != entry.name:
                raise IntegrityFault("releases.record_file_unsealed", file=path)
            marks[entry.name] = mark.to_json()
    return marks


def verify_book(release: Path, book: Path) -> tuple[Finding, ...]:
    """Return what is not as sealed in the book's log and in the record files that the release names.

    Files are called by their place in the book. A release whose own parts do not read gives no finding
    here: `verify` reports those. Files that the release does not name are none of its business.
    """
    try:
        manifest = Manifest.from_bytes((release / MANIFEST).read_bytes(), path=release / MANIFEST)
        records: Any = json.loads((release / "records.json").read_bytes())
        blocks: Any = json.loads((release / BLOCKS).read_bytes()) if BLOCKS in manifest.files else {}
        sealed = [
            (str(kind["kind"]), str(file["sha256"]), int(file["rows"])) for kind in records for file in kind["files"]
        ]
        marks = {str(name): Fingerprint.from_json(mark) for name, mark in blocks.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IntegrityFault):
        return ()
    found = list(_check_log(book, manifest))
    for kind, name, rows in dict.fromkeys(sealed):
        found.extend(_check_record_file(book, name, marks, f"{kind}, {rows:,} rows"))
    return tuple(found)


def _check_log(book: Path, manifest: Manifest) -> Iterator[Finding]:
    position, head = manifest.vintage.position, manifest.vintage.head
    file = f"log/{position:08d}.json"
    try:
        entries = Book.open(book).entries()
    except LuoshiError as fault:
        yield Finding("log_changed", "log", detail=str(fault))
        return
    if position >= len(entries):
        yield Finding("log_short", file, detail=str(len(entries) - 1))
    elif entries[position].hash != head:
        yield Finding("log_rewritten", file, detail=head[:16])


def _check_record_file(book: Path, name: str, marks: Mapping[str, Fingerprint], detail: str) -> Iterator[Finding]:
    file = f"data/{name[:2]}/{name}.parquet"
    mark = marks.get(name)
    found = _read(book / file, mark.block if mark else choose_block(0, _MOST_BLOCKS))
    if found is None:
        yield Finding("record_file_missing", file, detail=detail)
    elif mark is not None:
        for place in compare_fingerprints(found, mark):
            yield Finding("record_file_changed", file, place, detail=detail)
    elif found.sha256 != name:
        yield Finding("record_file_differs", file, detail=detail)


def _read(path: Path, block: int) -> Fingerprint | None:
    try:
        return None if path.is_symlink() else read_fingerprint_in_blocks(path, block)
    except OSError:
        return None
