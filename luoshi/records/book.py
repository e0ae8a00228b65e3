"""The book: immutable Parquet files named by their SHA-256, and the log that makes them part of it.

A batch is staged first (its files are written and named), then appended by one atomic log entry. Until that
entry stands, its files are orphans that no reader sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

import polars as pl

from luoshi.errors import Conflict, IntegrityFault, UserFault
from luoshi.logs import log_event
from luoshi.records.canonical import hash_json
from luoshi.records.contracts import Contract
from luoshi.records.kinds import get_contract
from luoshi.records.log import Entry, FileEntry, read_log, write_entry
from luoshi.records.recordids import number_rows, validate_unique
from luoshi.records.settings import FILE, Settings, read_settings, write_settings
from luoshi.records.snapshot import Snapshot
from luoshi.records.staging import StagedFile, adopt_file, write_ended, write_records
from luoshi.registry import TEMPORARY

GENESIS = "book"


def get_utc_now() -> datetime:
    """Return the present moment; the one place where the book looks at the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Batch:
    """What arrived at once, staged: the feed it came from and its number there, and its files.

    `sequence` is accepted once a feed. `source` is the SHA-256 of what the batch was made from, where there
    is such a file: two batches with the same source are the same content; without one, the files decide.
    A merge names the files that its own replace, and the hash of their rows; only `merge_small` makes one.
    """

    feed: str
    sequence: str | int
    files: tuple[StagedFile, ...] = ()
    note: str = ""
    author: str = ""
    source: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    rows_hash: str | None = None


