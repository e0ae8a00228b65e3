"""The Excel form of a record kind: what a department fills in and hands back, made from the contract."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from luoshi.errors import UserFault
from luoshi.records.contracts import Column, ColumnType, Contract
from luoshi.records.words import find_words
from luoshi.records.workbook import CHOICES, EXPLANATION
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

# Rows with drop-downs and text format; a department with more sends CSV or Parquet.
PREPARED_ROWS = 10_000
_TEXT = (ColumnType.KEY, ColumnType.AREA, ColumnType.TEXT)
_KINDS = {
    ColumnType.KEY: "整数编号，按文本填 / whole number as a key, entered as text",
    ColumnType.AREA: "区划代码，6、9 或 12 位 / division code of 6, 9 or 12 digits",
    ColumnType.MONEY: "金额 / amount",
    ColumnType.COUNT: "整数 / whole number",
    ColumnType.LENGTH: "长度 / length",
    ColumnType.DATE: "日期，如 2021-09-30 / date",
    ColumnType.FLAG: "是 或 否 / yes or no",
    ColumnType.CHOICE: "从下拉列表选取 / choose from the list",
    ColumnType.TEXT: "文本 / text",
}


def get_template_heading(column: Column) -> str:
    """Return the heading of a column in the form: people by ID number, money in yuan, as departments have them.

    >>> get_template_heading(Column("amount", ColumnType.MONEY, "金额（分）", "amount in fen"))
    '金额（元）'
    """
    if column.type is ColumnType.MONEY:
        return column.zh.replace("（分）", "（元）")
    if column.type is ColumnType.KEY and column.personal:
        return "户主身份证号" if column.name == "household" else f"{column.zh}身份证号"
    return column.zh


def write_template(path: Path, contract: Contract) -> Path:
    """Write the form of a kind as an XLSX workbook in one atomic step, and return its path.

    Raises UserFault for another ending, and where a file stands: it may be a form that somebody has filled in.
    """
    if path.suffix != ".xlsx":
        raise UserFault("records.not_xlsx", path=path)
    if path.exists():
        raise UserFault("records.workbook_there", path=path)
    temporary = make_temporary(path)
    with telling_full_disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(temporary) as workbook:
            formats = {
                "heading": workbook.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True}),
                "text": workbook.add_format({"num_format": "@"}),
                "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
                "money": workbook.add_format({"num_format": "#,##0.00"}),
                "wrapped": workbook.add_format({"text_wrap": True, "valign": "top"}),
            }
            sheet = workbook.add_worksheet(contract.zh)
            explained = workbook.add_worksheet(EXPLANATION)
            choices = workbook.add_worksheet(CHOICES)
            choices.hide()
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(contract.columns):
                _prepare_column(sheet, place, column, formats)
                _add_list(sheet, choices, place, column)
            _explain(explained, contract, formats)
        sync_path(temporary)
    move_file(temporary, path)
    return path


def _prepare_column(sheet: Worksheet, place: int, column: Column, formats: dict[str, Format]) -> None:
    heading = get_template_heading(column)
    kind = {ColumnType.DATE: "date", ColumnType.MONEY: "money"}.get(column.type)
    chosen = "text" if column.type in _TEXT else kind
    width = max(12, min(40, 2 * len(heading) + 2), 22 if column.type in _TEXT else 0)
    sheet.set_column(place, place, width, formats[chosen] if chosen else None)
    sheet.write_string(0, place, heading, formats["heading"])
    sheet.write_comment(0, place, f"{column.en}\n{_KINDS[column.type]}")


def list_words(column: Column) -> list[str]:
    """Return what the drop-down of a column offers: Chinese words where there are any; none without a list."""
    if column.type is ColumnType.FLAG:
        return ["是", "否"]
    words = find_words(column)
    return [words.get(value, value) for value in column.allowed]


def _add_list(sheet: Worksheet, choices: Worksheet, place: int, column: Column) -> None:
    words = list_words(column)
    if not words:
        return
    # A list in a cell range: one written into the rule itself may have 255 characters only.
    choices.write_column(0, place, words)
    letter = xl_col_to_name(place)
    source = f"='{CHOICES}'!${letter}$1:${letter}${len(words)}"
    rule = {"validate": "list", "source": source, "error_title": column.zh, "error_message": "请从列表中选取"}
    sheet.data_validation(1, place, PREPARED_ROWS, place, rule)


def _explain(sheet: Worksheet, contract: Contract, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 1, 28, formats["wrapped"])
    sheet.set_column(2, 2, 12, formats["wrapped"])
    sheet.set_column(3, 4, 48, formats["wrapped"])
    sheet.write_string(0, 0, f"{contract.zh}（{contract.kind}，第 {contract.version} 版）", formats["heading"])
    sheet.write_row(1, 0, ["填写项", "column", "必填 required", "怎么填 how", "可填内容 values"], formats["heading"])
    for row, column in enumerate(contract.columns, start=2):
        words = find_words(column)
        allowed = "、".join(f"{words[value]}({value})" if value in words else value for value in column.allowed)
        required = "是 yes" if column.required else "否 no"
        how = _KINDS[column.type]
        if column.type is ColumnType.KEY and column.personal:
            how = "18 位身份证号，文本；入账时换成人员编号 / ID number as text; the book keeps a key in its place"
        cells = [get_template_heading(column), f"{column.name}: {column.en}", required, how, allowed]
        sheet.write_row(row, 0, cells)
    below = len(contract.columns) + 3
    names = "、".join(contract.get_column(name).zh for name in contract.natural_key)
    sheet.write_string(below, 0, f"关键字段（相同即同一条记录）：{names}")
    sheet.write_string(below + 1, 0, f"natural key: {', '.join(contract.natural_key)}")
