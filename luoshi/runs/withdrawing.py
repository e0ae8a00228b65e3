"""Withdraw records of a book, by id or by the file they came from."""

from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.records import Book, Entry, withdraw, withdraw_file
from luoshi.records.kinds import get_contract


@dataclass(frozen=True)
class WithdrawRequest:
    """Either `records` or `file` says which records of `kind` end."""

    kind: str
    reason: str
    records: tuple[int, ...] = ()
    file: Path | None = None
    author: str = ""


def withdraw_records(book_path: Path, request: WithdrawRequest) -> Entry:
    """End the records and return the log entry that says so; raises UserFault unless one of the two is given."""
    contract = get_contract(request.kind)
    book = Book.open(book_path)
    if (request.file is None) == (not request.records):
        raise UserFault("runs.records_or_file")
    if request.file is not None:
        return withdraw_file(book, contract, request.file, request.reason, author=request.author)
    return withdraw(book, contract, request.records, request.reason, author=request.author)
