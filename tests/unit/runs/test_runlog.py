"""The public run log: a line a run, chained, and nothing of it lost or changed in silence."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from luoshi.errors import IntegrityFault
from luoshi.records import Book, verify_log
from luoshi.runs import list_runs, log_run

WHO = {"LUOSHI_USER": "auditor", "LUOSHI_PURPOSE": "yearly audit"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Book.create(tmp_path / "book", city="linyi", year=2021).path


def test_run_says_who_asked_what_of_which_book_by_which_definitions(book: Path) -> None:
    run = log_run(book, "count", "2021 city", WHO)
    assert (run.who, run.purpose, run.command, run.asked) == ("auditor", "yearly audit", "count", "2021 city")
    assert (run.sequence, run.previous, run.position, run.synthetic) == (0, None, 0, False)
    assert run.head == Book.open(book).snapshot().head
    assert len(run.definitions) == 64
    assert list_runs(book) == [run]
    assert verify_log(Book.open(book)) == 0


def test_each_run_holds_the_hash_of_the_one_before(book: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: log_run(book, "count", str(number), WHO), range(12)))
    runs = list_runs(book)
    assert [run.sequence for run in runs] == list(range(12))
    assert {run.asked for run in runs} == set(map(str, range(12)))
    assert len({run.previous for run in runs}) == 12


@pytest.mark.parametrize("change", ["alter", "remove", "swap"])
def test_changed_line_is_found(book: Path, change: str) -> None:
    for number in range(3):
        log_run(book, "count", str(number), WHO)
    file = book / "runs" / "runs.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    if change == "alter":
        lines[0] = lines[0].replace(b"auditor", b"nobody0")
    elif change == "remove":
        del lines[1]
    else:
        lines[0], lines[1] = lines[1], lines[0]
    file.write_bytes(b"".join(lines))
    with pytest.raises(IntegrityFault, match=r"line \d"):
        list_runs(book)
    with pytest.raises(IntegrityFault):
        log_run(book, "count", "again", WHO)


def test_line_that_a_killed_run_left_half_written_is_passed_over(book: Path) -> None:
    first = log_run(book, "count", "one", WHO)
    file = book / "runs" / "runs.jsonl"
    file.write_bytes(file.read_bytes() + b'{"asked":"tw')
    assert list_runs(book) == [first]
    second = log_run(book, "count", "two", WHO)
    assert list_runs(book) == [first, second]
