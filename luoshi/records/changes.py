"""What came and what ended between two snapshots of one book, by record kind, as it was delivered.

Merges move rows into other files and change nothing here: the files of before are still in the book.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import IntegrityFault
from luoshi.records.snapshot import Snapshot, get_data_path

# How a reason of a withdrawal begins that says: this record is there twice.
_DUPLICATE = ("duplicate", "重复", "重報", "重报")


@dataclass(frozen=True)
class KindChange:
    """The files of one kind between two snapshots.

    `came` are Parquet files with the kind's columns; `ended` and `duplicates` list records, one column
    `record`: those superseded or withdrawn, and those whose withdrawal says that they are duplicates.
    """

    came: tuple[Path, ...] = ()
    ended: tuple[Path, ...] = ()
    duplicates: tuple[Path, ...] = ()


def list_changes(before: Snapshot, after: Snapshot) -> Mapping[str, KindChange]:
    """Return by kind what the log says between two snapshots; kinds without a change are left out.

    Raises IntegrityFault where `after` does not continue the log of `before`.
    """
    if len(after.entries) <= before.version or after.entries[before.version].hash != before.head:
        raise IntegrityFault("records.other_log", book=after.book, position=before.version)
    found: dict[str, dict[str, list[Path]]] = {}
    for entry in after.entries[before.version + 1 :]:
        if entry.replaces:
            continue
        for file in entry.files:
            kind = found.setdefault(file.kind, {"came": [], "ended": [], "duplicates": []})
            path = get_data_path(after.book, file.name)
            if file.role == "records":
                kind["came"].append(path)
                continue
            kind["ended"].append(path)
            if entry.note.strip().lower().startswith(_DUPLICATE):
                kind["duplicates"].append(path)
    # A batch that is delivered again under another number has the same file: it is one file.
    return {kind: KindChange(**{k: tuple(dict.fromkeys(v)) for k, v in d.items()}) for kind, d in found.items()}
