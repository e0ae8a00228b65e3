"""The returned workbook: suspects in the list's own columns with the reasons beside them, who is missing, notes.

It holds names and ID numbers, as the list did: it goes back to the department and to nobody else.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format

from luoshi.delivery.payments.check import CheckedList, say_missing
from luoshi.delivery.payments.leads import say_yuan
from luoshi.delivery.payments.lists import ROW
from luoshi.errors import UserFault, get_message
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

SHEETS = ("疑点", "应领未领", "说明")
ROW_HEADING = "文件行号"
REASONS = ("疑点及处理", "leads and what to do")
# Left empty: who looks into a lead writes here what he found.
CONCLUSION = ("核查结论", "核查依据", "核查人和日期")
_MISSING = ("姓名", "身份证号", "上月所在地", "上月金额（元）", *REASONS, *CONCLUSION)
# One sheet holds 1,048,576 rows with its heading.
_SHEET_ROWS = 1_048_575
_WIDE = 60


def validate_out(out: Path, given: Iterable[Path]) -> None:
    """Raise UserFault where the workbook cannot be written at `out`: no .xlsx, no folder, or a file given to us."""
    if out.suffix.lower() != ".xlsx":
        raise UserFault("payments.out_not_xlsx", file=out)
    if not out.parent.is_dir():
        raise UserFault("payments.no_folder", file=out)
    if any(out.resolve() == path.resolve() for path in given):
        raise UserFault("payments.out_is_given", file=out)


def write_suspects(out: Path, checked: CheckedList) -> None:
    """Write the workbook in one step: a kill leaves the old file or the new one. Every cell is text."""
    temporary = make_temporary(out)
    try:
        with telling_full_disk(out):
            with xlsxwriter.Workbook(temporary, {"constant_memory": True}) as workbook:
                bold = workbook.add_format({"bold": True, "bg_color": "#EDEDED", "valign": "top"})
                wrapped = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
                for name, rows in zip(SHEETS, (_suspects(checked), _missing(checked), _notes(checked)), strict=True):
                    _write_sheet(workbook, name, rows, (bold, wrapped))
            temporary.chmod(0o600)
            sync_path(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    move_file(temporary, out)


def _write_sheet(
    workbook: xlsxwriter.Workbook, name: str, rows: Iterable[Sequence[object]], formats: tuple[Format, Format]
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, cells in enumerate(rows):
        if number > _SHEET_ROWS:
            raise UserFault("payments.too_many_suspects", rows=_SHEET_ROWS)
        if number == 0:
            for place, cell in enumerate(cells):
                width = _WIDE if str(cell) in (*REASONS, "中文", "English") else max(14, 2 * len(str(cell)) + 2)
                sheet.set_column(place, place, width)
        for place, cell in enumerate(cells):
            if cell not in (None, ""):
                sheet.write_string(number, place, str(cell), formats[0 if number == 0 else 1])


def _suspects(checked: CheckedList) -> Iterable[Sequence[object]]:
    own = [name for name in checked.given.frame.columns if name != ROW]
    yield [ROW_HEADING, *own, *REASONS, *CONCLUSION]
    for cells in checked.given.frame.select(ROW, *own).iter_rows():
        leads = checked.leads.get(cells[0])
        if leads:
            said = ["\n".join(dict.fromkeys(lead.say(language) for lead in leads)) for language in ("zh", "en")]
            yield [*cells, *said, *[""] * len(CONCLUSION)]


def _missing(checked: CheckedList) -> Iterable[Sequence[object]]:
    yield _MISSING
    told = say_missing()
    for payee in checked.missing:
        yield [payee.name, payee.id_number, payee.area, say_yuan(payee.amount), told.zh, told.en]


def _notes(checked: CheckedList) -> Iterable[Sequence[object]]:
    yield ["项目 item", "中文", "English"]
    if checked.synthetic:
        yield ["数据 data", "校准的合成数据，与真实的人无关", "calibrated synthetic data: no real person"]
    yield ["待遇 benefit", checked.benefit.name_zh, checked.benefit.name_en]
    yield ["月份 month", str(checked.month), str(checked.month)]
    yield ["性质 nature", *(get_message("payments.not_a_verdict", language) for language in ("zh", "en"))]
    yield ["名册行数 lines read", checked.read, checked.read]
    yield ["疑点行数 suspects", len(checked.leads), len(checked.leads)]
    yield ["应领未领 missing", len(checked.missing), len(checked.missing)]
    first = {lead.code: lead for leads in checked.leads.values() for lead in leads}
    for code, count in checked.count_reasons().items():
        yield [f"{code}", f"{first[code].say_label('zh')}：{count} 行", f"{first[code].say_label('en')}: {count}"]
    for lead in checked.not_checked:
        yield ["未查 not checked", lead.say("zh"), lead.say("en")]
