"""The Excel form of every kind: filled in, it comes back without a row returned."""

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from luoshi.errors import UserFault
from luoshi.identity import append_check_digits
from luoshi.records import KINDS, Book, Column, ColumnType, Contract, get_contract, import_file, write_template
from luoshi.records.words import find_words
from luoshi.registry import Registry

ID_NUMBER = append_check_digits(pl.Series(["99937119900307011"])).item()


def fill(column: Column) -> object:
    """Return what a clerk would write into the column."""
    if column.type is ColumnType.KEY:
        return ID_NUMBER if column.personal else "100200300400500601"
    examples: dict[ColumnType, object] = {
        ColumnType.AREA: "371302001",
        ColumnType.MONEY: 1234.5,
        ColumnType.COUNT: 3,
        ColumnType.LENGTH: 1200,
        ColumnType.DATE: date(2021, 3, 5),
        ColumnType.FLAG: "是",
        ColumnType.TEXT: "临政〔2021〕5号",
    }
    return examples[column.type]


def write_filled(folder: Path, contract: Contract) -> Path:
    path = write_template(folder / f"{contract.kind}.xlsx", contract)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    lists = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    for place, column in enumerate(contract.columns, start=1):
        cell = sheet.cell(2, place)
        if column.type is ColumnType.CHOICE:
            first = lists[cell.column_letter].split("!")[1].split(":")[0].replace("$", "")
            cell.value = workbook["可选值"][first].value
        else:
            cell.value = fill(column)
    workbook.save(path)
    return path


def test_form_that_stands_is_never_overwritten(tmp_path: Path) -> None:
    filled = write_filled(tmp_path, get_contract("payments"))
    before = filled.read_bytes()
    with pytest.raises(UserFault) as refused:
        write_template(filled, get_contract("payments"))
    assert refused.value.code == "records.workbook_there"
    assert filled.read_bytes() == before


def test_form_is_no_csv(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as refused:
        write_template(tmp_path / "payments.csv", get_contract("payments"))
    assert refused.value.code == "records.not_xlsx"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_filled_form_is_imported_without_a_row_returned(tmp_path: Path, kind: str) -> None:
    contract = get_contract(kind)
    book = Book.create(tmp_path / "book", city="test", year=2021)
    registry = Registry(tmp_path / "registry", b"s" * 32)
    report = import_file(book, write_filled(tmp_path, contract), contract, registry=lambda: registry)
    assert (report.read, report.accepted) == (1, 1)
    stored = pl.read_parquet(book.snapshot().files(kind)[0])
    for column in contract.columns:
        if column.type is ColumnType.MONEY:
            assert stored[column.name].to_list() == [123450]
        if column.type is ColumnType.CHOICE:
            assert stored[column.name].to_list() == [column.allowed[0]]


def test_form_has_text_format_for_numbers_that_are_names(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", get_contract("payments"))
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["补助发放", "填写说明", "可选值"]
    assert workbook["可选值"].sheet_state == "hidden"
    explained = [row[0] for row in workbook["填写说明"].iter_rows(values_only=True)]
    assert "领取人身份证号" in explained
    sheet = workbook.worksheets[0]
    assert sheet.column_dimensions["A"].width >= 20


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_words_of_a_choice_are_told_apart(kind: str) -> None:
    for column in get_contract(kind).columns:
        words = find_words(column)
        assert len(set(words.values())) == len(words)
        assert not set(words.values()) & set(column.allowed)


def test_every_choice_but_a_grade_has_a_chinese_word() -> None:
    choices = [(contract.kind, column) for contract in KINDS.values() for column in contract.columns]
    bare = {(kind, value) for kind, column in choices for value in column.allowed if value not in find_words(column)}
    assert bare == {("risk_grades", grade) for grade in "ABCD"}
