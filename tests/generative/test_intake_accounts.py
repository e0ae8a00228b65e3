"""Random dirty tables in every format: each row read is accepted, returned or a duplicate, and mending works."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.records import Book, ReadingOptions, get_contract, import_file, verify_log

NOW = datetime(2021, 12, 31, 4, tzinfo=UTC)
GRANTS = get_contract("grants")
HEADINGS = ["资金文号键", "用途", "来源层级", "下达日期", "金额（元）", "状态", "区划代码"]
CELLS = {
    "资金文号键": ["1", "2", "３", "4.0", "x", "1.5E+17", ""],
    "用途": ["two_cancers", "两癌救助", "别的", ""],
    "来源层级": ["省级", "city", "国家"],
    "下达日期": ["2021-03-05", "2021年3月5日", "20210305", "2021/3/5", "44260", "2030-01-01", "昨天", ""],
    "金额（元）": ["1,234.50", "１２３４．５", "0", "-5", "1.005", "很多", ""],
    "状态": ["已批准", "awarded", "?"],
    "区划代码": ["371302", "371302001", "3713", "县"],
}
GOOD = {
    "资金文号键": "900",
    "用途": "两癌救助",
    "来源层级": "省级",
    "下达日期": "2021-03-05",
    "金额（元）": "1",
    "状态": "已批准",
    "区划代码": "371302",
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from([GOOD[name], *cells]) for name, cells in CELLS.items()}),
    min_size=1,
    max_size=12,
)
FORMATS = ["csv", "gbk", "tab", "xlsx", "xls", "et", "parquet"]


def write_table(path: Path, form: str, names: list[str], rows: list[list[str]], titles: int) -> Path:
    if form == "parquet":
        pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").write_parquet(path)
        return path
    table = [*([["一张表的标题"]] * titles), names, *rows]
    if form in ("csv", "gbk", "tab"):
        separator = "\t" if form == "tab" else ","
        quote = '"' if separator == "," else ""
        lines = [separator.join(f"{quote}{cell}{quote}" for cell in row) for row in table]
        path.write_text("\n".join(lines) + "\n", encoding="gbk" if form == "gbk" else "utf-8")
    elif form == "xlsx":
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(table):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)
    else:
        old = xlwt.Workbook(encoding="utf-8")
        sheet = old.add_sheet("表")
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
        with path.open("wb") as stream:
            old.save(stream)
    return path


def is_written(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


@settings(max_examples=20, deadline=None)
@given(
    deliveries=st.lists(st.tuples(st.sampled_from(FORMATS), ROWS), min_size=1, max_size=3),
    order=st.permutations(HEADINGS),
    titles=st.integers(0, 2),
    correction=st.booleans(),
    part_rows=st.sampled_from([3, 1_000_000]),
)
def test_every_row_is_accounted_for_in_every_format(
    tmp_path_factory: pytest.TempPathFactory,
    deliveries: list[tuple[str, list[dict[str, str]]]],
    order: list[str],
    titles: int,
    correction: bool,
    part_rows: int,
) -> None:
    folder = tmp_path_factory.mktemp("dirty")
    book = Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)
    for number, (form, dirty) in enumerate(deliveries):
        rows = [[row[name] for name in order] for row in dirty]
        ending = form if form in ("xlsx", "xls", "et", "parquet") else "csv"
        path = write_table(folder / f"{number}.{ending}", form, order, rows, titles)
        options = ReadingOptions(batch_rows=4, part_rows=part_rows)
        report = import_file(book, path, GRANTS, correction=correction, options=options)
        assert report.read == len(rows)
        assert report.read == report.accepted + report.quarantined + report.duplicate
        returned = 0 if report.quarantine_path is None else read_returned(report.quarantine_path)
        assert returned == (0 if report.repeated and not report.quarantined else report.quarantined)
        assert not report.quarantined or returned
    verify_log(book)


def read_returned(path: Path) -> int:
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert all(row[-1] and row[-2] for row in rows[1:])
    return len(rows) - 1


@settings(max_examples=8, deadline=None)
@given(form=st.sampled_from(FORMATS), rows=ROWS)
def test_mended_rows_are_taken_and_the_rest_untouched(
    tmp_path_factory: pytest.TempPathFactory, form: str, rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("mended")
    book = Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)
    cells = [[row[name] for name in HEADINGS] for row in rows]
    ending = form if form in ("xlsx", "xls", "et", "parquet") else "csv"
    path = write_table(folder / f"a.{ending}", form, HEADINGS, cells, 0)
    first = import_file(book, path, GRANTS)
    if first.quarantine_path is None:
        return
    before = read_rows(book)
    workbook = openpyxl.load_workbook(first.quarantine_path)
    sheet = workbook.active
    for number in range(2, sheet.max_row + 1):
        for place, name in enumerate(HEADINGS, start=2):
            sheet.cell(number, place).value = str(1000 + number) if name == "资金文号键" else GOOD[name]
    workbook.save(folder / "mended.xlsx")
    again = import_file(book, folder / "mended.xlsx", GRANTS)
    assert (again.accepted, again.quarantined) == (first.quarantined, 0)
    assert [row for row in read_rows(book) if row[1] < 1000] == before


def read_rows(book: Book) -> list[tuple[int, int]]:
    files = book.snapshot().files("grants")
    rows = [pl.read_parquet(path).select("record", "grant").rows() for path in files]
    return sorted(row for part in rows for row in part)
