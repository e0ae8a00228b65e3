"""From cohorts to Parquet: rows in chunks, so that the largest kind never stands in memory as a whole."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.records import Column, ColumnType, Contract
from luoshi.synthetic.cohorts import NONE, Cohort, Recipe
from luoshi.synthetic.population import Ints, Population, make_person_keys, make_thing_keys
from luoshi.synthetic.situations import Cell, Filled, Span

# Two million rows of the widest kind are about 400 MB as arrays and frame together.
CHUNK = 2_000_000
_EPOCH = 719_163  # the ordinal of 1970-01-01


@dataclass(frozen=True)
class Writer:
    """Turns cohorts of one kind into rows. `persons` are the key columns whose holders live in a village."""

    contract: Contract
    population: Population
    persons: frozenset[str]
    recipe: Recipe
    seed: int

    def iterate_frames(self, cohorts: Sequence[Cohort], first_record: int) -> Iterator[pl.DataFrame]:
        """Yield frames with `record` and the contract's columns; records are numbered from `first_record`."""
        rng = np.random.default_rng([self.seed, zlib.crc32(self.contract.kind.encode())])
        record, pending, waiting = first_record, [], 0
        for cohort in cohorts:
            for start in range(0, cohort.size, CHUNK):
                stop = min(cohort.size, start + CHUNK)
                frame = self._build(cohort, slice(start, stop), record, rng)
                record += frame.height
                waiting += frame.height
                pending.append(frame)
                if waiting >= CHUNK:
                    yield pl.concat(pending)
                    pending, waiting = [], 0
        if pending:
            yield pl.concat(pending)

    def write(self, folder: Path, cohorts: Sequence[Cohort], first_record: int) -> list[Path]:
        """Write the rows as `kind-000.parquet` and on; return the paths in order."""
        paths = []
        for number, frame in enumerate(self.iterate_frames(cohorts, first_record)):
            path = folder / f"{self.contract.kind}-{number:03d}.parquet"
            frame.write_parquet(path, compression="lz4", row_group_size=122_880, statistics=True)
            paths.append(path)
        return paths

    def _build(self, cohort: Cohort, rows: slice, record: int, rng: np.random.Generator) -> pl.DataFrame:
        size = rows.stop - rows.start
        numbers = np.arange(record, record + size, dtype=np.int64)
        columns: dict[str, pl.Series] = {"record": pl.Series("record", numbers)}
        for column in self.contract.columns:
            columns[column.name] = self._fill(column, cohort, rows, numbers, rng).alias(column.name)
        return pl.DataFrame(columns)

    def _fill(self, column: Column, cohort: Cohort, rows: slice, numbers: Ints, rng: np.random.Generator) -> pl.Series:
        size = len(numbers)
        if column.type is ColumnType.DATE:
            days = cohort.days[column.name][rows]
            series = pl.Series(np.where(days == NONE, 0, days - _EPOCH).astype(np.int32)).cast(pl.Date)
            return _empty_where(series, days == NONE)
        if column.type is ColumnType.KEY:
            positions = cohort.keys[column.name][rows]
            if column.name in self.persons:
                return _empty_where(pl.Series(make_person_keys(np.maximum(positions, 0), self.seed)), positions == NONE)
            keys = make_thing_keys(np.maximum(positions, 0), column.name, self.seed)
            return _empty_where(pl.Series(keys), positions == NONE)
        if column.type is ColumnType.AREA:
            return pl.Series(self._find_areas(cohort, rows, numbers))
        if column.name in cohort.amounts:
            return pl.Series(cohort.amounts[column.name][rows])
        if column.name in cohort.situation:
            return _fill_cell(column, cohort.situation[column.name], numbers, rng)
        return self._invent(column, numbers, size, rng)

    def _find_areas(self, cohort: Cohort, rows: slice, numbers: Ints) -> Ints:
        for name, positions in cohort.keys.items():
            if name in self.persons:
                return self.population.find_homes(np.maximum(positions[rows], 0))
        key = next(iter(cohort.keys.values()), None)
        return self.population.find_homes(numbers * 97 if key is None else np.maximum(key[rows], 0) * 97)

    def _invent(self, column: Column, numbers: Ints, size: int, rng: np.random.Generator) -> pl.Series:
        if column.type is ColumnType.FLAG:
            return pl.Series(rng.integers(0, 2, size, dtype=np.int8)).cast(pl.Boolean)
        if column.type is ColumnType.CHOICE:
            chosen = rng.integers(0, len(column.allowed), size)
            return pl.Series(column.allowed, dtype=pl.String).gather(chosen)
        if column.type is ColumnType.TEXT:
            return _write_codes(column, numbers)
        typical = self.recipe.typical.get(column.name, 1000 if column.type is not ColumnType.COUNT else 3)
        low = max(column.minimum or 0, typical // 2)
        return pl.Series(rng.integers(low, max(low + 1, typical * 3 // 2), size, dtype=np.int64))


def _write_codes(column: Column, numbers: Ints) -> pl.Series:
    prefix = column.name[:2].upper()
    return pl.select(pl.lit(prefix) + pl.Series(numbers).cast(pl.String).str.zfill(10)).to_series()


def _fill_cell(column: Column, cell: Cell, numbers: Ints, rng: np.random.Generator) -> pl.Series:
    size = len(numbers)
    if isinstance(cell, Span):
        return pl.Series(rng.integers(cell.low, cell.high + 1, size, dtype=np.int64))
    if isinstance(cell, Filled):
        return _write_codes(column, numbers)
    stored = {ColumnType.FLAG: pl.Boolean, ColumnType.CHOICE: pl.String, ColumnType.TEXT: pl.String}
    constant: pl.Series = pl.repeat(cell, size, dtype=stored.get(column.type, pl.Int64), eager=True)
    return constant


def _empty_where(series: pl.Series, empty: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pl.Series:
    return series.set(pl.Series(empty), None) if empty.any() else series
