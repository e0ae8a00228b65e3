"""Merging small batches: an entry of its own puts one file in the place of many, and proves the rows the same.

Nothing is removed: snapshots before the merge read the files of before, later ones the merged file. The entry
names the files that it replaces and keeps the hash of their rows, which does not depend on how rows are
spread over files.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from luoshi.errors import Conflict
from luoshi.records.book import Batch, Book
from luoshi.records.kinds import get_contract
from luoshi.records.log import Entry, FileEntry, Role
from luoshi.records.schemas import RECORD, build_schema
from luoshi.records.snapshot import Snapshot, get_data_path

FEED = "merge"
# A row group of the book's files: above it a file costs a reader nothing extra.
SMALL_ROWS = 122_880
ATTEMPTS = 20  # as many writers as intake lets stand in line


@dataclass(frozen=True)
class MergeReport:
    """What a merge did: files of a kind and role that became one, and their rows. `entry` is the log's."""

    entry: Entry
    files: int
    rows: int


def merge_small(book: Book, *, small: int = SMALL_ROWS) -> tuple[MergeReport, ...]:
    """Merge, for each kind and role, the files of fewer than `small` rows where there are two or more.

    One entry a kind and role; nothing to merge gives (). Raises Conflict where other writers were always
    first: try again.
    """
    reports = []
    roles: tuple[Role, ...] = ("records", "ended")
    for role in roles:
        for kind in sorted({file.kind for file in book.snapshot().get_file_entries(role)}):
            report = _merge_kind(book, kind, role, small)
            if report is not None:
                reports.append(report)
    return tuple(reports)


def hash_rows(frame: pl.DataFrame) -> str:
    """Return the SHA-256 of rows in the order of their record ids, columns in theirs: one text line a row.

    Empty cells and empty texts differ, and no text can run into the next cell.
    """
    cells = []
    for name, kind in frame.schema.items():
        text = pl.col(name).cast(pl.String)
        if kind == pl.String:
            # The length stands before a text, so that no text can pretend to be two cells.
            text = pl.concat_str(text.str.len_bytes().cast(pl.String), pl.lit(":"), text)
        cells.append(text.fill_null("-"))
    lines = frame.sort(RECORD).select(pl.concat_str(cells, separator=",").alias("line"))["line"]
    digest = hashlib.sha256(",".join(f"{name}:{kind}" for name, kind in frame.schema.items()).encode())
    for part in lines.to_frame().iter_slices(65_536):
        digest.update(("\n" + part["line"].str.join("\n").item()).encode())
    return digest.hexdigest()


def read_rows(snapshot: Snapshot, names: Iterable[str]) -> pl.DataFrame:
    """Return the rows of these files, one file after another."""
    return pl.concat([pl.read_parquet(get_data_path(snapshot.book, name)) for name in names])


def _merge_kind(book: Book, kind: str, role: Role, small: int) -> MergeReport | None:
    for _ in range(ATTEMPTS):
        snapshot = book.snapshot()
        found = [file for file in snapshot.get_file_entries(role) if file.kind == kind and file.rows < small]
        if len(found) < 2:
            return None
        try:
            return _replace(book, snapshot, found)
        except Conflict:
            continue
    raise Conflict("records.other_writers", book=book.path, attempts=ATTEMPTS)


def _replace(book: Book, snapshot: Snapshot, found: list[FileEntry]) -> MergeReport:
    names = tuple(file.name for file in found)
    rows = read_rows(snapshot, names)
    kind, role = found[0].kind, found[0].role
    if role == "records":
        rows = rows.select(build_schema(get_contract(kind)).names())
        staged = book.stage_numbered(kind, rows)
    else:
        # A record that ended twice ends once: the hash is of the ids, each once.
        rows = rows.unique().sort(RECORD)
        staged = book.stage_ended(kind, rows[RECORD])
    batch = Batch(
        FEED,
        f"{kind}/{role}/{snapshot.version}",
        (staged,),
        note=f"{len(names)} files of {kind} ({role}) in one",
        replaces=names,
        rows_hash=hash_rows(rows),
    )
    return MergeReport(book.append(batch, expected=snapshot.version), len(names), rows.height)
