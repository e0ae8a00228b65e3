"""Departments' lists as they come: headings, sheets, encodings, numbers that a spreadsheet spoilt."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import xlwt
from payments_builders import VILLAGE, get_tree, make_id

from luoshi.delivery.payments.lines import build_lines
from luoshi.delivery.payments.lists import ROW, read_list
from luoshi.errors import UserFault

ONE, TWO = make_id(number=1), make_id(number=2)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], *more: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        for sheet_rows in (rows, *more):
            sheet = workbook.add_worksheet()
            for number, row in enumerate(sheet_rows):
                sheet.write_row(number, 0, row)
    return path


def read_lines(path: Path) -> pl.DataFrame:
    return build_lines(read_list(path), get_tree(), date(2021, 9, 30), lambda numbers: [None] * len(numbers))


def test_headings_are_found_under_titles_in_either_language_and_sums_are_left_out(tmp_path: Path) -> None:
    titles = "兰山区九月名册,,\n制表：民政局,,\n"
    chinese = f"{titles}姓 名,身份证号码,发放金额（元）\n王芳,{ONE},80\n,,\n张三,{TWO},100\n合计,,180\n"
    english = f"Payee,ID Number,Amount (yuan)\nWang,{ONE},80\nZhang,{TWO},100\n"
    for name, text, first in (("zh.csv", chinese, [4, 6]), ("en.csv", english, [2, 3])):
        lines = read_lines(write_text(tmp_path / name, text))
        assert lines["row"].to_list() == first
        assert lines["id"].to_list() == [ONE, TWO]
        assert lines["amount"].to_list() == [8000, 10000]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_is_read_in_the_encodings_and_separators_of_the_trade(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = f"姓名{separator}身份证号\n王芳{separator}{ONE}\n"
    assert read_lines(write_text(tmp_path / "a.csv", text, encoding))["name"].to_list() == ["王芳"]


def test_old_workbooks_are_read_whatever_their_ending(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for row, cells in enumerate([["姓名", "公民身份号码"], ["王芳", ONE]]):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    for name in ("a.xls", "a.et"):
        book.save(str(tmp_path / name))
        assert read_lines(tmp_path / name)["id"].to_list() == [ONE]


def test_row_numbers_of_a_workbook_are_those_of_the_file(tmp_path: Path) -> None:
    rows = [[], ["名册"], [], ["身份证号", "金额"], [ONE, 80.5], [], [TWO, "100"]]
    lines = read_lines(write_xlsx(tmp_path / "a.xlsx", rows))
    assert lines["row"].to_list() == [5, 7]
    assert lines["amount"].to_list() == [8050, 10000]


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("金额", "127.6", 12760),
        ("金额（元）", "1,200.50", 120050),
        ("金额(分)", "8000", 8000),
        ("amount_fen", "8000", 8000),
        ("补贴金额（万元）", "0.012", 12000),
        ("发放金额(元/月)", "80元", 8000),
        ("金额", "-1", None),
        ("金额", "八十", None),
        ("金额", "nan", None),
    ],
)
def test_amounts_are_read_in_the_unit_of_their_heading(
    tmp_path: Path, heading: str, cell: str, fen: int | None
) -> None:
    lines = read_lines(write_text(tmp_path / "a.csv", f'身份证号,{heading}\n{ONE},"{cell}"\n'))
    assert lines["amount"].to_list() == [fen]
    assert lines["amount_unreadable"].to_list() == [fen is None]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (ONE, None),
        (f" {ONE[:6]} {ONE[6:]}", None),
        (make_id("19490231"), "birth_date"),
        (make_id("20210930"), None),
        (make_id("20211001"), "future_birth"),
        (ONE[:17], "length"),
        (ONE + "1", "length"),
        (ONE[:10] + "O" + ONE[11:], "characters"),
        (ONE[:17] + "0123456789X"[("0123456789X".index(ONE[17]) + 1) % 11], "check_digit"),
        ("9.99302E+17", "damaged"),
        ("", "missing"),
        ("999302400615001", "old"),
    ],
)
def test_each_fault_of_an_id_number_is_told_apart(tmp_path: Path, number: str, problem: str | None) -> None:
    lines = read_lines(write_text(tmp_path / "a.csv", f"姓名,身份证号\n王芳,{number}\n"))
    assert lines["id_problem"].to_list() == [problem]
    assert (lines["id"][0] is None) is (problem in ("missing", "damaged"))
    assert (lines["born"][0] is None) is (problem not in (None, "old"))


def test_small_x_and_full_width_digits_are_the_same_number(tmp_path: Path) -> None:
    number = next(one for n in range(1, 40) if (one := make_id(number=n)).endswith("X"))
    wide = number.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}).lower()
    assert read_lines(write_text(tmp_path / "a.csv", f"身份证号\n{wide}\n"))["id"].to_list() == [number]


def test_old_number_is_compared_as_the_eighteen_digits_it_stands_for(tmp_path: Path) -> None:
    lines = read_lines(write_text(tmp_path / "a.csv", "身份证号\n999302400615001\n"))
    assert lines["id"].to_list() == [make_id("19400615", 1)]
    assert lines["born"].to_list() == [date(1940, 6, 15)]


def test_numbers_kept_as_numbers_by_a_workbook_are_damaged_and_texts_are_not(tmp_path: Path) -> None:
    digits = next(one for n in range(1, 40) if (one := make_id(number=n)).isdigit())
    numeric = write_xlsx(tmp_path / "n.xlsx", [["身份证号", "银行账号"], [int(digits), 6217000000000000001]])
    lines = read_lines(numeric)
    assert lines["id_problem"].to_list() == ["damaged"]
    assert lines["account_damaged"].to_list() == [True]
    texts = read_lines(write_xlsx(tmp_path / "t.xlsx", [["身份证号", "银行账号"], [digits, "6217000000000000001"]]))
    assert texts["id_problem"].to_list() == [None]
    assert texts["account_damaged"].to_list() == [False]


def test_one_spoilt_number_among_texts_is_damaged(tmp_path: Path) -> None:
    lines = read_lines(write_xlsx(tmp_path / "m.xlsx", [["身份证号"], [ONE], [int(ONE[:15] + "000")]]))
    assert lines["id_problem"].to_list() == [None, "damaged"]


@pytest.mark.parametrize(
    ("headings", "cells", "area"),
    [
        ("区划代码", "371302001001", VILLAGE),
        ("区划代码", "371302", 371302000000),
        ("区划代码", "999999", None),
        ("县区,乡镇,村", "兰山区,兰山街道,前十社区居民委员会", VILLAGE),
        ("县区,乡镇,村", "兰山,兰山街道,前十社区", VILLAGE),
        ("县区,乡镇,村", "兰山区,没有的镇,", 371302000000),
        ("县区,乡镇,村", "没有的县,,", None),
    ],
)
def test_areas_are_read_from_codes_and_names(tmp_path: Path, headings: str, cells: str, area: int | None) -> None:
    lines = read_lines(write_text(tmp_path / "a.csv", f"身份证号,{headings}\n{ONE},{cells}\n"))
    assert lines["area"].to_list() == [area]
    assert lines["county"].to_list() == [None if area is None else 371302000000]


def test_zone_lies_in_its_seat_county_by_code_and_by_name(tmp_path: Path) -> None:
    text = f"身份证号,区划代码,县区,乡镇\n{ONE},371371,,\n{TWO},,高新区,罗西街道\n"
    lines = read_lines(write_text(tmp_path / "a.csv", text))
    assert lines["area"].to_list() == [371371000000, 371371001000]
    assert lines["county"].to_list() == [371311000000, 371311000000]


def test_columns_we_do_not_know_are_kept_under_names_of_their_own(tmp_path: Path) -> None:
    given = read_list(write_text(tmp_path / "a.csv", f"备注,身份证号,备注,\nx,{ONE},y,z\n"))
    assert given.frame.columns == [ROW, "备注", "身份证号", "备注#3", "#4"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "payments.empty_list"),
        ("姓名,身份证号\n", "payments.empty_list"),
        ("姓名,金额\n王芳,80\n", "payments.no_headings"),
        (f"身份证号,身份证号\n{ONE},{ONE}\n", "payments.column_twice"),
        (f"身份证号\n{ONE},多出\n", "payments.no_heading_above"),
        (f'身份证号\n"{ONE}\n', "payments.unreadable"),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_its_reason(tmp_path: Path, text: str, code: str) -> None:
    path = write_text(tmp_path / "a.csv", text)
    with pytest.raises(UserFault) as fault:
        read_list(path)
    assert fault.value.code == code
    assert "王芳" not in fault.value.say("zh")
    assert ONE not in fault.value.say("en")


def test_missing_damaged_and_doubled_workbooks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="no_file"):
        read_list(tmp_path / "nothing.xlsx")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UserFault, match="unreadable"):
        read_list(tmp_path / "bad.xlsx")
    rows = [["身份证号"], [ONE]]
    with pytest.raises(UserFault, match="several_sheets"):
        read_list(write_xlsx(tmp_path / "two.xlsx", rows, rows))
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(UserFault, match=r"unreadable|no_headings"):
        read_list(tmp_path / "bytes.csv")
