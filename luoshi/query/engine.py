"""The Engine protocol: what figures need of whatever evaluates the query language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import polars as pl

from luoshi.periods import Period
from luoshi.query.nodes import Measure


@dataclass(frozen=True)
class Source:
    """What is counted: for each record kind its Parquet files, and the records no longer in force.

    `files[kind]` all have the contract's columns and `record`; `ended[kind]` are Parquet files with one
    column, `record`: superseded or withdrawn. A kind without files has no records.
    """

    files: Mapping[str, tuple[Path, ...]]
    ended: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)


class Engine(Protocol):
    """Evaluates measures over a source."""

    @property
    def name(self) -> str:
        """What the engine is called in logs and releases."""
        ...

    def tabulate(self, source: Source, measures: Sequence[Measure], periods: Sequence[Period]) -> pl.DataFrame:
        """Count every measure in every period by the area that the records carry.

        Columns: `measure` (position in `measures`, Int32), `period` (position in `periods`, Int32), `area`
        (Int64, as recorded), `value` (Int64), `records` (Int64, how many rows counted). Sorted by these;
        areas where nothing counted have no row. A distinct value counts in one area per period.
        """
        ...

    def trace(self, source: Source, measure: Measure, period: Period) -> pl.DataFrame:
        """Return the counted records of `measure` in `period`, all columns, in `record` order."""
        ...
