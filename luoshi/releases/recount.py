"""Recounting a release from what it sealed, and comparing: the difference must be exactly nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from luoshi.errors import UserFault
from luoshi.figures import Figure
from luoshi.periods import Period
from luoshi.query import Engine, Source
from luoshi.records import Json, Snapshot
from luoshi.releases.difference import ResultChange, compare_tables
from luoshi.releases.release import Release
from luoshi.releases.seal import describe_records
from luoshi.releases.tables import Results, make_result_table


@dataclass(frozen=True)
class Sealed:
    """What a release gives its recount: nothing of it comes from the installed city.

    `figures` in the order of their ids; `periods` and `trees` (of areas) are those that it has results for,
    in order; `areas` and `parameters` are the JSON that was sealed.
    """

    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    trees: tuple[str, ...]
    areas: Json
    parameters: Json


class Calculate(Protocol):
    """Counts what was sealed over a source, in the way that the sealed results were counted."""

    def __call__(self, sealed: Sealed, *, engine: Engine, source: Source) -> Results:
        """Return the results of each tree of areas, or all of them as one frame."""
        ...


@dataclass(frozen=True)
class Recount:
    """How many sealed results were compared, and those that differ (`before` is the sealed one)."""

    release: str
    engine: str
    compared: int
    differences: tuple[ResultChange, ...]

    @property
    def is_exact(self) -> bool:
        """Whether every result came out as sealed, and no other came out."""
        return not self.differences

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        return {
            "release": self.release,
            "engine": self.engine,
            "compared": self.compared,
            "differences": [change.to_json() for change in self.differences],
        }


def recount(release: Release, snapshot: Snapshot, engine: Engine, calculate: Calculate) -> Recount:
    """Count the sealed definitions over the snapshot that was sealed, and compare with the sealed results.

    Raises UserFault when the snapshot is another than the sealed one: another position, head or file.
    """
    _validate_snapshot(release, snapshot)
    table = release.load_table()
    periods: Sequence[str] = table["period"].unique().to_list()
    sealed = Sealed(
        figures=release.load_figures(),
        periods=tuple(sorted(map(Period.parse, periods))),
        trees=tuple(table["tree"].unique().sort().to_list()),
        areas=release.load_areas(),
        parameters=release.load_parameters(),
    )
    source = Source(files=snapshot.get_files_by_kind(), ended=snapshot.get_ended_by_kind())
    counted = make_result_table(calculate(sealed, engine=engine, source=source))
    return Recount(release.id, engine.name, table.height, compare_tables(table, counted))


def _validate_snapshot(release: Release, snapshot: Snapshot) -> None:
    vintage = release.manifest.vintage
    same_log = (vintage.position, vintage.head) == (snapshot.version, snapshot.head)
    if not same_log or release.load_records() != describe_records(snapshot):
        raise UserFault(
            "releases.other_snapshot",
            release=release.id,
            sealed=f"{vintage.position} {vintage.head[:12]}",
            found=f"{snapshot.version} {snapshot.head[:12]}",
        )
