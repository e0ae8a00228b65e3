"""The manifest of a release: what was sealed, from what, when, and by which key; and its signature file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from luoshi.errors import IntegrityFault, UserFault
from luoshi.periods import Period
from luoshi.records import Json, hash_json, to_canonical_bytes
from luoshi.releases.blocks import Fingerprint, make_fingerprint

FORMAT = "luoshi-release"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
WITNESS = "witness.json"
INCLUSION = "inclusion.json"

NOTICE: dict[str, Json] = {
    "zh": "经校准的合成数据，并非真实情况",
    "en": "Calibrated synthetic data: nothing here is about the real city",
}

# Small, so that a changed byte of the manifest is named closely.
_MANIFEST_BLOCK = 256
# What another writer of Parquet, a later signing or a newer verifier may change without changing what is said.
_NOT_CONTENT = ("id", "content", "created", "algorithm", "key")
_DERIVED_FILES = ("results.parquet", "results.csv", "verify_release.py")


def format_moment(moment: datetime) -> str:
    """Return an aware moment as text in UTC, as the book's log writes it; a naive one raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a known time needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Vintage:
    """The state of knowledge that a release is sealed at, and the versions of what counted it.

    `position` and `head` are the log's length and its last entry's hash; `known` is the newest known time
    that the count looked at; `synthetic` marks the book's data as made by the generator.
    """

    period: Period
    known: datetime
    position: int
    head: str
    code_version: str
    area_version: str
    synthetic: bool


@dataclass(frozen=True)
class Manifest:
    """All that the signature covers. `content` is the hash of what is said, without when and by whom."""

    vintage: Vintage
    created: datetime
    algorithm: str
    key: str
    rows: int
    rows_sha256: str
    figures: int
    files: Mapping[str, Fingerprint]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """The SHA-256 of the content: equal for equal results, definitions, evidence and versions."""
        said = {name: value for name, value in self._to_said().items() if name not in _NOT_CONTENT}
        files: Json = {name: mark.sha256 for name, mark in self.files.items() if name not in _DERIVED_FILES}
        return hash_json({**said, "files": files})

    @property
    def id(self) -> str:
        """The release's id: the period and the first eight digits of the content's hash."""
        return f"{self.vintage.period}-{self.content[:8]}"

    @property
    def notice(self) -> Json:
        """What must stand beside every number of synthetic data, in both languages; None for real data."""
        return NOTICE if self.vintage.synthetic else None

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return to_canonical_bytes({**self._to_said(), "id": self.id, "content": self.content})

    @classmethod
    def from_bytes(cls, content: bytes, *, path: object) -> "Manifest":
        """Read what `to_bytes` wrote; raises IntegrityFault for any other bytes, naming `path`."""
        try:
            stated = json.loads(content)
            manifest = cls(
                vintage=_read_vintage(stated),
                created=_read_moment(stated["created"]),
                algorithm=stated["algorithm"],
                key=stated["key"],
                rows=stated["rows"]["count"],
                rows_sha256=stated["rows"]["sha256"],
                figures=stated["figures"],
                files={name: Fingerprint.from_json(mark) for name, mark in stated["files"].items()},
                texts=stated["texts"],
            )
            same = manifest.to_bytes() == content
        except (UserFault, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IntegrityFault("releases.manifest_unreadable", path=path, reason=repr(error)[:120]) from error
        if not same:
            raise IntegrityFault("releases.manifest_unreadable", path=path, reason="not its canonical form")
        return manifest

    def _to_said(self) -> dict[str, Json]:
        vintage = self.vintage
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "period": str(vintage.period),
            "known": format_moment(vintage.known),
            "created": format_moment(self.created),
            "log": {"position": vintage.position, "head": vintage.head},
            "versions": {"code": vintage.code_version, "areas": vintage.area_version},
            "synthetic": vintage.synthetic,
            "notice": self.notice,
            "algorithm": self.algorithm,
            "key": self.key,
            "rows": {"count": self.rows, "sha256": self.rows_sha256},
            "figures": self.figures,
            "files": {name: mark.to_json() for name, mark in self.files.items()},
            "texts": dict(self.texts),
        }


@dataclass(frozen=True)
class Signature:
    """The signature file: besides the signature, a fingerprint of the manifest that places a change in it.

    The fingerprint proves nothing: only the signature does, over the manifest's bytes.
    """

    algorithm: str
    key: str
    signature: str
    manifest: Fingerprint

    def to_bytes(self) -> bytes:
        """Return the file's bytes."""
        return to_canonical_bytes(
            {
                "algorithm": self.algorithm,
                "key": self.key,
                "signature": self.signature,
                "manifest": self.manifest.to_json(),
            }
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> "Signature":
        """Read what `to_bytes` wrote; raises ValueError for any other bytes."""
        try:
            stated = json.loads(content)
            mark = Fingerprint.from_json(stated["manifest"])
            read = cls(stated["algorithm"], stated["key"], stated["signature"], mark)
            # `fromhex` also takes capitals and spaces: one signature has one spelling here.
            same = read.to_bytes() == content and bytes.fromhex(read.signature).hex() == read.signature
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(repr(error)) from error
        if not same:
            raise ValueError("not its canonical form")
        return read


def fingerprint_manifest(content: bytes) -> Fingerprint:
    """Return the fingerprint of a manifest's bytes that the signature file carries."""
    return make_fingerprint(content, _MANIFEST_BLOCK)


def _read_vintage(stated: dict[str, dict[str, object]]) -> Vintage:
    position = stated["log"]["position"]
    if not isinstance(position, int):
        raise TypeError("log position")
    return Vintage(
        period=Period.parse(str(stated["period"])),
        known=_read_moment(stated["known"]),
        position=position,
        head=str(stated["log"]["head"]),
        code_version=str(stated["versions"]["code"]),
        area_version=str(stated["versions"]["areas"]),
        synthetic=bool(stated["synthetic"]),
    )


def _read_moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
