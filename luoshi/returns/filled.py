"""Reading a filled form as it is: its head, and every row under the headings. What it means is judged later."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import fastexcel

from luoshi.areas import AreaTree
from luoshi.errors import UserFault
from luoshi.periods import Period
from luoshi.records import validate_delivered
from luoshi.returns.form import HEADING_ROW, HEADINGS, PERIOD_ROW, SHEET, SIGNED_ROW, SIGNER_ROW, UNIT_ROW


@dataclass(frozen=True)
class FilledRow:
    """One row as delivered, all cells as text without spaces around; `number` is the row in the sheet."""

    number: int
    figure: str
    name: str
    unit: str
    value: str
    denominator: str
    department: str


@dataclass(frozen=True)
class FilledForm:
    """A filled form. `unit` is the unit's padded area number. Who signed is demanded and not kept."""

    path: Path
    unit: int
    unit_name: str
    period: Period
    signed_on: date
    rows: tuple[FilledRow, ...]


def read_form(path: Path, units: AreaTree, today: date) -> FilledForm:
    """Read a filled form of a unit of the reporting tree.

    Raises UserFault where the file is no form of ours, its frame was changed, it is not signed, the day of
    signing is no day or lies in the future, or its unit is not one that hands in.
    """
    cells = _read_cells(path)
    if len(cells) < HEADING_ROW or cells[HEADING_ROW - 1][: len(HEADINGS)] != list(HEADINGS):
        raise UserFault("returns.not_a_form", path=path, row=HEADING_ROW)
    code, period = cells[UNIT_ROW - 1][2], cells[PERIOD_ROW - 1][2]
    unit = units.get(code)
    if unit.level not in ("city", "county"):
        raise UserFault("returns.not_a_unit", path=path, code=code, name=unit.name)
    if not cells[SIGNER_ROW - 1][2]:
        raise UserFault("returns.not_signed", path=path, row=SIGNER_ROW)
    signed_on = _read_day(path, cells[SIGNED_ROW - 1][2], today)
    rows = tuple(
        FilledRow(number, *row[: len(HEADINGS)])
        for number, row in enumerate(cells[HEADING_ROW:], start=HEADING_ROW + 1)
        if any(row)
    )
    return FilledForm(path, unit.number, unit.name, Period.parse(period), signed_on, rows)


def _read_cells(path: Path) -> list[list[str]]:
    """Return the sheet's cells as text, all rows padded to the width of the headings."""
    validate_delivered(path)
    try:
        reader = fastexcel.read_excel(path.read_bytes())
        if SHEET not in reader.sheet_names:
            raise UserFault("returns.not_a_form", path=path, row=HEADING_ROW)
        frame = reader.load_sheet(SHEET, header_row=None, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise UserFault("records.unreadable_workbook", path=path, detail=str(error).partition("\n")[0]) from error
    rows = [[(cell or "").strip() for cell in row] for row in frame.iter_rows()]
    return [row + [""] * (len(HEADINGS) - len(row)) for row in rows]


def _read_day(path: Path, text: str, today: date) -> date:
    try:
        day = datetime.fromisoformat(text.replace("/", "-")).date()
    except ValueError:
        raise UserFault("returns.bad_signing_day", path=path, row=SIGNED_ROW, found=text or "-") from None
    if day > today:
        raise UserFault("returns.signed_in_future", path=path, row=SIGNED_ROW, found=day, today=today)
    return day
