"""Reading one sheet of a workbook as text: XLSX, XLS or ET, by its bytes and not by its ending."""

import logging
from pathlib import Path

import fastexcel
import polars as pl

from luoshi.errors import UserFault
from luoshi.records.contracts import Contract
from luoshi.records.headings import ROW, SEARCHED_ROWS, Layout, find_layout

# It warns of every empty column; an optional column that nobody filled in is no news.
logging.getLogger("fastexcel.types.dtype").setLevel(logging.ERROR)
# The sheets of our own template that hold no records.
EXPLANATION, CHOICES = "填写说明", "可选值"


def read_workbook(path: Path, contract: Contract, sheet: str | None) -> tuple[pl.DataFrame, frozenset[int], Layout]:
    """Return the sheet's cells under their row numbers, the places that hold numbers only, and the layout.

    Raises UserFault where the file is damaged, `sheet` is not there, or several sheets hold something and
    none is named: no row shall be missed because it stood on another sheet.
    """
    try:
        # By its bytes: endings lie (an .et is BIFF or a zip, as .xls and .xlsx are).
        reader = fastexcel.read_excel(path.read_bytes())
        name = _choose_sheet(path, reader, sheet)
        # Without `skip_rows` the rows above the first written one are dropped, and row numbers shift.
        loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        # A day goes back to the sender as a day, without the midnight that a workbook gives it.
        days = loaded.with_columns(pl.all().cast(pl.String).str.strip_suffix(" 00:00:00"))
        cells = days.with_row_index(ROW, offset=1)
        if loaded.is_empty():
            raise UserFault("records.empty_file", path=path)
        shown = loaded.head(SEARCHED_ROWS + 2).fill_null("").rows()
        layout = find_layout(path, [list(map(str, row)) for row in shown], contract)
        below = reader.load_sheet(name, header_row=None, skip_rows=layout.start, schema_sample_rows=None).to_polars()
    except fastexcel.FastExcelError as error:
        raise UserFault("records.unreadable_workbook", path=path, detail=str(error).partition("\n")[0]) from error
    numeric = [place for place, kind in enumerate(below.schema.values()) if kind.is_numeric()]
    return cells, frozenset(numeric), layout


def _choose_sheet(path: Path, reader: fastexcel.ExcelReader, sheet: str | None) -> str:
    names = reader.sheet_names
    if sheet is not None:
        if sheet not in names:
            raise UserFault("records.no_sheet", path=path, sheet=sheet, sheets=", ".join(names))
        return sheet
    ours = (EXPLANATION, CHOICES)
    filled = [name for name in names if name not in ours and reader.load_sheet(name, header_row=None).height]
    if len(filled) > 1:
        raise UserFault("records.several_sheets", path=path, sheets=", ".join(filled))
    return filled[0] if filled else names[0]
