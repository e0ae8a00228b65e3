"""Rows on their way into the book: kept in memory when few, else in parts by natural key in the staging folder.

All rows of one natural key lie in one part, so each part can be matched with the book on its own, and memory
holds one part and not the file.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import polars as pl

from luoshi.registry import make_temporary, telling_full_disk

# A part is matched in memory: a million rows with both sides of the join stay under half a gigabyte.
PART_ROWS = 1_000_000


class Spool:
    """Parts of good rows, and the bad rows beside them. Use as a context: leaving it removes its files."""

    def __init__(self, staging: Path, key: Sequence[str], expected: int, part_rows: int = PART_ROWS) -> None:
        """Prepare for about `expected` rows, of which those with equal `key` columns shall lie together."""
        self.parts = max(1, math.ceil(expected / part_rows))
        self._staging = staging
        self._key = list(key)
        self._good: list[list[pl.DataFrame | Path]] = [[] for _ in range(self.parts)]
        self._bad: list[pl.DataFrame | Path] = []
        self.bad_rows = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for held in [item for part in [*self._good, self._bad] for item in part]:
            if isinstance(held, Path):
                held.unlink(missing_ok=True)

    def add_good(self, rows: pl.DataFrame) -> None:
        """Take a batch of rows that keep the contract."""
        if self.parts == 1:
            self._good[0].append(rows)
            return
        # Equal keys hash alike within a process, which is all that is asked.
        numbered = rows.with_columns((pl.struct(self._key).hash() % self.parts).cast(pl.UInt16).alias("_part"))
        for (number,), part in numbered.partition_by("_part", as_dict=True, include_key=False).items():
            self._good[int(number)].append(self._write(part))

    def add_bad(self, rows: pl.DataFrame) -> None:
        """Take rows to be returned, as delivered, with their reasons."""
        if rows.height:
            self.bad_rows += rows.height
            self._bad.append(rows if self.parts == 1 else self._write(rows))

    def read_parts(self) -> Iterator[pl.DataFrame]:
        """Yield the parts that have rows, each in the order of the file."""
        for part in self._good:
            if part:
                yield pl.concat([_read(item) for item in part])

    def read_bad(self) -> Iterator[pl.DataFrame]:
        """Yield the rows to be returned, in the order of the file."""
        yield from map(_read, self._bad)

    def _write(self, rows: pl.DataFrame) -> Path:
        self._staging.mkdir(exist_ok=True)
        path = make_temporary(self._staging / "import.parquet")
        with telling_full_disk(self._staging):
            # Not synced: a spool that a kill or a power cut leaves is never read again.
            rows.write_parquet(path, compression="lz4", statistics=False)
        return path


def _read(item: pl.DataFrame | Path) -> pl.DataFrame:
    return item if isinstance(item, pl.DataFrame) else pl.read_parquet(item)
