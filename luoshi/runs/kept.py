"""What counts kept in the book's cache, so that a new batch costs what it touches, and not a whole count.

A kept count lies in BOOK/cache/counts/KEY/POSITION-HEAD: a Parquet file of cells for each tree and level,
and `state.json`. KEY is the hash of all that a count depends on but the records; POSITION and HEAD name the
log entry. A refresh writes only what changes and names the count that it stands on. The folder may be
deleted at any time, is no part of what the log vouches for, and no release is sealed from it.
"""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

import luoshi.engines
import luoshi.figures
import luoshi.query
from luoshi.areas import LEVELS, AreaTree
from luoshi.engines import tabulate_change
from luoshi.errors import IntegrityFault
from luoshi.figures import Cells, merge_cells, roll_up
from luoshi.periods import Period
from luoshi.query import Engine, Measure, Source
from luoshi.records import Snapshot, hash_bytes, hash_json
from luoshi.registry import TEMPORARY

FOLDER = Path("cache") / "counts"
STATE = "state.json"
# A longer chain of refreshes is added up into one count: reading must not grow with the days of a year.
LONGEST_CHAIN = 16


@dataclass(frozen=True)
class Asked:
    """What is counted, the records aside: by which engine, which measures, periods and trees of areas."""

    engine: Engine
    measures: tuple[Measure, ...]
    periods: tuple[Period, ...]
    trees: Mapping[str, AreaTree]

    def hash(self) -> str:
        """Return the hash of all of it, the program's own text among it: another version counts anew."""
        return hash_json(
            {
                "engine": self.engine.name,
                "code": _hash_code(),
                # Frozen values all through, so their text tells them apart, at a tenth of the cost of JSON.
                "measures": hash_bytes(repr(self.measures).encode()),
                "periods": [str(period) for period in self.periods],
                "trees": {name: _hash_tree(tree) for name, tree in self.trees.items()},
            }
        )


@dataclass(frozen=True)
class _Count:
    """A count in the cache; `replaced` are measures of which earlier links of the chain say nothing."""

    folder: Path
    position: int
    base: str | None
    replaced: frozenset[int]


class KeptCells(Mapping[tuple[str, str], pl.DataFrame]):
    """The cells of a chain of kept counts; each tree and level is read when it is asked for."""

    def __init__(self, chain: Sequence[_Count], names: Sequence[tuple[str, str]]) -> None:
        """Take the chain, the whole count first, and the trees and levels that it has."""
        self._chain, self._names = chain, tuple(names)

    def __getitem__(self, name: tuple[str, str]) -> pl.DataFrame:
        """Return the cells of a tree and level; raises IntegrityFault where a file was tampered with."""
        if name not in self._names:
            raise KeyError(name)
        parts = []
        for place, count in enumerate(self._chain):
            gone = frozenset[int]().union(*(later.replaced for later in self._chain[place + 1 :]))
            path = _get_path(count.folder, name)
            try:
                frame = pl.read_parquet(path)
            except (pl.exceptions.PolarsError, OSError) as error:
                raise IntegrityFault("runs.cache_unreadable", path=path, folder=count.folder.parent) from error
            parts.append(_drop(frame, gone))
        return merge_cells(parts)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go over the trees and levels."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many trees and levels there are."""
        return len(self._names)


def count_kept(snapshot: Snapshot, asked: Asked, to_source: Callable[[Snapshot], Source]) -> Cells:
    """Return the cells of the snapshot: as they were kept, refreshed from an earlier count, or counted.

    What is new is kept for the next time where the cache can be written; where not, it is only returned.
    """
    place = snapshot.book / FOLDER / asked.hash()
    chain = _find_chain(place, snapshot)
    names = [(tree, level) for tree in asked.trees for level in LEVELS]
    if chain and chain[-1].position == snapshot.version:
        return KeptCells(chain, names)
    if not chain:
        cells = roll_up(asked.engine.tabulate(to_source(snapshot), asked.measures, asked.periods), asked.trees)
        return _keep(place, snapshot, cells) or cells
    before = to_source(_rewind(snapshot, chain[-1].position))
    change = tabulate_change(asked.engine, before, to_source(snapshot), asked.measures, asked.periods)
    changed = roll_up(change.cells, asked.trees)
    if len(chain) < LONGEST_CHAIN and (kept := _keep(place, snapshot, changed, chain, change.replaced)):
        return kept
    stands = KeptCells(chain, names)
    cells = {name: merge_cells([_drop(stands[name], change.replaced), changed[name]]) for name in names}
    kept = _keep(place, snapshot, cells)
    _forget(place, chain[0].position)
    return kept or cells


@dataclass(frozen=True)
class KeptCounts:
    """Counts measures by what was kept of the `whole`, which is all of a city's measures and periods.

    A part of the whole is read from it where it was kept, and otherwise counted by itself; all measures in
    other periods are kept on their own.
    """

    snapshot: Snapshot
    whole: Asked
    to_source: Callable[[Snapshot], Source]

    def __call__(self, measures: tuple[Measure, ...], periods: tuple[Period, ...]) -> Cells:
        """Return the cells of every tree and level, `measure` and `period` being positions in what is asked."""
        whole = self.whole
        asked = replace(whole, measures=measures, periods=periods)
        if asked == whole:
            return count_kept(self.snapshot, whole, self.to_source)
        inside = set(measures) <= set(whole.measures) and set(periods) <= set(whole.periods)
        if inside and _find_chain(self.snapshot.book / FOLDER / whole.hash(), self.snapshot):
            return PickedCells(count_kept(self.snapshot, whole, self.to_source), whole, asked)
        if measures == whole.measures:
            return count_kept(self.snapshot, asked, self.to_source)
        return roll_up(asked.engine.tabulate(self.to_source(self.snapshot), measures, periods), asked.trees)


