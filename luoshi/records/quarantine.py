"""The returned workbook: the rows that were not taken, as delivered, with the reason beside each."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from luoshi.records.headings import REASON_EN, REASON_ZH, ROW
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

SHEET_ROWS = 1_048_575  # what XLSX can hold under one heading row


def write_quarantine(path: Path, batches: Iterable[pl.DataFrame]) -> Path:
    """Write the rows (row number, delivered columns, both reasons) as a workbook and return its path.

    Every cell is written as text, so that nothing delivered runs as a formula or becomes a link. It holds
    what was delivered, ID numbers included: it goes back to the sender and to nobody else.
    """
    path.parent.mkdir(exist_ok=True, mode=0o700)
    temporary = make_temporary(path)
    try:
        with telling_full_disk(path):
            with xlsxwriter.Workbook(temporary, {"constant_memory": True}) as workbook:
                bold = workbook.add_format({"bold": True, "bg_color": "#EDEDED"})
                wrapped = workbook.add_format({"text_wrap": True, "valign": "top", "font_color": "#9C0006"})
                sheet, number = None, SHEET_ROWS
                for frame in batches:
                    texts = frame.with_columns(pl.all().cast(pl.String))
                    for cells in texts.iter_rows():
                        if sheet is None or number >= SHEET_ROWS:
                            sheet, number = _add_sheet(workbook, frame.columns, bold), 0
                        number += 1
                        _write_row(sheet, number, cells, wrapped)
            sync_path(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    move_file(temporary, path)
    return path


def _add_sheet(workbook: xlsxwriter.Workbook, names: Sequence[str], bold: Format) -> Worksheet:
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    text = workbook.add_format({"num_format": "@"})
    for place, name in enumerate(names):
        # Text throughout, so that an ID number typed in again keeps its digits.
        sheet.set_column(place, place, 60 if name in (REASON_ZH, REASON_EN) else max(12, 2 * len(name) + 2), text)
        sheet.write_string(0, place, name, bold)
    return sheet


def _write_row(sheet: Worksheet, number: int, cells: Sequence[str | None], wrapped: Format) -> None:
    for place, cell in enumerate(cells):
        if cell is not None:
            sheet.write_string(number, place, cell, wrapped if place >= len(cells) - 2 else None)


def order_columns(headings: Sequence[str]) -> list[str]:
    """Return the workbook's columns: the row in the file, what was delivered, the reasons."""
    return [ROW, *headings, REASON_ZH, REASON_EN]
