"""Record ids: int64, unique in the book for ever, given when a row is staged.

A staged file draws one random number of 31 bits; a row's id is that number times 2^32 plus its place. So no
counter has to be reserved before the commit, ids in a file are consecutive (they compress to almost
nothing), and a clash, one in two thousand million a file, is found at the commit by the ranges in the log.
"""

from collections.abc import Sequence
from random import Random

import polars as pl

from luoshi.errors import UserFault
from luoshi.records.log import FileEntry
from luoshi.records.schemas import RECORD
from luoshi.records.snapshot import Snapshot, get_data_path
from luoshi.records.staging import StagedFile

NONCE_BITS, ROW_BITS = 31, 32


def number_rows(frame: pl.DataFrame, rng: Random) -> pl.DataFrame:
    """Return `frame` with a first column `record` of new ids in row order; raises UserFault if it has one."""
    if RECORD in frame.columns:
        raise UserFault("records.already_numbered", rows=frame.height)
    start = rng.getrandbits(NONCE_BITS) << ROW_BITS
    ids = pl.int_range(start, start + frame.height, dtype=pl.Int64, eager=True).alias(RECORD)
    return frame.select(ids, pl.all())


def validate_unique(snapshot: Snapshot, staged: Sequence[StagedFile]) -> None:
    """Raise UserFault where a staged record id is taken in the book, or twice in the batch.

    Only files whose ranges overlap are read: none, unless the ids were given by a trusted writer.
    """
    # As delivered: a merged file spans the ids of many, and would overlap with every new one.
    seen = list(snapshot.get_delivered_entries("records"))
    for new in (item.entry for item in staged):
        overlapping = [old for old in seen if old.kind == new.kind and _overlap(old, new)]
        if overlapping:
            ids = pl.concat([_scan_ids(snapshot, entry) for entry in [*overlapping, new]])
            repeated = ids.filter(ids.is_duplicated())
            if len(repeated):
                raise UserFault("records.record_taken", kind=new.kind, count=len(repeated), record=repeated[0])
        seen.append(new)


def _scan_ids(snapshot: Snapshot, entry: FileEntry) -> pl.Series:
    return pl.read_parquet(get_data_path(snapshot.book, entry.name), columns=[RECORD])[RECORD]


def _overlap(one: FileEntry, other: FileEntry) -> bool:
    if one.record_min is None or other.record_min is None:
        return False
    assert one.record_max is not None  # noqa: S101 - both ends are set together
    assert other.record_max is not None  # noqa: S101
    return int(one.record_min) <= int(other.record_max) and int(other.record_min) <= int(one.record_max)
