"""A book under kills, full disks and rivals: a batch is there whole, or not at all."""

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from luoshi.errors import Conflict, UserFault
from luoshi.records import (
    Batch,
    Book,
    Column,
    ColumnType,
    Contract,
    backup_book,
    find_orphans,
    import_file,
    remove_orphans,
    restore_book,
    verify_log,
)
from luoshi.registry import Registry

NOW = datetime(2021, 12, 31, tzinfo=UTC)
FAR = datetime(2200, 1, 1, tzinfo=UTC)
COLUMNS = (
    Column("card", ColumnType.KEY, "卡", "card"),
    Column("area", ColumnType.AREA, "区划", "area"),
    Column("day", ColumnType.DATE, "日期", "day"),
)
RIDE = Contract("test_ride", 1, "乘车", "ride", COLUMNS, ("card",), "day")
CARD = Contract("test_card", 1, "卡", "card", COLUMNS, ("card",), "day")
# Every call by which bytes or names reach the disk, besides Polars' own write.
WRITES = ("open", "write", "fsync", "link", "unlink", "replace", "close", "mkdir")


class KilledError(BaseException):
    """The process is gone: nothing catches this, and no clean-up of its own runs."""


@contextmanager
def failing_at(patch: pytest.MonkeyPatch, place: int, error: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Let the n-th writing call, and all after it, raise instead of being done; yields the calls seen."""
    seen: list[str] = []

    def wrap(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*given: object, **named: object) -> object:
            seen.append(name)
            if len(seen) > place:
                raise error()
            return real(*given, **named)

        return call

    with patch.context() as context:
        for name in WRITES:
            context.setattr(os, name, wrap(name))
        yield seen


def make_book(folder: Path) -> Book:
    return Book.create(folder / "book", city="test", year=2021, clock=lambda: NOW)


def make_rows(*cards: int) -> pl.DataFrame:
    count = len(cards)
    return pl.DataFrame(
        {"card": cards, "area": [371302001001] * count, "day": [date(2021, 5, 1)] * count},
        schema={"card": pl.Int64, "area": pl.Int64, "day": pl.Date},
    )


def append_both(book: Book, sequence: int) -> None:
    files = (book.stage(RIDE, make_rows(sequence)), book.stage(CARD, make_rows(sequence)))
    book.append(Batch("both", sequence, files))


def write_csv(path: Path, *cards: int) -> Path:
    path.write_text("".join(["card,area,day\n", *(f"{card},371302001001,2021-05-01\n" for card in cards)]))
    return path


def count_rows(book: Book, kind: str) -> int:
    return sum(pl.read_parquet(path).height for path in book.snapshot().files(kind))


def run_until_spared(
    folder: Path, act: Callable[[Book], object], error: Callable[[], BaseException], check: Callable[[Book], None]
) -> int:
    """Run `act` on a fresh book failing at the first writing call, then the second, until it gets through."""
    patch = pytest.MonkeyPatch()
    for place in range(400):
        nest = folder / str(place)
        nest.mkdir()
        book = make_book(nest)
        append_both(book, 1)
        try:
            with failing_at(patch, place, error):
                act(book)
        except (KilledError, UserFault, OSError):
            again = Book.open(book.path, clock=lambda: NOW)
            check(again)
            verify_log(again)
            act(again)
            check(again)
            remove_orphans(again, older_than=FAR)
            assert find_orphans(again) == ()
            verify_log(again)
        else:
            return place
    raise AssertionError("the action never got through")


def check_both_or_neither(book: Book) -> None:
    assert count_rows(book, "test_ride") == count_rows(book, "test_card") == len(book.entries()) - 1


def test_append_killed_at_any_write_leaves_the_batch_whole_or_absent(tmp_path: Path) -> None:
    places = run_until_spared(tmp_path, append_twice_safe, KilledError, check_both_or_neither)
    assert places > 15


def append_twice_safe(book: Book) -> None:
    """Append batch 2, unless the entry got through before the kill."""
    if not any(entry.sequence == "2" for entry in book.entries()):
        append_both(book, 2)


def test_full_disk_at_any_write_leaves_the_batch_whole_or_absent(tmp_path: Path) -> None:
    def full() -> OSError:
        return OSError(errno.ENOSPC, "No space left on device")

    assert run_until_spared(tmp_path, append_twice_safe, full, check_both_or_neither) > 15


def test_import_killed_at_any_write_counts_each_row_once(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "rides.csv", 7, 8, 9)

    def check(book: Book) -> None:
        assert count_rows(book, "test_ride") == (4 if len(book.entries()) == 3 else 1)

    places = run_until_spared(tmp_path, lambda book: import_file(book, path, RIDE), KilledError, check)
    assert places > 10


def test_create_killed_at_any_write_can_be_done_again(tmp_path: Path) -> None:
    patch = pytest.MonkeyPatch()
    for place in range(100):
        nest = tmp_path / str(place)
        nest.mkdir()
        try:
            with failing_at(patch, place, KilledError):
                make_book(nest)
        except KilledError:
            if not (nest / "book" / "luoshi.toml").exists():
                make_book(nest)
            assert Book.open(nest / "book").snapshot().version == 0
        else:
            assert place > 5
            return


def test_full_disk_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_book(tmp_path)

    def write(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", write)
    with pytest.raises(UserFault, match="Free some space"):
        book.stage(RIDE, make_rows(1))
    assert book.snapshot().version == 0


def test_second_of_two_writers_at_one_position_gets_a_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_book(tmp_path)
    rival = Book.open(book.path, clock=lambda: NOW)
    real = os.link

    def link(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", real)
        append_both(rival, 5)
        real(source, target)

    batch = Batch("rides", 1, (book.stage(RIDE, make_rows(1)),))
    monkeypatch.setattr(os, "link", link)
    with pytest.raises(Conflict):
        book.append(batch)
    assert book.append(batch).position == 2
    assert verify_log(book) == 3


def test_many_imports_at_once_all_enter_and_no_key_twice(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    paths = [write_csv(tmp_path / f"{number}.csv", 1000 + number, 1) for number in range(6)]

    def run(path: Path) -> tuple[int, int]:
        report = import_file(Book.open(book.path, clock=lambda: NOW), path, RIDE)
        return report.accepted, report.duplicate

    with ThreadPoolExecutor(4) as pool:
        results = sorted(pool.map(run, paths))
    assert results == [(1, 1)] * 5 + [(2, 0)]
    assert len(book.entries()) == 7
    assert count_rows(book, "test_ride") == 7


def test_backup_brings_back_book_and_registry_together(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    secret = b"s" * 40
    [key] = Registry(book.path / "registry", secret).get_or_make_keys(["999371199003070118"], ["张三"])
    append_both(book, 1)
    archive = backup_book(book.path, tmp_path / "backup.tar")
    append_both(book, 2)
    restored = restore_book(archive, tmp_path / "restored")
    assert restored.snapshot().head == book.snapshot(version=1).head
    person = Registry(restored.path / "registry", secret).find_person(key)
    assert person is not None
    assert person.name == "张三"
    append_both(restored, 3)


@pytest.mark.parametrize("place", [600, 4000])
def test_damaged_backup_is_not_restored_in_silence(tmp_path: Path, place: int) -> None:
    book = make_book(tmp_path)
    append_both(book, 1)
    archive = backup_book(book.path, tmp_path / "backup.tar")
    content = bytearray(archive.read_bytes())
    wanted = content.index(b"PAR1") + 40 if place > 1000 else content.index(b'"feed"') + 3
    content[wanted] ^= 1
    archive.write_bytes(content)
    with pytest.raises(Exception, match=r"changed|bytes"):
        restore_book(archive, tmp_path / "restored")


def test_backup_is_never_written_over_or_into_the_book(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    (tmp_path / "there.tar").touch()
    for archive in (tmp_path / "there.tar", book.path / "backup.tar"):
        with pytest.raises(UserFault):
            backup_book(book.path, archive)
    with pytest.raises(UserFault):
        restore_book(tmp_path / "there.tar", book.path)
