"""A release also knows the book's files that it was counted from: one changed byte of them is found, and where."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from release_builders import build_contents

from luoshi.errors import IntegrityFault
from luoshi.periods import FixedClock
from luoshi.records import Batch, Book, Column, ColumnType, Contract
from luoshi.releases import describe_records, fingerprint_records, seal, verify, verify_book

NOW = datetime(2022, 1, 5, tzinfo=UTC)
COLUMNS = (
    Column("card", ColumnType.KEY, "卡", "card"),
    Column("area", ColumnType.AREA, "区划", "area"),
    Column("day", ColumnType.DATE, "日期", "day"),
)
RIDE = Contract("test_ride", 1, "乘车", "ride", COLUMNS, ("card",), "day")


def _append(book, sequence, count=20_000):
    cards = pl.Series(range(sequence * 10**9, sequence * 10**9 + count)).hash() // 2
    frame = pl.DataFrame({"card": cards.cast(pl.Int64)}).with_columns(
        area=pl.lit(371302001001, pl.Int64), day=pl.lit(date(2021, 5, 1))
    )
    book.append(Batch("rides", sequence, (book.stage(RIDE, frame),)))


@pytest.fixture
def book(tmp_path):
    book = Book.create(tmp_path / "book", city="test", year=2021, clock=lambda: NOW)
    _append(book, 1)
    _append(book, 2)
    return book


@pytest.fixture
def release(book, signer):
    snapshot = book.snapshot()
    contents = build_contents(
        position=snapshot.version,
        head=snapshot.head,
        records=describe_records(snapshot),
        blocks=fingerprint_records(snapshot),
    )
    return seal(book.path / "releases", contents, signer=signer, clock=FixedClock(NOW))


def test_untouched_book_has_no_finding_also_after_more_records(book, release, public_keys):
    assert verify_book(release.path, book.path) == ()
    _append(book, 3)
    assert verify_book(release.path, book.path) == ()
    assert verify(release.path, public_keys).holds


@pytest.mark.parametrize("part", [0.0, 0.37, 0.999])
def test_changed_byte_of_a_record_file_is_placed_within_its_block(book, release, part):
    path = book.snapshot().files("test_ride")[1]
    content = bytearray(path.read_bytes())
    place = int(part * len(content))
    content[place] ^= 4
    path.write_bytes(content)
    (finding,) = verify_book(release.path, book.path)
    assert finding.kind == "record_file_changed"
    assert finding.file.endswith(path.name)
    assert finding.bytes.first <= place < finding.bytes.end
    assert finding.bytes.end - finding.bytes.first <= max(4096, len(content) // 128)
    assert "20,000 rows" in finding.say("en")
    assert path.name in finding.say("zh")


def test_missing_record_file_is_named(book, release):
    path = book.snapshot().files("test_ride")[0]
    path.unlink()
    (finding,) = verify_book(release.path, book.path)
    assert (finding.kind, finding.file.endswith(path.name)) == ("record_file_missing", True)


def test_log_cut_short_changed_or_rewritten_is_found(book, release, tmp_path):
    entry = book.path / "log" / "00000002.json"
    content = entry.read_bytes()
    entry.write_bytes(content.replace(b"rides", b"walks"))
    assert [one.kind for one in verify_book(release.path, book.path)] == ["log_changed"]
    entry.unlink()
    assert [one.kind for one in verify_book(release.path, book.path)] == ["log_short"]
    _append(book, 7)
    assert [one.kind for one in verify_book(release.path, book.path)] == ["log_rewritten"]


def test_damaged_record_file_is_not_sealed(book):
    path = book.snapshot().files("test_ride")[0]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IntegrityFault, match=path.name):
        fingerprint_records(book.snapshot())


def test_release_sealed_without_blocks_still_names_the_file(book, signer):
    snapshot = book.snapshot()
    contents = build_contents(
        position=snapshot.version, head=snapshot.head, records=describe_records(snapshot), blocks={}
    )
    release = seal(book.path / "releases", contents, signer=signer, clock=FixedClock(NOW))
    path = snapshot.files("test_ride")[0]
    path.write_bytes(path.read_bytes() + b"x")
    (finding,) = verify_book(release.path, book.path)
    assert (finding.kind, finding.bytes) == ("record_file_differs", None)
