"""Reading a delivered file as it is: CSV, XLSX, XLS, ET or Parquet to a table under its own headings.

Text formats are read as text throughout: what a cell means is decided against the contract, row by row.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import fastexcel
import polars as pl

from luoshi.errors import UserFault
from luoshi.records.parseerrors import describe_parse_error
from luoshi.records.staging import read_parquet_schema

ROW = "文件行号"
WORKBOOKS = (".xlsx", ".xls", ".et")


@dataclass(frozen=True)
class DeliveredTable:
    """The rows of a file. Column `文件行号` is the row in the file, the heading being row 1.

    `numeric` are headings under which a workbook holds numbers only; `workbook` whether it is one.
    """

    frame: pl.DataFrame
    numeric: frozenset[str]
    workbook: bool


def read_delivered(path: Path) -> DeliveredTable:
    """Read `path` by its ending; raises UserFault where it is missing, damaged, or no plain table.

    Rows in which nothing is written are left out.
    """
    if not path.is_file():
        raise UserFault("records.no_file", path=path)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _number(_read_csv(path), frozenset(), workbook=False)
    if suffix == ".parquet":
        read_parquet_schema(path)
        try:
            frame = pl.read_parquet(path)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise UserFault("records.unreadable_parquet", path=path, detail=error) from error
        return _number(frame, frozenset(), workbook=False)
    if suffix in WORKBOOKS:
        return _read_workbook(path)
    raise UserFault("records.unknown_format", path=path, suffix=suffix)


def _number(frame: pl.DataFrame, numeric: frozenset[str], *, workbook: bool) -> DeliveredTable:
    if ROW in frame.columns:  # a returned workbook, mended and handed in again
        frame = frame.drop(ROW)
    stripped = [name.strip() for name in frame.columns]
    if len(set(stripped)) == len(stripped):
        frame = frame.rename(dict(zip(frame.columns, stripped, strict=True)))
    numbered = frame.with_row_index(ROW, offset=2)
    text = [pl.col(name).str.strip_chars() for name, kind in frame.schema.items() if kind == pl.String]
    written = [pl.col(name).is_not_null() for name, kind in frame.schema.items() if kind != pl.String]
    written += [column.is_not_null() & (column != "") for column in text]
    kept = numbered.filter(pl.any_horizontal(written)) if written else numbered
    return DeliveredTable(kept, numeric, workbook)


def _read_csv(path: Path) -> pl.DataFrame:
    raw = path.read_bytes()
    # GB18030 contains GBK and GB2312. UTF-8 first: text of either is almost never valid in the other.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UserFault("records.unknown_encoding", path=path)
    if not text.strip():
        raise UserFault("records.empty_file", path=path)
    try:
        return pl.read_csv(BytesIO(text.encode()), infer_schema=False, raise_if_empty=False)
    except pl.exceptions.PolarsError as error:
        raise UserFault("records.unreadable_csv", path=path, detail=describe_parse_error(error)) from error


def _read_workbook(path: Path) -> DeliveredTable:
    try:
        # By its bytes: endings lie (an .et is BIFF or a zip, as .xls and .xlsx are).
        reader = fastexcel.read_excel(path.read_bytes())
        cells = reader.load_sheet(0, header_row=None, dtypes="string").to_polars()
        others = [name for name in reader.sheet_names[1:] if reader.load_sheet(name, header_row=None).height]
        if others:
            raise UserFault("records.several_sheets", path=path, sheets=", ".join(reader.sheet_names))
        if cells.is_empty():
            raise UserFault("records.empty_file", path=path)
        guessed = reader.load_sheet(0, header_row=0, schema_sample_rows=None).to_polars()
    except fastexcel.FastExcelError as error:
        raise UserFault("records.unreadable_workbook", path=path, detail=error) from error
    used = [name for name in cells.columns if cells[name].null_count() < cells.height]
    headings = [(cells[name][0] or "").strip() for name in used]
    if "" in headings or len(headings) < 1:
        raise UserFault("records.merged_heading", path=path, column=headings.index("") + 1)
    if len(set(headings)) < len(headings):
        twice = next(name for name in headings if headings.count(name) > 1)
        raise UserFault("records.column_twice", path=path, column=twice)
    frame = cells.select(used).slice(1).rename(dict(zip(used, headings, strict=True)))
    numeric = {name.strip() for name, kind in guessed.schema.items() if kind.is_numeric()}
    return _number(frame, frozenset(numeric), workbook=True)
