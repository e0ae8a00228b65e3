"""What a check of a release found, one thing a finding, in words and in JSON."""

from dataclasses import dataclass
from typing import Literal

from luoshi.errors import Language, get_message
from luoshi.records import Json
from luoshi.releases.blocks import ByteRange

FindingKind = Literal[
    "file_changed",
    "file_missing",
    "file_extra",
    "file_not_plain",
    "manifest_changed",
    "manifest_unreadable",
    "signature_unreadable",
    "signature_bad",
    "key_unknown",
    "renamed",
    "log_changed",
    "log_short",
    "log_rewritten",
    "record_file_missing",
    "record_file_changed",
    "record_file_differs",
]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as sealed: the file, the changed bytes where known, and what they carry.

    `entries` names the definitions, or the lines of a CSV (counted from 1), that the changed bytes touch.
    """

    kind: FindingKind
    file: str
    bytes: ByteRange | None = None
    entries: tuple[str, ...] = ()
    detail: str = ""

    def say(self, language: Language) -> str:
        """Return the finding as a sentence."""
        first, end = (self.bytes.first, self.bytes.end) if self.bytes else (0, 0)
        said = get_message(f"releases.{self.kind}", language).format(
            file=self.file,
            first=first,
            last=max(first, end - 1),
            detail=self.detail,
            path=self.file,
            reason=self.detail,
        )
        if self.entries:
            said += get_message("releases.entries", language).format(entries=", ".join(self.entries))
        return said

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form; `first` and `end` are null where no place is known."""
        return {
            "kind": self.kind,
            "file": self.file,
            "first": self.bytes.first if self.bytes else None,
            "end": self.bytes.end if self.bytes else None,
            "entries": list(self.entries),
            "detail": self.detail,
        }
