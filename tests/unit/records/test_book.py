"""The book: batches whole or not at all, sequences once, snapshots for ever, damage found."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from luoshi.errors import Conflict, IntegrityFault, UserFault
from luoshi.records import (
    Batch,
    Book,
    Column,
    ColumnType,
    Contract,
    build_schema,
    find_orphans,
    get_contract,
    remove_orphans,
    verify_log,
)

START = datetime(2021, 12, 31, tzinfo=UTC)
RIDE = Contract(
    "test_ride",
    1,
    "乘车",
    "ride",
    (
        Column("card", ColumnType.KEY, "卡", "card"),
        Column("area", ColumnType.AREA, "区划", "area"),
        Column("day", ColumnType.DATE, "日期", "day"),
    ),
    ("card", "day"),
    "day",
)


class Clock:
    """Moves an hour on at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def make_book(folder: Path, **given: object) -> Book:
    return Book.create(folder / "book", city="test", year=2021, clock=Clock(), **given)


def make_rides(*cards: int) -> pl.DataFrame:
    days = [date(2021, 5, 1) + timedelta(days=number) for number, _ in enumerate(cards)]
    return pl.DataFrame({"card": cards, "area": [371302001001] * len(cards), "day": days})


def append_rides(book: Book, sequence: int, *cards: int) -> None:
    book.append(Batch("rides", sequence, (book.stage(RIDE, make_rides(*cards)),)))


def test_book_refuses_a_folder_in_use(tmp_path: Path) -> None:
    make_book(tmp_path)
    with pytest.raises(UserFault) as fault:
        make_book(tmp_path)
    assert fault.value.code == "records.folder_in_use"


def test_folder_that_is_no_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"luoshi\.toml"):
        Book.open(tmp_path)


def test_settings_are_read_back_as_written(tmp_path: Path) -> None:
    made = make_book(tmp_path, name='临沂 "市"', synthetic=True, seed=7)
    assert Book.open(made.path).settings == made.settings
    assert made.settings.disclosure_k == 5


def test_batch_is_stored_in_order_with_ids_and_described_in_the_log(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 9, 3, 5)
    entry = book.entries()[-1]
    [file] = entry.files
    assert (file.kind, file.rows, file.date_min, file.date_max) == (
        "test_ride",
        3,
        "2021-05-01",
        "2021-05-03",
    )
    [path] = book.snapshot().files("test_ride")
    stored = pl.read_parquet(path)
    assert stored.schema == build_schema(RIDE)
    assert stored["card"].to_list() == [9, 3, 5]
    assert stored["record"].diff().to_list()[1:] == [1, 1]
    assert path.stat().st_size == file.bytes


def test_record_ids_of_a_seeded_book_repeat_and_never_clash_after_reopening(tmp_path: Path) -> None:
    heads = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        book = make_book(tmp_path / name, synthetic=True, seed=1)
        append_rides(book, 1, 1, 2)
        append_rides(Book.open(book.path, clock=book.clock), 2, 3)
        heads.append(book.snapshot().head)
    assert heads[0] == heads[1]


def test_seed_without_synthetic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="synthetic"):
        make_book(tmp_path, seed=1)


def test_same_sequence_and_content_again_changes_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    batch = Batch("rides", 1, (book.stage(RIDE, make_rides(1)),))
    assert book.append(batch) == book.append(batch)
    assert len(book.entries()) == 2


