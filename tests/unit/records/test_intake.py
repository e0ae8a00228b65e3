"""Intake from every format, with every fault that a delivered file has."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.errors import UserFault
from luoshi.records import (
    AreaLimits,
    Book,
    Column,
    ColumnType,
    Contract,
    Supersede,
    import_file,
    withdraw,
    withdraw_file,
)
from luoshi.registry import Registry

NOW = datetime(2021, 12, 31, 4, tzinfo=UTC)
COLUMNS = (
    Column("number", ColumnType.TEXT, "凭证号", "voucher number"),
    Column("person", ColumnType.KEY, "人员", "person", personal=True),
    Column("area", ColumnType.AREA, "区划", "area"),
    Column("paid_on", ColumnType.DATE, "发放日期", "day paid"),
    Column("amount", ColumnType.MONEY, "金额", "amount in fen", minimum=0),
    Column("benefit", ColumnType.CHOICE, "类别", "benefit", allowed=("urban", "rural")),
    Column("returned", ColumnType.FLAG, "退回", "sent back", required=False),
)
PAYMENT = Contract("test_payment", 1, "发放", "payment", COLUMNS, ("number",), "paid_on")
ROSTER = Contract("test_roster", 1, "名册", "roster", COLUMNS, ("number",), "paid_on", supersede=Supersede.LATEST)
HEADINGS = [column.zh for column in COLUMNS]
GOOD = ["A1", "7", "371302001001", "2021-09-30", "50000", "urban", "否"]


def make_book(folder: Path) -> Book:
    return Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)


def row(**changes: str) -> list[str]:
    names = [column.name for column in COLUMNS]
    return [changes.get(name, value) for name, value in zip(names, GOOD, strict=True)]


def write_csv(path: Path, *rows: list[str], headings: list[str] = HEADINGS, encoding: str = "utf-8") -> Path:
    lines = [",".join(cells) for cells in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def write_xlsx(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, cells in enumerate((HEADINGS, *rows)):
            sheet.write_row(number, 0, cells)
    return path


def write_xls(path: Path, *rows: list[object]) -> Path:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for number, cells in enumerate((HEADINGS, *rows)):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell)
    with path.open("wb") as stream:
        workbook.save(stream)
    return path


def read_reasons(path: Path | None) -> list[tuple[str, str]]:
    assert path is not None
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0] == ("文件行号", *HEADINGS, "原因", "reason")
    return [cells[-2:] for cells in rows[1:]]


def read_standing(book: Book, kind: str) -> pl.DataFrame:
    snapshot = book.snapshot()
    rows = pl.concat([pl.read_parquet(path) for path in snapshot.files(kind)])
    ended = [pl.read_parquet(path) for path in snapshot.ended(kind)]
    return rows.join(pl.concat(ended), on="record", how="anti") if ended else rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_in_any_encoding_is_read_alike(tmp_path: Path, encoding: str) -> None:
    book = make_book(tmp_path)
    report = import_file(book, write_csv(tmp_path / "a.csv", row(number="甲1"), encoding=encoding), PAYMENT)
    assert (report.read, report.accepted) == (1, 1)
    stored = read_standing(book, "test_payment").drop("record").row(0)
    assert stored == ("甲1", 7, 371302001001, date(2021, 9, 30), 50000, "urban", False)


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", write_xlsx), ("a.xls", write_xls), ("a.et", write_xls)])
def test_workbook_of_any_kind_is_read_alike(tmp_path: Path, name: str, write: Callable[..., Path]) -> None:
    book = make_book(tmp_path)
    cells: list[object] = ["A1", 7, "371302001001", "2021年9月30日", 50000, "urban", "否"]
    report = import_file(book, write(tmp_path / name, cells), PAYMENT)
    assert (report.read, report.accepted) == (1, 1)
    stored = read_standing(book, "test_payment").drop("record").row(0)
    assert stored == ("A1", 7, 371302001001, date(2021, 9, 30), 50000, "urban", False)


def test_workbook_with_real_dates_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["A1", 7, "371302001001", date(2021, 5, 1), 5, "urban", "是"])
    book = make_book(tmp_path)
    assert import_file(book, path, PAYMENT).accepted == 1
    assert read_standing(book, "test_payment")["paid_on"].to_list() == [date(2021, 5, 1)]


def test_parquet_is_taken_with_english_names(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    names = [column.name for column in COLUMNS]
    typed = ["A1", 7, 371302001001, date(2021, 9, 30), 50000, "urban", None]
    pl.DataFrame([typed], schema=names, orient="row").write_parquet(path)
    assert import_file(make_book(tmp_path), path, PAYMENT).accepted == 1


def test_truncated_parquet_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"number": ["A1"] * 1000}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UserFault) as fault:
        import_file(make_book(tmp_path), path, PAYMENT)
    assert fault.value.code == "records.unreadable_parquet"
    assert "a.parquet" in fault.value.say("zh")


def test_merged_heading_over_two_columns_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.merge_range(0, 6, 0, 7, HEADINGS[6])
        sheet.write_row(1, 0, [*GOOD, "lost under the merged heading"])
    with pytest.raises(UserFault) as fault:
        import_file(make_book(tmp_path), path, PAYMENT)
    assert fault.value.code == "records.merged_heading"
    assert "column 8" in fault.value.say("en")
    assert "Unmerge" in fault.value.say("en")


def test_column_too_many_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [*row(), "x"], headings=[*HEADINGS, "备注"])
    with pytest.raises(UserFault, match="备注") as fault:
        import_file(make_book(tmp_path), path, PAYMENT)
    assert fault.value.code == "records.unknown_column"


def test_missing_required_column_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", row()[1:], headings=HEADINGS[1:])
    with pytest.raises(UserFault, match="number"):
        import_file(make_book(tmp_path), path, PAYMENT)


def test_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.et"
    path.write_bytes(b"not a workbook")
    with pytest.raises(UserFault) as fault:
        import_file(make_book(tmp_path), path, PAYMENT)
    assert fault.value.code == "records.unreadable_workbook"


def test_second_sheet_with_rows_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for _ in range(2):
            sheet = workbook.add_worksheet()
            sheet.write_row(0, 0, HEADINGS)
    with pytest.raises(UserFault) as fault:
        import_file(make_book(tmp_path), path, PAYMENT)
    assert fault.value.code == "records.several_sheets"


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({"paid_on": "2022-01-01"}, "将来", "in the future"),
        ({"paid_on": "31/12/2021"}, "不是日期", "not a date"),
        ({"paid_on": "2021-02-30"}, "不是日期", "not a date"),
        ({"amount": "-1"}, "最小值 0", "least allowed, 0"),
        ({"amount": "12.5"}, "不是整数", "whole number"),
        ({"amount": ""}, "为空", "is empty"),
        ({"benefit": "other"}, "urban/rural", "urban/rural"),
        ({"person": "1.23E+17"}, "按数字保存", "stored as a number"),
        ({"person": "abc"}, "不是整数编号", "whole-number key"),
        ({"person": "110101199003070118"}, "人员库", "ID number"),
        ({"area": "县"}, "不是区划代码", "division code"),
        ({"returned": "也许"}, "是 或 否", "yes nor no"),
    ],
)
def test_bad_row_is_returned_with_its_reason(tmp_path: Path, changes: dict[str, str], zh: str, en: str) -> None:
    book = make_book(tmp_path)
    if changes.get("person", "").isdigit():
        changes = {"person": make_id_number()}
    report = import_file(book, write_csv(tmp_path / "a.csv", row(number="B1"), row(**changes)), PAYMENT)
    assert (report.read, report.accepted, report.quarantined, report.duplicate) == (2, 1, 1, 0)
    [(said_zh, said_en)] = read_reasons(report.quarantine_path)
    assert zh in said_zh
    assert en in said_en


def make_id_number() -> str:
    body = "99937119900307011"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def test_id_stored_as_a_number_in_a_workbook_is_returned(tmp_path: Path) -> None:
    cells: list[object] = ["A1", 371302199003070120, "371302001001", "2021-09-30", 5, "urban", "否"]
    report = import_file(make_book(tmp_path), write_xlsx(tmp_path / "a.xlsx", cells), PAYMENT)
    assert (report.read, report.quarantined) == (1, 1)
    assert "按数字保存" in read_reasons(report.quarantine_path)[0][0]


def test_id_numbers_become_person_keys_and_bad_check_digits_are_returned(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    registry = Registry(book.path / "registry", b"s" * 32)
    number = make_id_number()
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    path = write_csv(tmp_path / "a.csv", row(person=number), row(number="A2", person=wrong))
    report = import_file(book, path, PAYMENT, registry=lambda: registry)
    assert (report.accepted, report.quarantined) == (1, 1)
    assert "校验码" in read_reasons(report.quarantine_path)[0][0]
    [key] = read_standing(book, "test_payment")["person"].to_list()
    found = registry.find_person(key)
    assert found is not None
    assert found.id_number == number


def test_area_outside_those_in_use_is_returned(tmp_path: Path) -> None:
    areas = AreaLimits(frozenset({371302001001}), frozenset({371371000000}))
    path = write_csv(tmp_path / "a.csv", row(), row(number="A2", area="371371"))
    report = import_file(make_book(tmp_path), path, PAYMENT, areas=areas)
    assert (report.accepted, report.quarantined) == (1, 1)


def test_formula_in_a_bad_row_comes_back_as_text(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", row(number="=1+1", amount="-5"))
    report = import_file(make_book(tmp_path), path, PAYMENT)
    assert report.quarantine_path is not None
    cell = openpyxl.load_workbook(report.quarantine_path).active["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_mended_workbook_can_be_handed_in_as_it_is(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    report = import_file(book, write_csv(tmp_path / "a.csv", row(amount="-5")), PAYMENT)
    workbook = openpyxl.load_workbook(report.quarantine_path)
    workbook.active["F2"] = "5"
    workbook.save(tmp_path / "mended.xlsx")
    again = import_file(book, tmp_path / "mended.xlsx", PAYMENT)
    assert (again.accepted, again.quarantined) == (1, 0)


def test_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    path = write_csv(tmp_path / "a.csv", row(), row(number="A2"), row(number="A3", amount="-1"))
    first = import_file(book, path, PAYMENT)
    second = import_file(book, path, PAYMENT)
    assert len(book.entries()) == 2
    assert second.entry == first.entry
    assert second.repeated
    assert (second.read, second.accepted, second.quarantined, second.duplicate) == (3, 0, 1, 2)
    assert second.quarantine_path == first.quarantine_path


def test_same_rows_in_another_file_are_duplicates(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    import_file(book, write_csv(tmp_path / "a.csv", row()), PAYMENT)
    report = import_file(book, write_csv(tmp_path / "b.csv", row(), row(number="A2"), row(number="A2")), PAYMENT)
    assert (report.read, report.accepted, report.duplicate) == (3, 1, 2)


def test_other_content_under_a_key_is_a_conflict_until_marked_as_a_correction(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    import_file(book, write_csv(tmp_path / "a.csv", row()), PAYMENT)
    changed = write_csv(tmp_path / "b.csv", row(amount="60000"))
    refused = import_file(book, changed, PAYMENT)
    assert refused.quarantined == 1
    assert "更正" in read_reasons(refused.quarantine_path)[0][0]
    taken = import_file(book, changed, PAYMENT, correction=True)
    assert (taken.accepted, taken.superseded) == (1, 1)
    assert read_standing(book, "test_payment")["amount"].to_list() == [60000]


def test_later_row_replaces_the_earlier_one_in_a_roster(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    import_file(book, write_csv(tmp_path / "a.csv", row()), ROSTER)
    report = import_file(book, write_csv(tmp_path / "b.csv", row(amount="2"), row(amount="3")), ROSTER)
    assert (report.accepted, report.superseded) == (2, 2)
    assert read_standing(book, "test_roster")["amount"].to_list() == [3]


def test_withdrawn_record_no_longer_stands_and_may_come_again(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    import_file(book, write_csv(tmp_path / "a.csv", row()), PAYMENT)
    [record] = read_standing(book, "test_payment")["record"].to_list()
    entry = withdraw(book, PAYMENT, [record], "paid to the wrong account")
    assert withdraw(book, PAYMENT, [record], "paid to the wrong account") == entry
    assert read_standing(book, "test_payment").is_empty()
    with pytest.raises(UserFault) as fault:
        withdraw(book, PAYMENT, [record], "again")
    assert fault.value.code == "records.not_in_force"
    report = import_file(book, write_csv(tmp_path / "b.csv", row(amount="7")), PAYMENT)
    assert report.accepted == 1


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from(["A1", "A2", "A3", ""]),
            "amount": st.sampled_from(["1", "2", "-1", "x"]),
            "returned": st.sampled_from(["是", "否", ""]),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(files=st.lists(ROWS, min_size=1, max_size=3), latest=st.booleans(), correction=st.booleans())
def test_every_row_read_is_accepted_quarantined_or_duplicate(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[list[dict[str, str]]],
    latest: bool,
    correction: bool,
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    book, contract = make_book(folder), ROSTER if latest else PAYMENT
    for number, rows in enumerate(files):
        path = write_csv(folder / f"{number}.csv", *[row(**changes) for changes in rows])
        report = import_file(book, path, contract, correction=correction)
        assert report.read == len(rows)
        assert report.read == report.accepted + report.quarantined + report.duplicate
    if book.snapshot().files(contract.kind):
        standing = read_standing(book, contract.kind)
        assert not standing["number"].is_duplicated().any()
        assert not standing["record"].is_duplicated().any()


def test_file_that_brought_nothing_is_not_said_to_be_withdrawn(tmp_path: Path) -> None:
    book, path = make_book(tmp_path), write_csv(tmp_path / "bad.csv", row(paid_on="someday"))
    assert import_file(book, path, PAYMENT).quarantined == 1
    with pytest.raises(UserFault) as refused:
        withdraw_file(book, PAYMENT, path, "wrong month")
    assert refused.value.code == "records.brought_none"


def test_folder_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as refused:
        import_file(make_book(tmp_path), tmp_path, PAYMENT)
    assert refused.value.code == "records.is_folder"
