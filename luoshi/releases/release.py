"""A sealed release in its folder, and the releases of a book. Reading proves nothing: see `verify`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from luoshi.errors import IntegrityFault, UserFault
from luoshi.figures import Figure, Result, from_sealed
from luoshi.periods import Period
from luoshi.records import Json
from luoshi.releases.manifest import INCLUSION, MANIFEST, WITNESS, Manifest
from luoshi.releases.tables import RESULT_SCHEMA, get_results

FOLDER = "releases"

_ID = re.compile(r"[0-9]{4}[-.0-9Q]*-[0-9a-f]{8}")


@dataclass(frozen=True)
class Release:
    """A release: its folder and what its manifest states."""

    path: Path
    manifest: Manifest = field(repr=False)

    @property
    def id(self) -> str:
        """The period and the start of the content's hash, such as `2021-3f9ac2d1`."""
        return self.manifest.id

    def load_table(self) -> pl.DataFrame:
        """Return all results as sealed, sorted by tree, figure, area and period."""
        try:
            table = pl.read_parquet(self.path / "results.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise self._make_fault("results.parquet", error) from error
        if dict(table.schema) != RESULT_SCHEMA:
            raise self._make_fault("results.parquet", "other columns")
        return table

    def load_results(
        self, tree: str = "legal", *, area: str | None = None, period: Period | None = None
    ) -> tuple[Result, ...]:
        """Return the results of one tree of areas, sorted by figure, area and period: all, or an area's or period's."""
        table = self.load_table()
        if area is not None:
            table = table.filter(pl.col("area") == area)
        if period is not None:
            table = table.filter(pl.col("period") == str(period))
        return get_results(table, tree)

    def load_figures(self) -> tuple[Figure, ...]:
        """Return the sealed definitions, in the order of their ids."""
        return tuple(map(from_sealed, self.load_definitions().values()))

    def load_definitions(self) -> Mapping[str, Json]:
        """Return the JSON of each sealed definition by figure id."""
        try:
            entries = self._load_json("definitions.json")
            return {entry["definition"]["id"]: entry["definition"] for entry in entries}  # type: ignore[index, union-attr, call-overload, misc]  # other shapes raise below
        except (TypeError, KeyError) as error:
            raise self._make_fault("definitions.json", error) from error

    def load_parameters(self) -> Json:
        """Return the policy's parameters as sealed."""
        return self._load_json("parameters.json")

    def load_areas(self) -> Json:
        """Return the area tables as sealed."""
        return self._load_json("areas.json")

    def load_records(self) -> Json:
        """Return the record sets as sealed, as `describe_records` made them."""
        return self._load_json("records.json")

    def load_witness(self) -> Json:
        """Return what the second engine counted before the seal; empty for a release sealed without."""
        return self._load_json(WITNESS) if WITNESS in self.manifest.files else {}

    def load_inclusion(self) -> Json:
        """Return the roots of the sum trees over what was counted; none for a release sealed without."""
        return self._load_json(INCLUSION) if INCLUSION in self.manifest.files else {}

    def to_json(self) -> dict[str, Json]:
        """Return what a list shows of the release, under stable names."""
        vintage = self.manifest.vintage
        return {
            "release": self.id,
            "period": str(vintage.period),
            "known": vintage.known.isoformat(),
            "created": self.manifest.created.isoformat(),
            "position": vintage.position,
            "head": vintage.head,
            "code": vintage.code_version,
            "areas": vintage.area_version,
            "figures": self.manifest.figures,
            "results": self.manifest.rows,
            "algorithm": self.manifest.algorithm,
            "key": self.manifest.key,
            "synthetic": vintage.synthetic,
            "notice": self.manifest.notice,
            "texts": dict(self.manifest.texts),
            "path": str(self.path),
        }

    def _load_json(self, name: str) -> Json:
        try:
            value: Json = json.loads((self.path / name).read_bytes())
        except (OSError, ValueError) as error:
            raise self._make_fault(name, error) from error
        return value

    def _make_fault(self, name: str, reason: object) -> IntegrityFault:
        return IntegrityFault("releases.file_unreadable", file=self.path / name, reason=str(reason)[:120])


def load_release(path: Path) -> Release:
    """Return the release in the folder `path`; raises IntegrityFault without a manifest that reads."""
    file = path / MANIFEST
    try:
        content = file.read_bytes()
    except OSError as error:
        raise IntegrityFault("releases.manifest_unreadable", path=file, reason=error.strerror) from error
    return Release(path, Manifest.from_bytes(content, path=file))


def list_releases(book: Path) -> tuple[Release, ...]:
    """Return the book's releases, oldest first (by creation, then id); none where nothing was sealed yet.

    Raises IntegrityFault for one whose manifest cannot be read.
    """
    folder = book / FOLDER
    if not folder.is_dir():
        return ()
    releases = [load_release(path) for path in sorted(folder.iterdir()) if _ID.fullmatch(path.name)]
    return tuple(sorted(releases, key=lambda release: (release.manifest.created, release.id)))


def get_release(book: Path, release: str) -> Release:
    """Return the book's release with that id; raises UserFault for another, naming those that are there."""
    path = book / FOLDER / release
    if not _ID.fullmatch(release) or not path.is_dir():
        known = ", ".join(one.id for one in list_releases(book)) or "-"
        raise UserFault("releases.unknown_release", release=release, book=book, known=known)
    return load_release(path)
