"""Rows a second that intake reads, checks, matches and puts into a book: CSV of 1,000,000, XLSX of 200,000."""

import sys
import tempfile
from pathlib import Path

import polars as pl

from luoshi.records import Book, import_file
from luoshi.records.kinds import get_contract
from measuring import report, take_time

KIND = "payments"


def make_rows(rows: int, first: int) -> pl.DataFrame:
    """Return payments under the contract's Chinese headings, all of them good."""
    number = pl.int_range(first, first + rows, eager=True)
    frame = pl.DataFrame(
        {
            "payment": number + 1,
            "person": number % 300_000 + 1,
            "household": number % 150_000 + 1,
            "benefit": pl.repeat("dibao", rows, eager=True),
            "pay_month": pl.repeat("2021-09-01", rows, eager=True),
            "paid_on": pl.repeat("2021-09-10", rows, eager=True),
            "amount": number % 90_000 + 10_000,
            "status": pl.repeat("paid", rows, eager=True),
            "area": pl.repeat("371302001001", rows, eager=True),
        }
    )
    headings = {column.name: column.zh for column in get_contract(KIND).columns}
    return frame.rename(headings).cast(pl.String)


def main(scale: float) -> None:
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as name:
        folder = Path(name)
        book = Book.create(folder / "book", city="linyi", year=2021, seed=1, synthetic=True)
        csv, xlsx = folder / "rows.csv", folder / "rows.xlsx"
        many, fewer = max(1000, round(1_000_000 * scale)), max(1000, round(200_000 * scale))
        make_rows(many, 0).write_csv(csv)
        make_rows(fewer, 10_000_000).write_excel(xlsx)
        for path, rows in ((csv, many), (xlsx, fewer)):
            seconds, cpu, told = take_time(lambda path=path: import_file(book, path, get_contract(KIND)))
            assert told.accepted == rows, told
            kind = path.suffix[1:]
            found |= {
                f"{kind}_rows": rows,
                f"{kind}_s": round(seconds, 2),
                f"{kind}_cpu_s": round(cpu, 2),
                f"{kind}_rows_a_second": round(rows / seconds),
            }
    report(**found)


main(float(sys.argv[1]))
