"""Merging small batches: later snapshots read one file, earlier ones what they always read, and the rows stay."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from luoshi.errors import IntegrityFault
from luoshi.records import (
    Batch,
    Book,
    Snapshot,
    check_book,
    get_contract,
    import_file,
    merge_small,
    verify_log,
    withdraw,
    withdraw_file,
)
from luoshi.records.merging import hash_rows

START = datetime(2021, 12, 31, tzinfo=UTC)
RIDES = get_contract("rides")


class Clock:
    """Moves an hour on at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def make_book(folder: Path) -> Book:
    return Book.create(folder / "book", city="test", year=2021, clock=Clock())


def write_rides(path: Path, *rides: int, fare: str = "senior_free") -> Path:
    lines = ["ride,rode_on,fare,area", *(f"{ride},2021-05-01,{fare},371302" for ride in rides)]
    path.write_text("\n".join(lines))
    return path


def count(snapshot: Snapshot) -> list[int]:
    files = snapshot.files("rides")
    if not files:
        return []
    rows = pl.concat([pl.read_parquet(path) for path in files])
    ended = [pl.read_parquet(path) for path in snapshot.ended("rides")]
    standing = rows.join(pl.concat(ended), on="record", how="anti") if ended else rows
    return sorted(standing["ride"].to_list())


def fill(folder: Path) -> Book:
    book = make_book(folder)
    for number in range(4):
        import_file(book, write_rides(folder / f"{number}.csv", number, number + 10), RIDES)
    for ride in (0, 11):
        rows = pl.concat([pl.read_parquet(path) for path in book.snapshot().files("rides")])
        withdraw(book, RIDES, rows.filter(pl.col("ride") == ride)["record"].to_list(), f"ride {ride}")
    return book


def test_every_snapshot_counts_the_same_before_and_after_a_merge(tmp_path: Path) -> None:
    book = fill(tmp_path)
    versions = range(book.snapshot().version + 1)
    before = {version: count(book.snapshot(version)) for version in versions}
    times = {book.snapshot(version).known: count(book.snapshot(version)) for version in versions}
    records, ended = merge_small(book)
    assert (records.files, records.rows, ended.files, ended.rows) == (4, 8, 2, 2)
    assert {version: count(book.snapshot(version)) for version in versions} == before
    assert {known: count(book.snapshot(known=known)) for known in times} == times
    assert count(book.snapshot()) == before[max(versions)]
    assert len(book.snapshot().files("rides")) == len(book.snapshot().ended("rides")) == 1
    verify_log(book)
    assert merge_small(book) == ()


def test_book_goes_on_after_a_merge(tmp_path: Path) -> None:
    book = fill(tmp_path)
    merge_small(book)
    again = import_file(book, write_rides(tmp_path / "again.csv", 1, 2, 99), RIDES)
    assert (again.accepted, again.duplicate) == (1, 2)
    changed = write_rides(tmp_path / "changed.csv", 2, fare="senior_paid")
    assert import_file(book, changed, RIDES).quarantined == 1
    assert import_file(book, changed, RIDES, correction=True).superseded == 1
    withdraw_file(book, RIDES, tmp_path / "3.csv", "sent by mistake")
    assert count(book.snapshot()) == [1, 2, 10, 12, 99]
    merge_small(book)
    assert count(book.snapshot()) == [1, 2, 10, 12, 99]
    verify_log(book)


def test_merge_that_changed_a_row_is_found(tmp_path: Path) -> None:
    book = fill(tmp_path)
    snapshot = book.snapshot()
    names = tuple(file.name for file in snapshot.get_file_entries("records"))
    rows = pl.concat([pl.read_parquet(path) for path in snapshot.files("rides")])
    forged = rows.with_columns(pl.lit(date(2021, 6, 1)).alias("rode_on"))
    staged = book.stage_numbered("rides", forged)
    book.append(Batch("merge", "forged", (staged,), replaces=names, rows_hash=hash_rows(forged)))
    [fault] = check_book(book)
    assert fault.code == "records.merge_differs"
    with pytest.raises(IntegrityFault):
        verify_log(book)


def test_hash_of_rows_depends_on_every_cell_and_not_on_the_order() -> None:
    rows = pl.DataFrame({"record": [1, 2], "a": ["x,y", None], "b": ["", "z"]})
    assert hash_rows(rows) == hash_rows(rows.reverse())
    others = [
        pl.DataFrame({"record": [1, 2], "a": ["x,y", ""], "b": ["", "z"]}),
        pl.DataFrame({"record": [1, 2], "a": ["x", None], "b": ["y,", "z"]}),
        pl.DataFrame({"record": [1, 2], "a": ["x,y", "-"], "b": ["", "z"]}),
        rows.head(1),
    ]
    assert len({hash_rows(frame) for frame in [rows, *others]}) == 5


def test_all_that_is_wrong_is_named(tmp_path: Path) -> None:
    book = fill(tmp_path)
    merge_small(book)
    files = list((book.path / "data").rglob("*.parquet"))
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes()[:-1] + b"x")
    faults = {fault.code: fault.values["path"] for fault in check_book(book, head="0" * 64) if "path" in fault.values}
    assert faults == {"records.missing_file": files[0], "records.changed_file": files[1]}
    assert "records.head_missing" in {fault.code for fault in check_book(book, head="0" * 64)}


def test_file_withdrawn_twice_is_withdrawn_once(tmp_path: Path) -> None:
    book = fill(tmp_path)
    path = tmp_path / "2.csv"
    entry = withdraw_file(book, RIDES, path, "wrong month", author="finance bureau")
    assert (entry.note, entry.author, entry.files[0].rows) == ("wrong month", "finance bureau", 2)
    assert withdraw_file(book, RIDES, path, "wrong month") == entry
    assert count(book.snapshot()) == [1, 3, 10, 13]
    assert 2 in count(book.snapshot(entry.position - 1))
