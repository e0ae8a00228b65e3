"""From the areas that records name to every level of every tree of areas: sums, in one pass over the base.

A base is sorted by measure, period and area, and codes of one township follow each other, so runs of rows
are added up in place; counties and the city are then added up from townships, two orders of size fewer.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from luoshi.areas import LEVELS, AreaTree
from luoshi.errors import UserFault

# By tree and level: measure, period, area, value, records, sorted by the first three; no row for nothing.
Cells = Mapping[tuple[str, str], pl.DataFrame]
_KEYS = ("measure", "period", "area")
_Ints = npt.NDArray[np.int64]


def roll_up(base: pl.DataFrame, trees: Mapping[str, AreaTree]) -> Cells:
    """Return the cells of every tree and level; `base` is what an engine tabulates, sorted.

    Townships are added up at once and the other levels when they are asked for. Raises UserFault for areas
    that a record names and a tree does not know.
    """
    area = base["area"].to_numpy()
    shelves: dict[str, _Shelf] = {}
    for name, tree in trees.items():
        table = {column.name: column.to_numpy() for column in tree.ancestors_table()}
        numbers = table["number"]
        near = np.where(table["township"] != 0, table["township"], numbers)
        # Villages and townships are the same in both trees, which differ above them: add them up once.
        same = next((one for one in shelves.values() if one.is_alike(numbers, near, table["village"])), None)
        lower = same.lower if same else _Lower(base, _find(numbers, area, name), near, table["village"])
        townships = lower.near
        shelves[name] = _Shelf(lower, numbers, table, _find(numbers, townships["area"].to_numpy(), name))
    return RolledCells(shelves)


class RolledCells(Mapping[tuple[str, str], pl.DataFrame]):
    """The cells of every tree and level; a level is added up when it is first asked for."""

    def __init__(self, shelves: Mapping[str, "_Shelf"]) -> None:
        """Use `roll_up`."""
        self._shelves = shelves

    def __getitem__(self, name: tuple[str, str]) -> pl.DataFrame:
        """Return the cells of a tree and level."""
        tree, level = name
        return self._shelves[tree].get(level)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go over the trees and levels."""
        return iter([(tree, level) for tree in self._shelves for level in LEVELS])

    def __len__(self) -> int:
        """Return how many trees and levels there are."""
        return len(self._shelves) * len(LEVELS)


class _Lower:
    """What trees of the same townships and villages share."""

    def __init__(self, base: pl.DataFrame, at: _Ints, near: _Ints, village: _Ints) -> None:
        self._base, self._at, self._near, self._village = base, at, near, village

    @cached_property
    def near(self) -> pl.DataFrame:
        """The cells of townships, and of the counties and the city where records name none below."""
        return _add_up(self._base, self._near[self._at])

    @cached_property
    def villages(self) -> pl.DataFrame:
        return _add_up(self._base, self._village[self._at])


class _Shelf:
    """One tree: `at` says where the areas of `lower.near` stand among the tree's numbers."""

    def __init__(self, lower: _Lower, numbers: _Ints, table: Mapping[str, _Ints], at: _Ints) -> None:
        self.lower, self._numbers, self._table, self._at = lower, numbers, table, at
        self._found: dict[str, pl.DataFrame] = {}

    def is_alike(self, numbers: _Ints, near: _Ints, village: _Ints) -> bool:
        """Whether a tree of these numbers has the same townships and villages."""
        own = np.where(self._table["township"] != 0, self._table["township"], self._numbers)
        return all(map(np.array_equal, (self._numbers, own, self._table["village"]), (numbers, near, village)))

    def get(self, level: str) -> pl.DataFrame:
        """Return the cells of a level; the same frame each time."""
        if level == "village":
            return self.lower.villages
        if level not in self._found:
            self._found[level] = _add_up(self.lower.near, self._table[level][self._at])
        return self._found[level]


def merge_cells(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the sum of frames of cells, without those in which no record counts any more."""
    if len(parts) == 1:
        return parts[0]
    summed = pl.concat(parts).group_by(_KEYS).agg(pl.col("value").sum(), pl.col("records").sum())
    return summed.filter(pl.col("records") != 0).sort(_KEYS)


def _find(numbers: _Ints, areas: _Ints, tree: str) -> _Ints:
    at = np.searchsorted(numbers, areas)
    unknown = np.unique(areas[numbers[np.minimum(at, len(numbers) - 1)] != areas])
    if len(unknown):
        raise UserFault("figures.unknown_areas", areas=", ".join(map(str, unknown[:5])), tree=tree)
    return at


def _add_up(frame: pl.DataFrame, area: _Ints) -> pl.DataFrame:
    """Return the frame added up over `area`, the area above each row's own; 0 means there is none."""
    inside = area != 0
    if not inside.all():
        frame, area = frame.filter(pl.Series(inside)), area[inside]
    if frame.is_empty():
        return frame
    measure, period = frame["measure"].to_numpy(), frame["period"].to_numpy()
    turns = (np.diff(measure) != 0) | (np.diff(period) != 0) | (np.diff(area) != 0)
    starts = np.concatenate([[0], np.flatnonzero(turns) + 1])
    runs = pl.DataFrame(
        {
            "measure": measure[starts],
            "period": period[starts],
            "area": area[starts],
            "value": np.add.reduceat(frame["value"].to_numpy(), starts),
            "records": np.add.reduceat(frame["records"].to_numpy(), starts),
        },
        schema=frame.schema,
    )
    # An area whose codes do not follow each other (a zone's townships) has several runs.
    return (
        runs.group_by(_KEYS).agg(pl.col("value").sum(), pl.col("records").sum()).sort(_KEYS) if _is_torn(runs) else runs
    )


def _is_torn(runs: pl.DataFrame) -> bool:
    same = (np.diff(runs["measure"].to_numpy()) == 0) & (np.diff(runs["period"].to_numpy()) == 0)
    return bool((np.diff(runs["area"].to_numpy())[same] < 0).any())
