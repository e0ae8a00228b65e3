"""From the areas that records name to every level of every tree of areas: sums, in one pass over the base.

A base is sorted by measure, period and area, and codes of one township follow each other, so runs of rows
are added up in place; counties and the city are then added up from townships, two orders of size fewer.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from luoshi.areas import AreaTree
from luoshi.errors import UserFault

# By tree and level: measure, period, area, value, records, sorted by the first three; no row for nothing.
Cells = Mapping[tuple[str, str], pl.DataFrame]
_KEYS = ("measure", "period", "area")
_Ints = npt.NDArray[np.int64]


def roll_up(base: pl.DataFrame, trees: Mapping[str, AreaTree]) -> Cells:
    """Return the cells of every tree and level; `base` is what an engine tabulates, sorted.

    Raises UserFault for areas that a record names and a tree does not know.
    """
    area = base["area"].to_numpy()
    known: tuple[_Ints, _Ints, _Ints] | None = None
    cells: dict[tuple[str, str], pl.DataFrame] = {}
    for name, tree in trees.items():
        table = {column.name: column.to_numpy() for column in tree.ancestors_table()}
        numbers = table["number"]
        near = np.where(table["township"] != 0, table["township"], numbers)
        # Villages and townships are the same in both trees, which differ above them: add them up once.
        if known is None or not all(map(np.array_equal, known, (numbers, near, table["village"]))):
            at = _find(numbers, area, name)
            villages = _add_up(base, table["village"][at])
            townships = _add_up(base, near[at])
            known = (numbers, near, table["village"])
        at = _find(numbers, townships["area"].to_numpy(), name)
        cells[name, "city"] = _add_up(townships, table["city"][at])
        cells[name, "county"] = _add_up(townships, table["county"][at])
        cells[name, "township"] = _add_up(townships, table["township"][at])
        cells[name, "village"] = villages
    return cells


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
