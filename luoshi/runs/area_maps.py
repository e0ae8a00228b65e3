"""From the areas that records hold to those that results are stated for, in the trees of two sides."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from luoshi.areas import AreaTree

_LEVELS = ("city", "county")
_FIELDS = ("tree", "task", "area", "reason", "records", "amount")


@dataclass(frozen=True)
class AreaMaps:
    """For one tree, each number that a record may hold with its city and county before and after.

    A number that the earlier tree did not know yet lies there where the later one puts it: what its records
    change is then told by why they came, and not by the tree.
    """

    tree: str
    table: pl.DataFrame

    @property
    def moved(self) -> tuple[int, ...]:
        """The numbers that lie elsewhere in the later tree, in order."""
        other = [pl.col(f"{level}_one") != pl.col(f"{level}_other") for level in _LEVELS]
        return tuple(self.table.filter(pl.any_horizontal(other))["number"].sort().to_list())


def make_maps(before: Mapping[str, AreaTree], after: Mapping[str, AreaTree]) -> tuple[AreaMaps, ...]:
    """Return the maps of each tree that both sides have."""
    return tuple(AreaMaps(name, _join(before[name], after[name])) for name in before if name in after)


def _join(before: AreaTree, after: AreaTree) -> pl.DataFrame:
    one, other = (tree.ancestors_table().select("number", *_LEVELS) for tree in (before, after))
    joined = one.join(other, on="number", how="full", coalesce=True, suffix="_other")
    return joined.select(
        "number",
        *(pl.coalesce(level, f"{level}_other").alias(f"{level}_one") for level in _LEVELS),
        *(pl.coalesce(f"{level}_other", level).alias(f"{level}_other") for level in _LEVELS),
    )


def roll_up(cells: pl.DataFrame, maps: AreaMaps) -> pl.DataFrame:
    """Return tree, task, area (number), reason, records and amount, for the city and its counties.

    `cells` are rows of change added up, with `task` and `by_tree`: whether the later tree places what came.
    What moves within an area is no change of that area.
    """
    frames = []
    for level in _LEVELS:
        one = dict(maps.table.select("number", f"{level}_one").iter_rows())
        other = dict(maps.table.select("number", f"{level}_other").iter_rows())
        placed = cells.with_columns(
            pl.col("before").replace_strict(one, default=None, return_dtype=pl.Int64).alias("left"),
            pl.when("by_tree")
            .then(pl.col("after").replace_strict(other, default=None, return_dtype=pl.Int64))
            .otherwise(pl.col("after").replace_strict(one, default=None, return_dtype=pl.Int64))
            .alias("came"),
        ).filter(pl.col("left").ne_missing(pl.col("came")))
        gone = placed.select("task", "reason", "records", -pl.col("amount"), area="left")
        new = placed.select("task", "reason", "records", "amount", area="came")
        frames.append(pl.concat([gone.select(new.columns), new]).filter(pl.col("area") > 0))
    return (
        pl.concat(frames)
        .group_by("task", "area", "reason")
        .agg(pl.col("records").sum(), pl.col("amount").sum())
        .with_columns(tree=pl.lit(maps.tree))
        .select(_FIELDS)
        .sort(_FIELDS[:4])
    )