class Book:
    """All records of a city. Cheap to open; every call reads the log afresh, so writers see each other."""

    def __init__(self, path: Path, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Take an existing book; use `Book.create` or `Book.open`."""
        self.path = path
        self.settings = settings
        self.clock = clock
        # The position keeps a seeded book, opened again, from drawing the ids of its first batches twice.
        seed = f"luoshi record ids {settings.seed} {len(read_log(path))}" if settings.seed else None
        self._rng: Random = Random(seed) if seed else SystemRandom()  # noqa: S311 - repeatable on purpose

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        city: str,
        year: int,
        name: str | None = None,
        seed: int | None = None,
        synthetic: bool = False,
        clock: Callable[[], datetime] = get_utc_now,
    ) -> "Book":
        """Make an empty book in the folder `path`, which must be empty or not exist.

        `seed` makes record ids repeatable and is for synthetic books. Raises UserFault for a folder in use,
        or a seed without `synthetic`. A kill on the way leaves a folder that can be created again.
        """
        if seed and not synthetic:
            raise UserFault("records.seed_without_synthetic", book=path)
        # The settings come last and make it a book: without them, the folder is what a killed create left.
        ours = {"data", "staging", "log"}
        if path.exists() and any(
            entry.name not in ours and not entry.name.endswith(TEMPORARY) for entry in path.iterdir()
        ):
            raise UserFault("records.folder_in_use", book=path)
        for folder in sorted(ours):
            (path / folder).mkdir(parents=True, exist_ok=True)
        if not read_log(path):
            said: dict[str, str | int | bool] = {"city": city, "year": year, "synthetic": synthetic}
            note = ", ".join(f"{key}={value}" for key, value in said.items())
            write_entry(path, Entry(0, None, GENESIS, "0", clock(), "", note, None, (), {}))
        settings = Settings(city, name or city, year, synthetic, seed or 0)
        write_settings(path, settings)
        return cls(path, settings, clock)

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime] = get_utc_now) -> "Book":
        """Open the book in the folder `path`; raises UserFault where there is none."""
        return cls(path, read_settings(path), clock)

    def stage(self, kind: Contract | str, frame: pl.DataFrame) -> StagedFile:
        """Write rows of a kind, in the order given, with new record ids; `frame` has the contract's columns.

        Not part of the book until appended. Raises UserFault where columns, types or required values are
        not the contract's, and where the disk is full.
        """
        return write_records(self.path, resolve_contract(kind), number_rows(frame, self._rng))

    def stage_numbered(self, kind: Contract | str, frame: pl.DataFrame) -> StagedFile:
        """Like `stage`, for a frame that already carries `record`: unique in the book, checked at append."""
        return write_records(self.path, resolve_contract(kind), frame)

    def stage_file(self, kind: Contract | str, path: Path) -> StagedFile:
        """Take over a Parquet file that already has `record` and the contract's columns: it is moved.

        Trusted: the schema and the ranges are checked, not the single values.
        """
        return adopt_file(self.path, resolve_contract(kind), path)

    def stage_ended(self, kind: str, records: pl.Series) -> StagedFile:
        """Write the ids of records of `kind` that a batch supersedes or withdraws."""
        return write_ended(self.path, kind, records)

    def number(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return `frame` with new record ids in the first column, `record`; nothing is written."""
        return number_rows(frame, self._rng)

    def append(self, batch: Batch, *, expected: int | None = None) -> Entry:
        """Make a batch part of the book, whole, by one atomic step; return its log entry.

        The same feed, sequence and content again changes nothing and returns the entry that stands. Raises
        UserFault for that sequence with other content or for a record id that is taken, and Conflict where
        another writer was first: a batch that does not depend on the book's state may be appended again.
        One that does gives the version it was made from as `expected`, and is refused at any other.
        """
        entries = self.entries()
        standing = find_entry(entries, batch.feed, str(batch.sequence))
        if standing:
            if hash_content(standing.source, standing.files) == hash_batch(batch):
                return standing
            raise UserFault("records.other_content", feed=batch.feed, sequence=batch.sequence)
        for staged in batch.files:
            if not staged.path.is_file():
                raise UserFault("records.staged_file_gone", path=staged.path)
        snapshot = self.snapshot()
        if not batch.replaces:  # the rows of a merge are in the book already, and stay the same
            validate_unique(snapshot, [staged for staged in batch.files if staged.entry.role == "records"])
        last = entries[-1]
        if expected is not None and last.position != expected:
            raise Conflict("records.other_writer", book=self.path, position=expected + 1)
        entry = write_entry(
            self.path,
            Entry(
                position=last.position + 1,
                previous=last.hash,
                feed=batch.feed,
                sequence=str(batch.sequence),
                # Known times never step back, so that a known date is always a prefix of the log.
                known=max(self.clock().astimezone(UTC), last.known),
                author=batch.author,
                note=batch.note,
                source=batch.source,
                files=tuple(staged.entry for staged in batch.files),
                counts=dict(batch.counts),
                replaces=batch.replaces,
                rows_hash=batch.rows_hash,
            ),
        )
        kinds = ",".join(sorted({file.kind for file in entry.files}))
        rows = sum(file.rows for file in entry.files if file.role == "records")
        log_event("batch appended", position=entry.position, kind=kinds, rows=rows)
        return entry

    def entries(self) -> tuple[Entry, ...]:
        """Return the whole log in order; the first entry is the book's founding and has no files."""
        entries = read_log(self.path)
        if not entries:
            raise IntegrityFault("records.no_log", book=self.path)
        return entries

    def snapshot(self, version: int | None = None, known: datetime | None = None) -> Snapshot:
        """Return the book at a log position, or as it was known at a moment (inclusive), or now.

        Raises UserFault for a version that is not there, or a moment before the book began.
        """
        entries = self.entries()
        if version is not None:
            if not 0 <= version < len(entries):
                raise UserFault("records.unknown_version", version=version, last=len(entries) - 1)
            entries = entries[: version + 1]
        if known is not None:
            entries = tuple(entry for entry in entries if entry.known <= known)
            if not entries:
                raise UserFault("records.before_the_book", book=self.path, known=known.isoformat())
        last = entries[-1]
        return Snapshot(self.path, last.position, last.known, last.hash, entries)


def resolve_contract(kind: Contract | str) -> Contract:
    """Return a contract as it is, or that of a kind in the catalogue; raises UserFault for another name."""
    return get_contract(kind) if isinstance(kind, str) else kind


def find_entry(entries: tuple[Entry, ...], feed: str, sequence: str) -> Entry | None:
    """Return the entry that took this sequence of the feed, or None."""
    return next((entry for entry in entries if (entry.feed, entry.sequence) == (feed, sequence)), None)


def hash_batch(batch: Batch) -> str:
    """Return what decides whether two batches are the same content."""
    return hash_content(batch.source, tuple(staged.entry for staged in batch.files))


def hash_content(source: str | None, files: tuple[FileEntry, ...]) -> str:
    """Return the hash of a batch's content: its source where it has one, else its files."""
    if source is not None:
        return hash_json({"source": source})
    return hash_json({"files": tuple(sorted(f"{file.kind}/{file.role}/{file.name}" for file in files))})


def is_book(path: Path) -> bool:
    """Say whether the folder `path` holds a book."""
    return (path / FILE).is_file()
