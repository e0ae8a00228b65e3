"""Tables as departments send them: titles, merged headings, units, sums, dates and words of every form."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt

from luoshi.errors import UserFault
from luoshi.identity import append_check_digits
from luoshi.records import AreaLimits, Book, IntakeReport, ReadingOptions, get_contract, import_file
from luoshi.registry import Registry

NOW = datetime(2021, 12, 31, 4, tzinfo=UTC)
GRANTS = get_contract("grants")
HEADINGS = ["资金文号键", "用途", "来源层级", "下达日期", "金额（分）", "状态", "区划代码"]
GOOD = ["1", "两癌救助", "省级", "2021-03-05", "12345", "已批准", "371302"]
STORED = (1, "two_cancers", "province", date(2021, 3, 5), 12345, "awarded", 371302000000)


def make_book(folder: Path) -> Book:
    return Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)


def write_rows(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return path


def write_text(path: Path, *rows: list[str], separator: str = ",", encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    return path


def take(folder: Path, path: Path, **named: object) -> tuple[IntakeReport, list[tuple[object, ...]]]:
    book = make_book(folder)
    report = import_file(book, path, GRANTS, **named)
    files = book.snapshot().files("grants")
    rows = pl.concat([pl.read_parquet(file).drop("record") for file in files]).rows() if files else []
    return report, rows


def change(**cells: object) -> list[object]:
    names = ["grant", "purpose", "level", "awarded_on", "amount", "status", "area"]
    return [cells.get(name, value) for name, value in zip(names, GOOD, strict=True)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_separator_and_encoding_are_found(tmp_path: Path, separator: str, encoding: str) -> None:
    path = write_text(tmp_path / "a.csv", HEADINGS, GOOD, separator=separator, encoding=encoding)
    assert take(tmp_path, path)[1] == [STORED]


def test_columns_may_stand_in_any_order_and_in_english(tmp_path: Path) -> None:
    names = ["area", "status", "amount", "awarded on", "Level", "purpose", "grant"]
    assert take(tmp_path, write_text(tmp_path / "a.csv", names, GOOD[::-1]))[1] == [STORED]


def test_title_rows_blank_rows_and_sum_rows_are_no_records(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "a.xlsx",
        [],
        ["", "2021年争取资金情况表"],
        ["填报单位：某局", "", "", "2021年12月"],
        ["序号", *HEADINGS],
        ["1", *GOOD],
        [],
        ["小 计", "", "", "", "", "12345"],
        ["2", *change(grant="2")],
        ["合计", "", "", "", "", "24690"],
    )
    report, rows = take(tmp_path, path)
    assert (report.read, report.accepted) == (2, 2)
    assert rows == [STORED, (2, *STORED[1:])]


def test_merged_headings_of_two_rows_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 0, 6, "2021年争取资金情况表")
        sheet.merge_range(1, 0, 2, 0, HEADINGS[0])
        sheet.merge_range(1, 1, 1, 3, "资金情况")
        sheet.write_row(2, 1, HEADINGS[1:4])
        for place in (4, 5, 6):
            sheet.merge_range(1, place, 2, place, HEADINGS[place])
        sheet.write_row(3, 0, GOOD)
    assert take(tmp_path, path)[1] == [STORED]


def test_row_number_told_is_that_of_the_file(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", [], ["标题"], HEADINGS, GOOD, [], change(grant="2", amount="x"))
    report, _ = take(tmp_path, path)
    assert report.quarantine_path is not None
    assert openpyxl.load_workbook(report.quarantine_path).active["A2"].value == "6"


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("金额（元）", "1,234.50", 123450),
        ("金额(元)", "１２３４．５", 123450),
        ("金额（万元）", "0.123456", 123456),
        ("金额（亿元）", "1", 10**10),
        ("金额（元）", "¥ 0.01", 1),
        ("金额（元）", "-0", 0),
        ("金额（分）", "100.0", 100),
    ],
)
def test_amounts_are_read_in_the_unit_of_their_heading(tmp_path: Path, heading: str, cell: str, fen: int) -> None:
    headings = [heading if name == "金额（分）" else name for name in HEADINGS]
    path = write_text(tmp_path / "a.csv", headings, change(amount=cell), separator="\t")
    assert take(tmp_path, path)[1] == [(*STORED[:4], fen, *STORED[5:])]


def test_amount_finer_than_a_fen_is_not_rounded_away(tmp_path: Path) -> None:
    headings = [name.replace("分", "元") for name in HEADINGS]
    report, _ = take(tmp_path, write_text(tmp_path / "a.csv", headings, change(amount="1.005")))
    assert report.quarantined == 1


def test_formula_remainder_of_a_workbook_is_no_finer_amount(tmp_path: Path) -> None:
    headings = [name.replace("分", "元") for name in HEADINGS]
    path = write_rows(tmp_path / "a.xlsx", headings, change(amount=1234.56 * 3))
    assert take(tmp_path, path)[1][0][4] == 370368


def test_unit_above_the_table_counts_and_goes_back_with_the_heading(tmp_path: Path) -> None:
    headings = ["金额" if name == "金额（分）" else name for name in HEADINGS]
    path = write_rows(tmp_path / "a.xlsx", ["单位：万元"], headings, change(amount=2), change(grant="2", amount="x"))
    report, rows = take(tmp_path, path)
    assert [row[4] for row in rows] == [2_000_000]
    assert report.quarantine_path is not None
    assert openpyxl.load_workbook(report.quarantine_path).active["F1"].value == "金额（万元）"


def test_amount_without_a_unit_is_refused_and_not_guessed(tmp_path: Path) -> None:
    headings = ["金额" if name == "金额（分）" else name for name in HEADINGS]
    with pytest.raises(UserFault) as fault:
        take(tmp_path, write_text(tmp_path / "a.csv", headings, GOOD))
    assert fault.value.code == "records.no_unit"
    with pytest.raises(UserFault, match="吊") as fault:
        import_file(
            Book.open(tmp_path / "book"),
            write_text(tmp_path / "b.csv", [name.replace("分", "吊") for name in HEADINGS], GOOD),
            GRANTS,
        )
    assert fault.value.code == "records.unknown_unit"


@pytest.mark.parametrize(
    "cell", ["2021-03-05", "2021/3/5", "2021年3月5日", "20210305", "2021.3.5", "44260", "２０２１-０３-０５", "44260.0"]
)
def test_dates_of_every_form_are_the_same_day(tmp_path: Path, cell: str) -> None:
    assert take(tmp_path, write_text(tmp_path / "a.csv", HEADINGS, change(awarded_on=cell)))[1] == [STORED]


@pytest.mark.parametrize("cell", ["20210230", "2021-13-01", "12345", "99999", "5/3/2021"])
def test_what_is_no_day_is_returned(tmp_path: Path, cell: str) -> None:
    assert take(tmp_path, write_text(tmp_path / "a.csv", HEADINGS, change(awarded_on=cell)))[0].quarantined == 1


def test_content_decides_and_not_the_ending(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for row, cells in enumerate((HEADINGS, GOOD)):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    old = tmp_path / "old.xls"
    with old.open("wb") as stream:
        workbook.save(stream)
    new = write_rows(tmp_path / "new.xlsx", HEADINGS, GOOD)
    for number, (source, name) in enumerate(
        [(old, "a.et"), (new, "b.et"), (new, "c.xls"), (old, "d.xlsx"), (new, "e.csv")]
    ):
        path = tmp_path / name
        path.write_bytes(source.read_bytes())
        folder = tmp_path / str(number)
        folder.mkdir()
        assert take(folder, path)[1] == [STORED]


def test_row_of_the_wrong_width_is_returned_and_the_others_taken(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "a.csv", HEADINGS, GOOD, [], [*change(grant="2"), "多出"], ["3", "少了"], change(grant="4")
    )
    report, rows = take(tmp_path, path)
    assert (report.read, report.accepted, report.quarantined) == (4, 2, 2)
    assert [row[0] for row in rows] == [1, 4]
    assert report.quarantine_path is not None
    sheet = list(openpyxl.load_workbook(report.quarantine_path).active.iter_rows(values_only=True))
    assert [row[0] for row in sheet[1:]] == ["4", "5"]
    assert "371302,多出" in sheet[1]
    assert all("单元格数" in row[-2] for row in sheet[1:])


def test_sheet_is_named_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, number in (("一季度", "1"), ("二季度", "2")):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, change(grant=number))
    book = make_book(tmp_path)
    with pytest.raises(UserFault, match="--sheet"):
        import_file(book, path, GRANTS)
    for sheet in ("一季度", "二季度"):
        assert import_file(book, path, GRANTS, options=ReadingOptions(sheet=sheet)).accepted == 1
    assert import_file(book, path, GRANTS, options=ReadingOptions(sheet="二季度")).repeated
    with pytest.raises(UserFault, match="一季度, 二季度"):
        import_file(book, path, GRANTS, options=ReadingOptions(sheet="三季度"))


def test_zone_code_is_refused_with_its_own_reason(tmp_path: Path) -> None:
    areas = AreaLimits(frozenset({371302000000}), frozenset({371371000000}))
    path = write_text(
        tmp_path / "a.csv", HEADINGS, GOOD, change(grant="2", area="371371"), change(grant="3", area="110000")
    )
    report, _ = take(tmp_path, path, areas=areas)
    assert report.quarantined == 2
    assert report.quarantine_path is not None
    reasons = [row[-1] for row in openpyxl.load_workbook(report.quarantine_path).active.iter_rows(values_only=True)]
    assert "zone's code" in reasons[1]
    assert "areas in use" in reasons[2]


def test_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as fault:
        take(tmp_path, write_text(tmp_path / "a.csv", ["甲", "乙"], ["1", "2"]))
    assert fault.value.code == "records.no_headings"


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UserFault) as fault:
        take(tmp_path, path)
    assert fault.value.code == "records.empty_file"


def test_people_come_by_id_number_and_name_and_leave_no_trace_in_the_book(tmp_path: Path) -> None:
    contract = get_contract("service_sessions")
    number = append_check_digits(pl.Series(["99937119900307011"])).item()
    headings = [
        "服务对象身份证号",
        "服务对象姓名",
        "机构键",
        "服务种类",
        "服务日期",
        "是否到场",
        "是否享受救助",
        "区划代码",
    ]
    rows = [[number, "王秀兰", "9", "儿童康复", "2021-03-05", "是", "否", "371302"]]
    rows.append([number.lower(), "王秀兰", "9", "儿童康复", "2021-03-06", "是", "否", "371302"])
    wrong = number[:-1] + ("1" if number[-1] == "0" else "0")
    rows.append([wrong, "李四", "9", "儿童康复", "2021-03-07", "是", "否", "371302"])
    book = make_book(tmp_path)
    registry = Registry(tmp_path / "registry", b"s" * 32)
    report = import_file(book, write_text(tmp_path / "a.csv", headings, *rows), contract, registry=lambda: registry)
    assert (report.accepted, report.quarantined) == (2, 1)
    stored = pl.read_parquet(book.snapshot().files("service_sessions")[0])
    [key] = set(stored["person"])
    person = registry.find_person(key)
    assert person is not None
    assert (person.id_number, person.name) == (number, "王秀兰")
    held = [path.read_bytes() for folder in ("log", "data") for path in (book.path / folder).rglob("*.*")]
    assert not any(number.encode() in content or "王秀兰".encode() in content for content in held)


def test_large_file_goes_through_parts_with_the_same_outcome(tmp_path: Path) -> None:
    rows = [change(grant=str(number % 700), amount=str(number % 7 - 1)) for number in range(2000)]
    path = write_text(tmp_path / "a.csv", HEADINGS, *rows)
    small, large = tmp_path / "small", tmp_path / "large"
    small.mkdir()
    large.mkdir()
    whole, kept = take(small, path)
    parted, rest = take(large, path, options=ReadingOptions(batch_rows=100, part_rows=50))
    counts = [(report.read, report.accepted, report.quarantined, report.duplicate) for report in (whole, parted)]
    assert counts[0] == counts[1]
    assert sorted(kept) == sorted(rest)
    assert list((large / "book" / "staging").iterdir()) == []
    sent = [report.quarantine_path for report in (whole, parted)]
    returned = [sorted(openpyxl.load_workbook(path).active.iter_rows(values_only=True)) for path in sent if path]
    assert returned[0] == returned[1]