def test_same_sequence_with_other_content_is_refused(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    with pytest.raises(UserFault) as fault:
        append_rides(book, 1, 2)
    assert fault.value.code == "records.other_content"


def test_batch_made_from_an_older_version_is_refused(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    batch = Batch("rides", 2, (book.stage(RIDE, make_rides(2)),))
    append_rides(book, 1, 1)
    with pytest.raises(Conflict):
        book.append(batch, expected=0)
    assert book.append(batch).position == 2


def test_record_id_given_twice_is_refused(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    rides = make_rides(1, 2).with_columns(record=pl.Series([5, 6]))
    book.append(Batch("a", 1, (book.stage_numbered(RIDE, rides),)))
    between = make_rides(1, 2).with_columns(record=pl.Series([4, 6]))
    with pytest.raises(UserFault) as fault:
        book.append(Batch("a", 2, (book.stage_numbered(RIDE, between),)))
    assert fault.value.code == "records.record_taken"
    around = make_rides(1, 2).with_columns(record=pl.Series([4, 7]))
    assert book.append(Batch("a", 2, (book.stage_numbered(RIDE, around),))).position == 2


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (make_rides(1).drop("area"), "records.wrong_columns"),
        (make_rides(1).with_columns(note=pl.lit("x")), "records.wrong_columns"),
        (make_rides(1).cast({"card": pl.Float64}), "records.wrong_type"),
        (make_rides(1).with_columns(card=pl.lit(None, pl.Int64)), "records.value_missing"),
        (make_rides(1).with_columns(record=pl.lit(1)), "records.already_numbered"),
    ],
)
def test_frame_that_breaks_the_contract_is_not_staged(tmp_path: Path, frame: pl.DataFrame, code: str) -> None:
    with pytest.raises(UserFault) as fault:
        make_book(tmp_path).stage(RIDE, frame)
    assert fault.value.code == code


def test_finished_parquet_is_taken_over_from_outside_the_book(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    path = tmp_path / "rides.parquet"
    make_rides(1, 2).with_columns(record=pl.Series([1, 2])).write_parquet(path)
    book.append(Batch("bulk", 1, (book.stage_file(RIDE, path),)))
    assert not path.exists()
    assert book.snapshot().kinds == ("test_ride",)


def test_kind_of_the_catalogue_may_be_named(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    path = tmp_path / "a.parquet"
    contract = get_contract("payments")
    build_schema(contract).to_frame().write_parquet(path)
    assert book.stage_file("payments", path).entry.kind == "payments"


def test_snapshot_of_a_version_or_a_known_time_stays_as_it_was(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    first = book.snapshot()
    ended = book.stage_ended("test_ride", pl.read_parquet(first.files("test_ride")[0])["record"])
    book.append(Batch("rides", 2, (book.stage(RIDE, make_rides(2)), ended)))
    assert len(book.snapshot().files("test_ride")) == 2
    assert len(book.snapshot().ended("test_ride")) == 1
    assert book.snapshot(version=1) == first == book.snapshot(known=first.known)
    assert first.ended("test_ride") == ()
    assert book.snapshot(version=0).kinds == ()
    with pytest.raises(UserFault):
        book.snapshot(version=3)
    with pytest.raises(UserFault):
        book.snapshot(known=START)


def test_known_times_never_step_back(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    late = Book.open(book.path, clock=lambda: START)
    append_rides(late, 2, 2)
    assert book.entries()[-1].known == book.entries()[-2].known


def test_any_changed_byte_of_the_log_is_found(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    for path in sorted((book.path / "log").iterdir()):
        good = path.read_bytes()
        for place in range(len(good)):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            with pytest.raises(IntegrityFault, match=path.name):
                verify_log(book)
        path.write_bytes(good)
    assert verify_log(book) == 1


def test_changed_and_missing_data_files_are_named(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    [path] = book.snapshot().files("test_ride")
    good = path.read_bytes()
    for place in range(0, len(good), 7):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(IntegrityFault, match=path.name):
            verify_log(book)
    path.unlink()
    with pytest.raises(IntegrityFault, match="missing"):
        verify_log(book)


def test_log_cut_short_is_found_by_a_head_kept_elsewhere(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    head = book.snapshot().head
    (book.path / "log" / "00000001.json").unlink()
    assert verify_log(book) == 0
    with pytest.raises(IntegrityFault) as fault:
        verify_log(book, head=head)
    assert fault.value.code == "records.head_missing"


def test_entry_removed_from_the_middle_is_found(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    append_rides(book, 2, 2)
    (book.path / "log" / "00000001.json").unlink()
    with pytest.raises(IntegrityFault, match=r"00000001\.json"):
        book.entries()


def test_orphans_are_listed_and_only_old_ones_removed(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    append_rides(book, 1, 1)
    staged = book.stage(RIDE, make_rides(2))
    assert find_orphans(book) == (staged.path,)
    assert remove_orphans(book, older_than=datetime(2000, 1, 1, tzinfo=UTC)) == ()
    assert remove_orphans(book, older_than=datetime(2200, 1, 1, tzinfo=UTC)) == (staged.path,)
    assert verify_log(book) == 1
    with pytest.raises(UserFault, match="Stage the batch again"):
        book.append(Batch("rides", 2, (staged,)))
