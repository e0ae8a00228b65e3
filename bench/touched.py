"""The columns that counting a book touches, and the plain scan of them that everything is measured against."""

from pathlib import Path

import duckdb

from luoshi.engines import list_read_columns
from luoshi.figures import Evidence, find_evidence, list_measures
from luoshi.query import Measure, Source
from luoshi.records import Book
from luoshi.runs import build_source, get_city


def load_work(book: Path) -> tuple[Source, tuple[Measure, ...]]:
    """Return what is counted in the book: its source and the measures of all figures that rest on records."""
    opened = Book.open(book)
    source = build_source(opened.snapshot())
    figures = get_city(opened.settings.city).figures
    return source, list_measures(f for f in figures if find_evidence(f, source) is Evidence.RECORDS)


def scan(source: Source, columns: dict[str, list[str]]) -> int:
    """Read every touched column once, the cheapest work that reads them all; return the rows."""
    rows = 0
    with duckdb.connect(config={"threads": 2}) as connection:
        for kind, names in columns.items():
            if files := source.files.get(kind, ()):
                asked = ", ".join(f'max("{name}")' for name in names)
                given = ", ".join(f"'{path}'" for path in files)
                found = connection.execute(f"SELECT count(*), {asked} FROM read_parquet([{given}])").fetchall()
                rows += found[0][0]
    return rows


def list_touched(measures: tuple[Measure, ...]) -> dict[str, list[str]]:
    """Return by kind the columns that the measures read."""
    return {kind: sorted(names) for kind, names in list_read_columns(measures).items()}
