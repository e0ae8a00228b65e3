"""Results to a file: Parquet or CSV, written frame by frame and there as a whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from luoshi.errors import UserFault
from luoshi.figures import RESULT_COLUMNS
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

# Rows gathered before they are written: a figure for the city alone has 27, and row groups so small read slowly.
BLOCK = 200_000


def write_results(frames: Iterator[pl.DataFrame], out: Path) -> int:
    """Write frames with RESULT_COLUMNS to `out` and return the rows; raises UserFault for another ending."""
    if out.suffix not in (".parquet", ".csv"):
        raise UserFault("runs.unknown_suffix", file=str(out))
    temporary = make_temporary(out)
    rows = 0
    with telling_full_disk(out):
        try:
            with _open(temporary, out.suffix) as write:
                for block in _gather(frames):
                    write(block)
                    rows += block.height
            sync_path(temporary)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        move_file(temporary, out)
    return rows


def _gather(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    waiting = [pl.DataFrame(schema=RESULT_COLUMNS)]
    for frame in frames:
        waiting.append(frame)
        if sum(each.height for each in waiting) >= BLOCK:
            yield pl.concat(waiting)
            waiting = []
    if waiting:
        yield pl.concat(waiting)


@contextmanager
def _open(path: Path, suffix: str) -> Iterator[Callable[[pl.DataFrame], None]]:
    """Give what appends a frame to the file; a CSV has its heading once, an unknown value empty."""
    if suffix == ".csv":
        with path.open("wb") as stream:
            stream.write(",".join(RESULT_COLUMNS).encode() + b"\n")
            yield lambda frame: frame.write_csv(stream, include_header=False)
        return
    schema = pl.DataFrame(schema=RESULT_COLUMNS).to_arrow().schema
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        yield lambda frame: writer.write_table(frame.to_arrow().cast(schema), row_group_size=BLOCK * 2)
