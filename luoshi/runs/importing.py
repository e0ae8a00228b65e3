"""Import a file into a book by the contract of its record kind."""

from pathlib import Path

from luoshi.records import Book, IntakeReport, import_file
from luoshi.records.kinds import get_contract


def import_records(book_path: Path, file: Path, kind: str, *, correction: bool) -> IntakeReport:
    """Take the rows of `file` into the book; see `luoshi.records.import_file` for what is refused."""
    book = Book.open(book_path)
    return import_file(book, file, get_contract(kind), correction=correction)