class PickedCells(Mapping[tuple[str, str], pl.DataFrame]):
    """Some measures and periods of what was counted, numbered as they were asked for."""

    def __init__(self, cells: Cells, whole: Asked, asked: Asked) -> None:
        """Take the cells of `whole`, within which all that is `asked` lies."""
        self._cells = cells
        self._measures = _renumber("measure", whole.measures, asked.measures)
        self._periods = _renumber("period", whole.periods, asked.periods)

    def __getitem__(self, name: tuple[str, str]) -> pl.DataFrame:
        """Return the cells of a tree and level."""
        frame = self._cells[name]
        found = frame.join(self._measures, on="measure").join(self._periods, on="period")
        numbered = found.with_columns(measure=pl.col("_measure"), period=pl.col("_period"))
        return numbered.select(frame.columns).sort("measure", "period", "area")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go over the trees and levels."""
        return iter(self._cells)

    def __len__(self) -> int:
        """Return how many trees and levels there are."""
        return len(self._cells)


def _renumber(name: str, known: Sequence[object], asked: Sequence[object]) -> pl.DataFrame:
    schema = {name: pl.Int32, f"_{name}": pl.Int32}
    return pl.DataFrame([(known.index(each), place) for place, each in enumerate(asked)], schema=schema, orient="row")


def _keep(
    place: Path,
    snapshot: Snapshot,
    cells: Cells,
    chain: Sequence[_Count] = (),
    replaced: frozenset[int] = frozenset(),
) -> KeptCells | None:
    """Write a count in one atomic step; None where the folder cannot be written."""
    # What a part stands on is in its name: two writers that began at different counts must not mix theirs.
    stands_on = f"from-{chain[-1].position}" if chain else "whole"
    target = place / f"{snapshot.version:08d}-{snapshot.head[:16]}-{stands_on}"
    base = chain[-1].folder.name if chain else None
    temporary = place / f".{secrets.token_hex(8)}{TEMPORARY}"
    try:
        temporary.mkdir(parents=True)
        written: dict[int, Path] = {}
        for name, frame in cells.items():
            path = _get_path(temporary, name)
            if id(frame) in written:
                os.link(written[id(frame)], path)  # both trees have the same villages
            else:
                frame.write_parquet(path, compression="lz4")
                written[id(frame)] = path
        state = {"base": base, "position": snapshot.version, "head": snapshot.head, "replaced": sorted(replaced)}
        (temporary / STATE).write_text(json.dumps(state), encoding="utf-8")
        temporary.rename(target)
    except OSError:
        # A full disk or a read-only book must not keep anybody from counting; or another process was first.
        if not target.exists():
            return None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return KeptCells([*chain, _Count(target, snapshot.version, base, replaced)], list(cells))


def _find_chain(place: Path, snapshot: Snapshot) -> list[_Count]:
    """Return the latest kept count of this very log up to the snapshot, after those that it stands on."""
    heads = {entry.position: entry.hash for entry in snapshot.entries}
    found: dict[str, _Count] = {}
    for path in place.glob(f"*/{STATE}"):
        try:
            state = json.loads(path.read_text(encoding="utf-8"))
            count = _Count(path.parent, state["position"], state["base"], frozenset(state["replaced"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # what a power cut left is no count: it is counted again
        if heads.get(count.position) == state["head"]:
            found[count.folder.name] = count
    for count in sorted(found.values(), key=lambda count: (count.position, count.base is None), reverse=True):
        chain = [count]
        while chain[0].base in found:
            chain.insert(0, found[chain[0].base])
        if chain[0].base is None:
            return chain
    return []


def _forget(place: Path, position: int) -> None:
    """Delete what was kept before `position`: two whole counts stay, as somebody may be reading the older."""
    for path in place.iterdir():
        if path.name[:8].isdigit() and int(path.name[:8]) < position:
            shutil.rmtree(path, ignore_errors=True)


def _rewind(snapshot: Snapshot, position: int) -> Snapshot:
    entries = snapshot.entries[: position + 1]
    last = entries[-1]
    return replace(snapshot, version=last.position, known=last.known, head=last.hash, entries=entries)


def _drop(cells: pl.DataFrame, measures: frozenset[int]) -> pl.DataFrame:
    return cells.filter(~pl.col("measure").is_in(sorted(measures))) if measures else cells


def _get_path(folder: Path, name: tuple[str, str]) -> Path:
    return folder / f"{'-'.join(name)}.parquet"


def _hash_tree(tree: AreaTree) -> str:
    places = sorted((area.code, area.parent or "") for area in tree.areas.values())
    zones = sorted((zone.code, zone.seat) for zone in tree.zones.values())
    return hash_bytes(repr((tree.version, places, zones)).encode())


def _hash_code() -> str:
    """Return the hash of the program text that a count runs through."""
    packages = (luoshi.engines, luoshi.figures, luoshi.query)
    files = sorted(path for package in packages for path in Path(package.__path__[0]).rglob("*.py"))
    return hash_bytes(b"".join(path.read_bytes() for path in files))
