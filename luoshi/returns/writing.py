"""Writing a form as a workbook: only the cells to be filled can be changed, so the frame comes back whole."""

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk
from luoshi.returns.form import (
    HEADING_ROW,
    HEADINGS,
    NOTES,
    PERIOD_ROW,
    SHEET,
    SIGNED_ROW,
    SIGNER_ROW,
    UNIT_ROW,
    Form,
    has_denominator,
)

_GUIDE = (
    "填写方法 / How to fill this in",
    "1. 只填黄色单元格。Fill the yellow cells only.",
    "2. 数值按“计量单位”填写，不写单位；金额以元为单位，最多两位小数。比率填分子和分母两个整数。",
    "   Write numbers in the unit shown, without the unit; money in yuan. A rate is two whole numbers.",
    "3. 本期没有发生填“无”；发生了但数字不清楚填“不详”；空着表示尚未填报。三者含义不同。",
    '   Write "无" where there was nothing, "不详" where it is not known; an empty cell is not handed in yet.',
    "4. 签报人、签报日期必填。签报人姓名不进入台账。Signer and day of signing are required; the name stays here.",
    "5. 填好后把整个文件交回，不要增删行列。Hand back the whole file; add and remove no rows or columns.",
)
_WIDTHS = (30, 44, 16, 24, 24, 24)


# What a unit has stated, by figure: the value's cell and the denominator's, as a clerk writes them.
Known = Mapping[str, tuple[str, str]]


def write_form(form: Form, folder: Path, known: Known | None = None) -> Path:
    """Write the form's workbook into `folder` under the form's name and return its path.

    Cells of figures in `known` are filled; the signer and the day are left to be written.
    """
    path = folder / form.file_name
    temporary = make_temporary(path)
    with telling_full_disk(path):
        with xlsxwriter.Workbook(temporary) as workbook:
            styles = {
                "plain": workbook.add_format({"valign": "vcenter", "text_wrap": True}),
                "bold": workbook.add_format({"bold": True, "valign": "vcenter", "text_wrap": True, "bottom": 1}),
                "title": workbook.add_format({"bold": True, "font_size": 14}),
                "open": workbook.add_format({"locked": False, "bg_color": "#FFF7CC", "border": 1}),
                "day": workbook.add_format(
                    {"locked": False, "bg_color": "#FFF7CC", "border": 1, "num_format": "yyyy-mm-dd", "align": "left"}
                ),
            }
            _write_sheet(workbook.add_worksheet(SHEET), form, styles, known or {})
            _write_notes(workbook.add_worksheet(NOTES), form, styles)
        sync_path(temporary)
    move_file(temporary, path)
    return path


def _write_sheet(sheet: Worksheet, form: Form, styles: dict[str, Format], known: Known) -> None:
    sheet.write_string(0, 0, f"{form.city} {form.period} 民生实事报表  Return of pledged figures", styles["title"])
    head = (
        (UNIT_ROW, "填报单位 unit", str(form.unit.code), form.unit.name),
        (PERIOD_ROW, "报告期 period", str(form.period), ""),
    )
    for row, label, value, name in head:
        for place, text in enumerate((label, name, value)):
            sheet.write_string(row - 1, place, text, styles["plain"])
    for row, label in ((SIGNER_ROW, "签报人 signer"), (SIGNED_ROW, "签报日期 signed on")):
        sheet.write_string(row - 1, 0, label, styles["plain"])
        sheet.write_blank(row - 1, 2, None, styles["day" if row == SIGNED_ROW else "open"])
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(HEADING_ROW - 1, place, heading, styles["bold"])
        sheet.set_column(place, place, _WIDTHS[place])
    for number, figure in enumerate(form.figures):
        row = HEADING_ROW + number
        for place, text in enumerate((figure.id, figure.name_zh, figure.unit)):
            sheet.write_string(row, place, text, styles["plain"])
        value, denominator = known.get(figure.id, ("", ""))
        _write_cell(sheet, row, 3, value, styles["open"])
        _write_cell(sheet, row, 4, denominator, styles["open" if has_denominator(figure) else "plain"])
        sheet.write_string(row, 5, figure.owner, styles["open"])
    sheet.freeze_panes(HEADING_ROW, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_cell(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    # As text: a float would bend long numbers, and nothing that was typed may become a formula.
    if text:
        sheet.write_string(row, place, text, style)
    else:
        sheet.write_blank(row, place, None, style)


def _write_notes(sheet: Worksheet, form: Form, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 2, 70)
    for row, line in enumerate(_GUIDE):
        sheet.write_string(row, 0, line, styles["title"] if row == 0 else None)
    start = len(_GUIDE) + 1
    for place, heading in enumerate(("指标编号 figure", "口径（计什么、不计什么）", "scope")):
        sheet.write_string(start, place, heading, styles["bold"])
    for number, figure in enumerate(form.figures, start=start + 1):
        for place, text in enumerate((figure.id, figure.scope_zh, figure.scope_en)):
            sheet.write_string(number, place, text, styles["plain"])
    sheet.protect()
