"""Reading a delivered file as it is, in batches: CSV, XLSX, XLS, ET or Parquet, told apart by their bytes.

Text formats are read as text throughout: what a cell means is decided against the contract, row by row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from luoshi.errors import UserFault
from luoshi.records.contracts import Contract
from luoshi.records.csvfile import CELLS, find_dialect, read_csv_batches
from luoshi.records.headings import ROW, Layout, find_layout
from luoshi.records.staging import read_parquet_schema
from luoshi.records.workbook import read_workbook

WORKBOOKS = (".xlsx", ".xls", ".et")
TEXTS = (".csv", ".tsv", ".txt")

# A million rows of ten columns are some 100 MB as text: two batches at work fit a small machine.
BATCH_ROWS = 1_000_000
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_SUMS = ("合计", "总计", "小计", "总合计", "合计:", "总计:", "小计:", "total")


@dataclass(frozen=True)
class Delivery:
    """A delivered table. `read_batches` yields its rows in order, each batch under the file's headings.

    Column `文件行号` is the row in the file, counted from 1; `_cells` is set for a row of the wrong width.
    `numeric` are headings under which a workbook holds numbers only; `workbook` whether it is one;
    `expected` a guess at the number of rows, never far too low.
    """

    layout: Layout
    read_batches: Callable[[], Iterator[pl.DataFrame]]
    numeric: frozenset[str] = field(default_factory=frozenset)
    workbook: bool = False
    expected: int = 0


def validate_delivered(path: Path) -> None:
    """Raise UserFault where `path` is no file, or one without a byte."""
    if path.is_dir():
        raise UserFault("records.is_folder", path=path)
    if not path.is_file():
        raise UserFault("records.no_file", path=path)
    if not path.stat().st_size:
        raise UserFault("records.empty_file", path=path)


def open_delivery(path: Path, contract: Contract, *, sheet: str | None = None, batch: int = BATCH_ROWS) -> Delivery:
    """Open `path` by its content, whatever its ending; raises UserFault where it is missing, damaged or no table.

    Rows in which nothing is written are left out, and so are rows of sums (合计) that are no record.
    """
    validate_delivered(path)
    with path.open("rb") as stream:
        begins = stream.read(8)
    suffix = path.suffix.lower()
    if begins.startswith(_PARQUET) or suffix == ".parquet":
        return _open_parquet(path, contract, batch)
    if begins.startswith(_ZIP) or begins == _OLE:
        return _open_workbook(path, contract, sheet, batch)
    if not begins.strip() and path.stat().st_size <= len(begins):
        raise UserFault("records.empty_file", path=path)
    if suffix in WORKBOOKS:
        raise UserFault("records.unreadable_workbook", path=path, detail=f"begins with {begins!r}")
    if suffix not in TEXTS:
        raise UserFault("records.unknown_format", path=path, suffix=suffix)
    return _open_csv(path, contract, batch)


def _open_csv(path: Path, contract: Contract, batch: int) -> Delivery:
    dialect, rows = find_dialect(path, contract)
    layout = find_layout(path, rows, contract)
    # 20 bytes a row is less than any kind needs, so the guess is never too low by much.
    expected = path.stat().st_size // 20

    def read() -> Iterator[pl.DataFrame]:
        for frame in read_csv_batches(path, dialect, layout.start, len(rows[layout.start - 1]), batch):
            yield _leave_out(_validate_named(path, frame, layout), layout)

    return Delivery(layout, read, expected=expected)


def _open_workbook(path: Path, contract: Contract, sheet: str | None, batch: int) -> Delivery:
    cells, numeric_places, layout = read_workbook(path, contract, sheet)
    names = [f"column_{place}" for place in range(cells.width - 1)]
    numeric = frozenset(head.text for head in layout.headings if head.place in numeric_places)

    def read() -> Iterator[pl.DataFrame]:
        for start in range(layout.start, cells.height, batch):
            part = cells.slice(start, batch).rename(dict(zip(cells.columns, [ROW, *names], strict=True)))
            yield _leave_out(_validate_named(path, part.with_columns(_no_width()), layout), layout)

    return Delivery(layout, read, numeric, workbook=True, expected=cells.height)


def _open_parquet(path: Path, contract: Contract, batch: int) -> Delivery:
    names = list(read_parquet_schema(path))
    layout = find_layout(path, [names], contract)
    used = [names[head.place] for head in layout.headings]
    texts = [head.text for head in layout.headings]

    def read() -> Iterator[pl.DataFrame]:
        start = 2
        try:
            with pq.ParquetFile(path) as file:
                for part in file.iter_batches(batch_size=batch, columns=used):
                    frame = pl.DataFrame(pl.from_arrow(part)).select(used).rename(dict(zip(used, texts, strict=True)))
                    frame = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
                    yield frame.with_row_index(ROW, offset=start).with_columns(_no_width())
                    start += part.num_rows
        except (pa.ArrowException, OSError) as error:
            raise UserFault("records.unreadable_parquet", path=path, detail=error) from error

    try:
        expected = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError) as error:
        raise UserFault("records.unreadable_parquet", path=path, detail=error) from error
    return Delivery(layout, read, expected=expected)


def _no_width() -> pl.Expr:
    return pl.lit(None, dtype=pl.Int32).alias(CELLS)


def _validate_named(path: Path, frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return the frame under its headings; raises UserFault where something is written under none."""
    texts = {f"column_{head.place}": head.text for head in layout.headings}
    for name in frame.columns:
        if name in (ROW, CELLS) or name in texts:
            continue
        place = int(name.removeprefix("column_"))
        written = (frame[name].str.strip_chars() != "").fill_null(value=False)
        if place not in layout.ours and written.any():
            row = frame[ROW][written.arg_max() or 0]
            raise UserFault("records.merged_heading", path=path, row=layout.start, column=place + 1, at=row)
        frame = frame.drop(name)
    return frame.rename(texts)


def _leave_out(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Leave out rows without anything written, and rows of sums: a sum word, and a required column empty."""
    empty = {head.text: (pl.col(head.text).str.strip_chars() == "").fill_null(value=True) for head in layout.headings}
    written = [~empty[head.text] for head in layout.headings if head.role != "ignored"]
    needed = [empty[head.text] for head in layout.headings if head.column is not None and head.column.required]
    kept = frame.filter(pl.any_horizontal(written) | pl.col(CELLS).is_not_null())
    lacking = pl.any_horizontal(needed)
    # Sum words are looked for in rows that lack something only: in a large file those are few.
    incomplete = kept.filter(lacking)
    if incomplete.is_empty():
        return kept
    texts = [pl.col(head.text).str.replace_all(r"\s", "").str.to_lowercase() for head in layout.headings]
    is_sum = pl.any_horizontal([text.str.replace("：", ":").is_in(_SUMS).fill_null(value=False) for text in texts])
    sums = incomplete.filter(is_sum)
    return kept if sums.is_empty() else kept.filter(~pl.col(ROW).is_in(sums[ROW].implode()))
