"""Writing the files of a batch into the book's folder: complete and synced before any entry names them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.errors import UserFault
from luoshi.records.canonical import hash_file
from luoshi.records.contracts import Contract
from luoshi.records.log import FileEntry
from luoshi.records.schemas import RECORD, build_schema, validate_schema
from luoshi.records.snapshot import get_data_path
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

# DuckDB's own row-group size, so that both engines skip and parallelise alike.
ROW_GROUP = 122_880


@dataclass(frozen=True)
class StagedFile:
    """A file of a batch to come, already at its place in the book, and what the log will say of it."""

    path: Path
    entry: FileEntry


def write_records(book: Path, contract: Contract, frame: pl.DataFrame) -> StagedFile:
    """Write numbered rows of a kind; raises UserFault where they break the contract."""
    validate_schema(contract, frame.schema, "frame")
    for column in contract.columns:
        if column.required and frame[column.name].null_count():
            empty = frame[column.name].is_null().arg_max()
            raise UserFault("records.value_missing", kind=contract.kind, column=column.name, row=empty)
    temporary = _write(book, frame.select(build_schema(contract).names()))
    return _name(book, contract, temporary)


def adopt_file(book: Path, contract: Contract, path: Path) -> StagedFile:
    """Move a finished Parquet file into the book; raises UserFault where its schema is not the contract's."""
    validate_schema(contract, read_parquet_schema(path), path)
    if not path.resolve().is_relative_to(book.resolve()):
        # From another file system a rename is not atomic: copy first, then rename within the book.
        copied = make_temporary(_make_staging(book) / path.name)
        with telling_full_disk(book):
            shutil.copyfile(path, copied)
        path.unlink()
        path = copied
    sync_path(path)
    return _name(book, contract, path)


def write_ended(book: Path, kind: str, records: pl.Series) -> StagedFile:
    """Write the ids of records that end, sorted, each once."""
    ids = records.cast(pl.Int64).unique().sort().alias(RECORD).to_frame()
    temporary = _write(book, ids)
    low, high = (None, None) if ids.is_empty() else (str(ids[RECORD][0]), str(ids[RECORD][-1]))
    name, size = hash_file(temporary), temporary.stat().st_size
    entry = FileEntry(kind, "ended", name, ids.height, size, None, None, low, high)
    return StagedFile(_place(book, temporary, name), entry)


def read_parquet_schema(path: Path) -> pl.Schema:
    """Return the schema of a Parquet file; raises UserFault where it is truncated or none at all."""
    try:
        return pl.Schema(pl.read_parquet_schema(path))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UserFault("records.unreadable_parquet", path=path, detail=error) from error


def _make_staging(book: Path) -> Path:
    folder = book / "staging"
    folder.mkdir(exist_ok=True)
    return folder


def _write(book: Path, frame: pl.DataFrame) -> Path:
    temporary = make_temporary(_make_staging(book) / "rows.parquet")
    with telling_full_disk(book):
        try:
            frame.write_parquet(temporary, compression="zstd", row_group_size=ROW_GROUP, statistics=True)
            sync_path(temporary)
        except OSError:
            if os.path.lexists(temporary):
                os.unlink(temporary)
            raise
    return temporary


def _name(book: Path, contract: Contract, written: Path) -> StagedFile:
    date = pl.col(contract.date)
    record = pl.col(RECORD)
    scan = pl.scan_parquet(written)
    rows, first, last, low, high = (
        scan.select(pl.len(), date.min().alias("a"), date.max().alias("b"), record.min(), record.max().alias("c"))
        .collect()
        .row(0)
    )
    name = hash_file(written)
    entry = FileEntry(
        kind=contract.kind,
        role="records",
        name=name,
        rows=rows,
        bytes=written.stat().st_size,
        date_min=first.isoformat() if first else None,
        date_max=last.isoformat() if last else None,
        record_min=str(low) if rows else None,
        record_max=str(high) if rows else None,
    )
    return StagedFile(_place(book, written, name), entry)


def _place(book: Path, written: Path, name: str) -> Path:
    target = get_data_path(book, name)
    if not target.parent.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        sync_path(target.parent.parent)
    move_file(written, target)
    return target
