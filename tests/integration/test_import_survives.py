"""Import under real kills, full disks and rivals: after each, the book verifies and doing it again is right."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from luoshi.errors import UserFault
from luoshi.identity import append_check_digits
from luoshi.records import (
    Book,
    find_orphans,
    get_contract,
    import_file,
    remove_orphans,
    verify_log,
    withdraw_file,
)
from luoshi.registry import Registry

NOW = datetime(2021, 12, 31, 4, tzinfo=UTC)
FAR = datetime(2200, 1, 1, tzinfo=UTC)
SESSIONS = get_contract("service_sessions")
DRIVER = Path(__file__).with_name("interrupted_import.py")
HEADINGS = "服务对象身份证号,服务对象姓名,机构键,服务种类,服务日期,是否到场,是否享受救助,区划代码"
NUMBERS = append_check_digits(pl.Series([f"99937119900307{number:03}" for number in range(9)])).to_list()
SECRET = b"s" * 32


def write_sessions(path: Path, *people: int, attended: str = "是") -> Path:
    """Write a session for each person, and one row that will be sent back."""
    rows = [f"{NUMBERS[person]},某人,9,儿童康复,2021-03-05,{attended},否,371302" for person in people]
    path.write_text("\n".join([HEADINGS, *rows, f"{NUMBERS[0]},某人,9,儿童康复,2029-01-01,是,否,371302"]))
    return path


def make_book(folder: Path) -> Book:
    book = Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)
    for name, people in (("old", (0, 1)), ("older", (2,))):
        import_file(book, write_sessions(folder / f"{name}.csv", *people), SESSIONS, registry=lambda: people_of(book))
    return book


def people_of(book: Book) -> Registry:
    return Registry(book.path / "registry", SECRET)


def read_standing(book: Book) -> list[tuple[str, bool]]:
    """Return who stands in the book and whether he attended, by ID number."""
    snapshot = book.snapshot()
    rows = pl.concat([pl.read_parquet(path) for path in snapshot.files("service_sessions")])
    ended = [pl.read_parquet(path) for path in snapshot.ended("service_sessions")]
    if ended:
        rows = rows.join(pl.concat(ended), on="record", how="anti")
    registry = people_of(book)
    found = [(registry.find_person(key), attended) for key, attended in rows.select("person", "attended").iter_rows()]
    return sorted((person.id_number, attended) for person, attended in found if person is not None)


def prepare(folder: Path, action: str) -> Path:
    """Make the book to act on, once, and return the file that the action takes."""
    book = make_book(folder)
    if action in ("withdraw", "merge"):
        path = write_sessions(folder / "new.csv", 3, 4)
        import_file(book, path, SESSIONS, registry=lambda: people_of(book))
        return path
    return write_sessions(folder / "new.csv", 1, 3, 4, attended="否" if action == "correct" else "是")


@pytest.mark.slow
@pytest.mark.parametrize("action", ["import", "correct", "withdraw", "merge"])
def test_killed_at_each_write_in_turn_it_can_be_done_again(tmp_path: Path, action: str) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    path = prepare(origin, action)
    before = read_standing(Book.open(origin / "book"))
    target = tmp_path / "copies"
    given = [sys.executable, str(DRIVER), str(origin / "book"), str(path), action, str(target)]
    driven = subprocess.run(given, capture_output=True, text=True, check=False, timeout=500)
    assert driven.returncode == 0, driven.stderr
    writes, after = int(driven.stdout), read_standing(Book.open(target / "whole"))
    assert writes > 8
    assert (before == after) == (action == "merge")
    for place in range(1, writes + 1):
        killed = Book.open(target / str(place) / "killed", clock=lambda: NOW)
        verify_log(killed)
        assert read_standing(killed) in (before, after)
        again = Book.open(target / str(place) / "again", clock=lambda: NOW)
        assert read_standing(again) == after
        remove_orphans(again, older_than=FAR)
        assert find_orphans(again) == ()
        verify_log(again)
        if action in ("import", "correct"):
            correction = action == "correct"
            told = import_file(again, path, SESSIONS, correction=correction)
            assert (told.read, told.quarantined, told.repeated) == (4, 1, True)
            assert told.quarantine_path is not None
            assert told.quarantine_path.is_file()


@pytest.mark.slow
def test_two_processes_importing_at_once_both_enter_and_no_key_stands_twice(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book", city="linyi", year=2021)
    head = "ride,rode_on,fare,area\n"
    # Half of the rides stand in both files: whoever is second has them as duplicates.
    for name, start in (("a", 0), ("b", 20_000)):
        rows = "\n".join(f"{ride},2021-05-01,senior_free,371302" for ride in range(start, start + 40_000))
        (tmp_path / f"{name}.csv").write_text(head + rows)
    command = [sys.executable, "-c", "from luoshi.cli import main; main()", "import"]
    options = ["--kind", "rides", "--book", str(book.path), "--format", "json"]
    running = [
        subprocess.Popen([*command, str(tmp_path / f"{name}.csv"), *options], stdout=subprocess.PIPE, text=True)
        for name in "ab"
    ]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sorted((report["accepted"], report["duplicate"]) for report in told) == [(20_000, 20_000), (40_000, 0)]
    rides = pl.concat([pl.read_parquet(path) for path in book.snapshot().files("rides")])["ride"]
    assert sorted(rides) == list(range(60_000))
    assert verify_log(book) == 2


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["fsync", "link", "write", "replace"])
def test_full_disk_during_import_names_the_remedy_and_leaves_the_book_as_it_was(tmp_path: Path, call: str) -> None:
    book = make_book(tmp_path)
    before, head = read_standing(book), book.snapshot().head
    path = write_sessions(tmp_path / "new.csv", 3, 4)
    registry = people_of(book)
    registry.get_or_make_keys(NUMBERS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(UserFault, match="Free some space"):
            import_file(book, path, SESSIONS, registry=lambda: registry)
    assert (read_standing(book), book.snapshot().head) == (before, head)
    verify_log(book)
    report = import_file(book, path, SESSIONS, registry=lambda: registry)
    assert (report.read, report.accepted, report.quarantined) == (3, 2, 1)


@pytest.mark.parametrize("writer", [pl.DataFrame.write_parquet])
def test_full_disk_in_the_spool_of_a_large_import_says_so(
    tmp_path: Path, writer: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book.create(tmp_path / "book", city="test", year=2021, clock=lambda: NOW)
    path = tmp_path / "a.csv"
    rows = "\n".join(f"{ride},2021-05-01,senior_free,371302" for ride in range(50_000))
    path.write_text("ride,rode_on,fare,area\n" + rows)
    monkeypatch.setattr("luoshi.records.spool.PART_ROWS", 1000)
    monkeypatch.setattr(pl.DataFrame, writer.__name__, full)
    with pytest.raises(UserFault, match="Free some space"):
        import_file(book, path, get_contract("rides"))
    assert book.snapshot().version == 0
    assert find_orphans(book) == ()


def test_withdrawal_keeps_the_history_and_the_file_may_come_again_in_another_form(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    before = read_standing(book)
    entry = withdraw_file(book, SESSIONS, tmp_path / "old.csv", "wrong month")
    assert len(read_standing(book)) == len(before) - 2
    assert read_standing(Book.open(book.path)) == read_standing(book)
    assert entry.note == "wrong month"
    mended = write_sessions(tmp_path / "mended.csv", 0, 1, attended="否")
    assert import_file(book, mended, SESSIONS, registry=lambda: people_of(book)).accepted == 2
    assert {attended for _, attended in read_standing(book)} == {True, False}
