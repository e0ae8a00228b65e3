"""Where each measure's bit stands in the mask files, one file a record kind."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.query import Measure

# A signed 64-bit integer without its sign, and one to spare.
BITS_PER_COLUMN = 62


def locate_bits(measures: Sequence[Measure]) -> dict[str, dict[int, tuple[str, int]]]:
    """Return for each kind: position in `measures` to mask column and bit, in the order given."""
    kinds: dict[str, dict[int, tuple[str, int]]] = {}
    for position, measure in enumerate(measures):
        bits = kinds.setdefault(measure.kind, {})
        column, bit = divmod(len(bits), BITS_PER_COLUMN)
        bits[position] = (f"mask{column}", bit)
    return kinds


@dataclass(frozen=True)
class MaskMark:
    """What identifies a mask file's content: its rows, and the SHA-256 of them as numbers.

    The hash is over the columns in order, each as little-endian 64-bit integers in `record` order, so that
    no writer of Parquet has a say in it.
    """

    rows: int
    sha256: str


def read_mask_mark(path: Path) -> MaskMark:
    """Return the mark of a mask file; raises what Polars raises for a file that it cannot read."""
    frame = pl.read_parquet(path).sort("record")
    digest = hashlib.sha256()
    for name in frame.columns:
        digest.update(name.encode() + b"\0")
        digest.update(frame[name].to_numpy().astype("<i8", copy=False).tobytes())
    return MaskMark(frame.height, digest.hexdigest())
