"""What counts keep in the book's cache, and results written to a file."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from luoshi.errors import IntegrityFault, UserFault
from luoshi.periods import Period, periods_of_year
from luoshi.records import Batch, Book
from luoshi.runs import CountRequest, count_book, kept, write_counts

YEAR = periods_of_year(2021)
SOME = (Period.parse("2021-08"), Period.parse("2021-09"), Period.parse("2021"))
COUNTIES = CountRequest(SOME, level="county")
FIGURE = "assistance.recipients"


def _pay(book: Book, sequence: int, people: list[int], ended: list[int] | None = None) -> None:
    """Append a batch of payments of September, each person's in a village of his own, and end some records."""
    rows = pl.DataFrame(
        {
            "record": [sequence * 1000 + person for person in people],
            "payment": [sequence * 1000 + person for person in people],
            "person": people,
            "household": people,
            "benefit": "dibao",
            "pay_month": date(2021, 9, 1),
            "paid_on": date(2021, 9, 10),
            "amount": [person * 100 for person in people],
            "status": "paid",
            "area": [371302000000 if (person + sequence) % 2 else 371311000000 for person in people],
        },
        schema_overrides={"record": pl.Int64},
    )
    files = [book.stage_numbered("payments", rows)]
    if ended:
        files.append(book.stage_ended("payments", pl.Series(ended, dtype=pl.Int64)))
    book.append(Batch("test", sequence, tuple(files)))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book.create(tmp_path / "book", city="linyi", year=2021)
    _pay(made, 1, list(range(1, 101)))
    returns = pl.DataFrame(
        {
            "item": ["hospitals.fever_clinics"] * 3 + ["plan.pledges"],
            "period": ["2021"] * 3 + ["2021-09"],
            "numerator": [1, 2, 3, 20],
            "denominator": [1, 3, 3, 1],
            "signed_on": [date(2022, 1, 5)] * 4,
            "department": ["health", "health", "health", "government"],
            "area": [371302000000, 371311000000, 371302001000, 371300000000],
        }
    )
    made.append(Batch("test returns", 1, (made.stage("returns", returns),)))
    return made


def _compare(book: Book, request: CountRequest = COUNTIES) -> None:
    fresh = CountRequest(**{**vars(request), "fresh": True})
    assert count_book(book.path, request) == count_book(book.path, fresh)


def _list_kept(book: Book) -> list[str]:
    return sorted(path.parent.name for path in book.path.glob("cache/counts/*/*/state.json"))


def test_count_refreshed_after_batch_correction_and_withdrawal_equals_a_fresh_count(book: Book) -> None:
    _compare(book)
    _pay(book, 2, [3, 500])
    _compare(book)
    _pay(book, 3, [4], ended=[1004, 1005])
    _compare(book)
    assert [name.split("-", 2)[2] for name in _list_kept(book)] == ["whole", "from-2", "from-3"]


def test_part_of_a_kept_count_is_read_from_it_and_refreshed(book: Book) -> None:
    count_book(book.path, CountRequest(YEAR))
    _pay(book, 2, [700])
    some = CountRequest((Period.parse("2021-Q3"), Period.parse("2021-09")), "county", "reporting", (FIGURE,))
    _compare(book, some)
    assert len(_list_kept(book)) == 2


def test_single_figure_without_a_kept_whole_keeps_nothing(book: Book) -> None:
    _compare(book, CountRequest((Period.parse("2021"),), figures=(FIGURE,)))
    assert _list_kept(book) == []


def test_count_of_an_earlier_known_time_does_not_use_what_came_later(book: Book) -> None:
    known = book.snapshot().known
    before = count_book(book.path, CountRequest(SOME, known=known))
    _pay(book, 2, [700])
    count_book(book.path, COUNTIES)
    assert count_book(book.path, CountRequest(SOME, known=known)) == before


def test_long_chain_is_added_up_and_older_counts_are_forgotten(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONGEST_CHAIN", 2)
    count_book(book.path, COUNTIES)
    for sequence in range(2, 7):
        _pay(book, sequence, [sequence, 2000 + sequence])
        _compare(book)
    assert [(int(name[:8]), name.split("-", 2)[2]) for name in _list_kept(book)] == [
        (4, "whole"),
        (5, "from-4"),
        (6, "whole"),
        (7, "from-6"),
    ]


def test_damaged_cache_names_the_folder_to_delete(book: Book) -> None:
    count_book(book.path, COUNTIES)
    path = next(book.path.glob("cache/counts/*/*/legal-county.parquet"))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(IntegrityFault, match="Delete the folder"):
        count_book(book.path, COUNTIES)


def test_state_that_a_power_cut_emptied_is_no_count(book: Book) -> None:
    _compare(book)
    next(book.path.glob("cache/counts/*/*/state.json")).write_text("")
    _compare(book)


def test_cache_of_another_log_is_not_used(book: Book, tmp_path: Path) -> None:
    count_book(book.path, COUNTIES)
    other = Book.create(tmp_path / "other", city="linyi", year=2021)
    _pay(other, 1, [1])
    (book.path / "cache").rename(other.path / "cache")
    _compare(other)


def test_book_whose_cache_cannot_be_written_is_counted_all_the_same(book: Book) -> None:
    (book.path / "cache").write_text("in the way")
    _compare(book)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_written_results_are_those_that_count_gives(book: Book, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"results.{ending}"
    request = CountRequest((Period.parse("2021-09"), Period.parse("2021")))
    rows = write_counts(book.path, out, request, trees=("legal", "reporting"), levels=("city", "county", "township"))
    if ending == "parquet":
        written = pl.read_parquet(out).to_dicts()
    else:
        with out.open(encoding="utf-8") as stream:
            written = list(csv.DictReader(stream))
    assert len(written) == rows
    for tree in ("legal", "reporting"):
        for level in ("city", "county", "township"):
            asked = CountRequest(request.periods, level, tree)
            expected = [result.to_json() for result in count_book(book.path, asked)]
            got = [row for row in written if (row["tree"], row["level"]) == (tree, level)]
            assert len(got) == len(expected)
            for row, result in zip(got, expected, strict=True):
                for name, value in result.items():
                    told = row[name] if ending == "parquet" else _read(row[name], value)
                    assert told == value, (row, result)


def _read(text: str, like: object) -> object:
    if text == "":
        return None
    return type(like)(float(text)) if isinstance(like, int | float) else text


def test_results_in_another_format_are_refused_and_nothing_is_left(book: Book, tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"\.parquet"):
        write_counts(book.path, tmp_path / "a.json", COUNTIES, trees=("legal",), levels=("city",))
    assert list(tmp_path.glob("*a.json*")) == []
