"""A snapshot: the book as it stood at one position of its log, countable for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from luoshi.records.log import Entry, FileEntry, Role


@dataclass(frozen=True)
class Snapshot:
    """A position in the log: `version` is the position of its last entry, `head` that entry's hash.

    `known` is the UTC time at which the book had learnt all of it.
    """

    book: Path
    version: int
    known: datetime
    head: str
    entries: tuple[Entry, ...] = field(repr=False, compare=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds that have files, in alphabetical order."""
        return tuple(sorted({file.kind for file in self.get_file_entries("records")}))

    def files(self, kind: str) -> tuple[Path, ...]:
        """Return the Parquet files of `kind` in log order; none for a kind without records."""
        return self._get_paths("records", kind)

    def ended(self, kind: str) -> tuple[Path, ...]:
        """Return the files that list records of `kind` superseded or withdrawn, one column `record`."""
        return self._get_paths("ended", kind)

    def get_files_by_kind(self) -> Mapping[str, tuple[Path, ...]]:
        """Return the files of every kind: what an engine's source takes as `files`."""
        return self._group_paths("records")

    def get_ended_by_kind(self) -> Mapping[str, tuple[Path, ...]]:
        """Return the ended records of every kind that has some: what an engine's source takes as `ended`."""
        return self._group_paths("ended")

    def get_file_entries(self, role: Role) -> tuple[FileEntry, ...]:
        """Return the log's description of each file that counts in that role, in log order, each file once.

        A file that a merge replaced, up to this version, does not count: its rows lie in the merged one.
        """
        replaced = {name for entry in self.entries for name in entry.replaces}
        found = (file for entry in self.entries for file in entry.files if file.role == role)
        return tuple(file for file in dict.fromkeys(found) if file.name not in replaced)

    def get_delivered_entries(self, role: Role) -> tuple[FileEntry, ...]:
        """Return the files in that role as they came, whatever was merged since: no row stands in two of them."""
        found = (file for entry in self.entries if not entry.replaces for file in entry.files if file.role == role)
        return tuple(dict.fromkeys(found))

    def get_path(self, file: FileEntry) -> Path:
        """Return where a file that the log describes lies."""
        return get_data_path(self.book, file.name)

    def _group_paths(self, role: Role) -> dict[str, tuple[Path, ...]]:
        """Return the paths by kind, in alphabetical order of the kinds, in one pass over the log."""
        found: dict[str, list[Path]] = {}
        for file in self.get_file_entries(role):
            found.setdefault(file.kind, []).append(get_data_path(self.book, file.name))
        return {kind: tuple(paths) for kind, paths in sorted(found.items())}

    def _get_paths(self, role: Role, kind: str) -> tuple[Path, ...]:
        names = (file.name for file in self.get_file_entries(role) if file.kind == kind)
        return tuple(get_data_path(self.book, name) for name in names)


def get_data_path(book: Path, name: str) -> Path:
    """Return where the data file with the SHA-256 `name` lies in the book."""
    return book / "data" / name[:2] / f"{name}.parquet"
