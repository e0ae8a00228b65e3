"""A release is recounted from its own sealed definitions over the book's snapshot."""

from datetime import UTC, date, datetime
from fractions import Fraction

import polars as pl
import pytest

from luoshi.errors import UserFault
from luoshi.figures import Behaviour, Evidence, Figure, Result
from luoshi.periods import FixedClock, Period
from luoshi.query import Happens, Is, Rows
from luoshi.records import Batch, Book, Column, ColumnType, Contract
from luoshi.releases import Contents, Vintage, describe_records, load_signer, make_key, recount, seal

NOON = datetime(2022, 1, 5, 4, tzinfo=UTC)
PAYMENT = Contract(
    kind="payment",
    version=1,
    zh="发放",
    en="payment",
    columns=(
        Column("number", ColumnType.TEXT, "编号", "number"),
        Column("area", ColumnType.AREA, "区划", "area"),
        Column("paid", ColumnType.DATE, "日期", "date"),
    ),
    natural_key=("number",),
    date="paid",
)
FIGURE = Figure(
    id="paid",
    section=1,
    programme="hardship",
    name_zh="发放笔数",
    name_en="payments",
    unit="item",
    behaviour=Behaviour.FLOW,
    expression=Rows("payment", Happens("paid"), Is("number", "a")),
    scope_zh="到账的款项",
    scope_en="payments that arrived",
    milestone="paid",
    owner="civil affairs",
    basis="assumed",
    words=("发放",),
)


class PlainEngine:
    """Counts the rows whose number is the filter's, in plain Polars."""

    name = "plain"

    def tabulate(self, source, measures, periods):
        counts = []
        for measure in measures:
            rows = pl.concat([pl.read_parquet(path) for path in source.files[measure.kind]])
            counts.append(rows.filter(pl.col(measure.where.column) == measure.where.value).height)
        return pl.DataFrame({"value": counts})

    def trace(self, source, measure, period):
        raise NotImplementedError


def count(sealed, *, engine, source):
    measures = [measure for figure in sealed.figures for measure in figure.measures]
    values = engine.tabulate(source, measures, sealed.periods)["value"].to_list()
    return {
        tree: [
            Result(figure.id, "371300", period, Fraction(value), value, None, "item", Evidence.RECORDS, value)
            for figure, value in zip(sealed.figures, values, strict=True)
            for period in sealed.periods
        ]
        for tree in sealed.trees
    }


def _append(book, sequence, numbers):
    frame = pl.DataFrame(
        {"number": numbers, "area": [371302001001] * len(numbers), "paid": [date(2021, 3, 1)] * len(numbers)}
    )
    book.append(Batch("test", sequence, (book.stage(PAYMENT, frame),)))


@pytest.fixture
def book(tmp_path):
    book = Book.create(tmp_path / "book", city="linyi", year=2021, seed=1, synthetic=True, clock=lambda: NOON)
    _append(book, 1, ["a", "b"])
    return book


@pytest.fixture
def seal_value(book, tmp_path):
    make_key(tmp_path / "key.pem", book=book.path)
    signer = load_signer(tmp_path / "key.pem", book=book.path, environment={})

    def seal_it(value):
        snapshot = book.snapshot()
        result = Result(
            "paid",
            "371300",
            Period.parse("2021"),
            Fraction(value),
            value,
            None,
            "item",
            Evidence.RECORDS,
            value,
        )
        vintage = Vintage(result.period, NOON, snapshot.version, snapshot.head, "0.1.0", "2021", True)
        contents = Contents(vintage, (FIGURE,), {"legal": [result]}, {}, [], describe_records(snapshot))
        return seal(book.path / "releases", contents, signer=signer, clock=FixedClock(NOON))

    return seal_it


def test_recount_of_a_release_differs_in_nothing(book, seal_value):
    found = recount(seal_value(1), book.snapshot(), PlainEngine(), count)
    assert (found.is_exact, found.compared, found.engine) == (True, 1, "plain")


def test_recount_of_a_wrong_release_names_the_difference(book, seal_value):
    found = recount(seal_value(2), book.snapshot(), PlainEngine(), count)
    (change,) = found.differences
    assert (change.figure, change.before["value_numerator"], change.after["value_numerator"]) == (
        "paid",
        2,
        1,
    )


def test_recount_stays_exact_at_the_sealed_position_after_the_book_grew(book, seal_value):
    release = seal_value(1)
    _append(book, 2, ["c"])
    position = release.manifest.vintage.position
    assert recount(release, book.snapshot(version=position), PlainEngine(), count).is_exact
    with pytest.raises(UserFault, match="other_snapshot"):
        recount(release, book.snapshot(), PlainEngine(), count)


def test_sealed_record_sets_name_the_books_files(book, seal_value):
    (kind,) = seal_value(1).load_records()
    names = [file["sha256"] for file in kind["files"]]
    assert names == [path.stem for path in book.snapshot().files("payment")]
