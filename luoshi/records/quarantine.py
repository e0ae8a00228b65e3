"""The returned workbook: the rows that were not taken, as delivered, with the reason beside each."""

from pathlib import Path

import polars as pl
import xlsxwriter

from luoshi.records.reading import ROW
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

REASON_ZH, REASON_EN = "原因", "reason"
SHEET_ROWS = 1_048_575  # what XLSX can hold under one heading row


def write_quarantine(path: Path, rows: pl.DataFrame) -> Path:
    """Write `rows` (row number, delivered columns, both reasons) as a workbook and return its path.

    Every cell is written as text, so that nothing delivered runs as a formula or becomes a link. It holds
    what was delivered, ID numbers included: it goes back to the sender and to nobody else.
    """
    path.parent.mkdir(exist_ok=True, mode=0o700)
    temporary = make_temporary(path)
    with telling_full_disk(path):
        with xlsxwriter.Workbook(temporary, {"constant_memory": True}) as workbook:
            bold = workbook.add_format({"bold": True})
            for start in range(0, rows.height, SHEET_ROWS):
                sheet = workbook.add_worksheet()
                sheet.freeze_panes(1, 0)
                for place, name in enumerate(rows.columns):
                    sheet.write_string(0, place, name, bold)
                part = rows.slice(start, SHEET_ROWS).with_columns(pl.all().cast(pl.String))
                for number, cells in enumerate(part.iter_rows(), start=1):
                    for place, cell in enumerate(cells):
                        if cell is not None:
                            sheet.write_string(number, place, cell)
        sync_path(temporary)
    move_file(temporary, path)
    return path


def order_columns(headings: list[str]) -> list[str]:
    """Return the workbook's columns: the row in the file, what was delivered, the reasons."""
    return [ROW, *headings, REASON_ZH, REASON_EN]
