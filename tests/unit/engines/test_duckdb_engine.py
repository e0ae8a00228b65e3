"""What DuckDB's engine does beyond the language: faults, windows of many months, masks."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from luoshi.engines import DuckDbEngine, ReferenceEngine, recount
from luoshi.errors import IntegrityFault, UserFault
from luoshi.periods import Period, periods_of_year
from luoshi.query import Compares, Distinct, Happens, Holds, InLastMonth, Is, Rows, Since, Source, Total

ENGINE = DuckDbEngine(memory_limit="500MB")
DAY = Happens("day")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Return 600 payments over eight years; every seventh person moves between two areas."""
    rows = [
        {
            "record": n,
            "area": 371302001001 + (n % 5 if n % 7 else n % 2),
            "day": date(2015, 1, 1) + timedelta(days=n * 5),
            "ended": None if n % 3 else date(2015, 3, 1) + timedelta(days=n * 6),
            "person": n % 35,
            "amount": n,
        }
        for n in range(1, 601)
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "payment.parquet")
    return Source({"payment": (tmp_path / "payment.parquet",)})


def test_tabulate_many_years_agrees_with_reference(source: Source) -> None:
    periods = [period for year in range(2015, 2024) for period in periods_of_year(year)]
    measures = [
        Total("payment", "amount", DAY),
        Distinct("payment", "person", DAY),
        Distinct("payment", "person", InLastMonth("day"), Is("person", 7)),
        Distinct("payment", "person", Holds("day", "ended")),
        Rows("payment", Holds("day", "ended")),
        Distinct("payment", "person", Since("day", date(2017, 3, 15))),
    ]
    sample = periods[::9]
    counted = ENGINE.tabulate(source, measures, sample)
    assert_frame_equal(counted, ReferenceEngine().tabulate(source, measures, sample))
    whole = ENGINE.tabulate(source, measures, periods)
    for place, position in enumerate(range(0, len(periods), 9)):
        same = whole.filter(pl.col("period") == position).drop("period")
        assert_frame_equal(same, counted.filter(pl.col("period") == place).drop("period"))


def test_tabulate_of_nothing_has_the_columns(source: Source) -> None:
    nothing = ENGINE.tabulate(Source({}), [Rows("payment", DAY)], [Period.parse("2021")])
    assert nothing.is_empty()
    assert nothing.columns == ["measure", "period", "area", "value", "records"]
    assert ENGINE.tabulate(source, [], []).is_empty()


@pytest.mark.parametrize("engine", [ENGINE, ReferenceEngine()])
def test_tabulate_unknown_column_names_kind_and_column(source: Source, engine: ReferenceEngine) -> None:
    with pytest.raises(UserFault, match=r"payment have no column nobody"):
        engine.tabulate(source, [Rows("payment", DAY, Is("nobody", 1))], [Period.parse("2021")])


def test_tabulate_truncated_file_is_an_integrity_fault(source: Source, tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(source.files["payment"][0].read_bytes()[:-200])
    both = Source({"payment": (source.files["payment"][0], path)})
    with pytest.raises(IntegrityFault, match="payment cannot be read"):
        ENGINE.tabulate(both, [Rows("payment", DAY)], [Period.parse("2021")])


def test_masks_of_more_measures_than_a_column_holds_recount_the_same(source: Source, tmp_path: Path) -> None:
    period = Period.parse("2016")
    measures = [Rows("payment", DAY, Is("person", n % 35)) for n in range(70)]
    measures += [Total("payment", "amount", DAY), Distinct("payment", "person", DAY)]
    masks = ENGINE.write_masks(source, measures, period, tmp_path)
    assert pl.read_parquet_schema(masks["payment"]).names() == ["record", "mask0", "mask1"]
    counted = ENGINE.tabulate(source, measures, [period])
    values = [counted.filter(pl.col("measure") == m)["value"].sum() for m in range(len(measures))]
    assert recount(source, measures, masks) == values


def test_recount_finds_a_mask_that_names_too_much(source: Source, tmp_path: Path) -> None:
    measures = [Rows("payment", DAY, Is("person", 1))]
    masks = ENGINE.write_masks(source, measures, Period.parse("2016"), tmp_path)
    right = recount(source, measures, masks)
    rows = pl.read_parquet(masks["payment"])
    extra = pl.DataFrame({"record": [600], "mask0": [1]})
    pl.concat([rows, extra]).write_parquet(masks["payment"])
    assert recount(source, measures, masks) == [right[0] + 1]


def test_more_distinct_counts_than_one_mask_holds_agree_with_reference(source: Source) -> None:
    # Thirteen bits a measure in months of one year: the fifth measure begins another number.
    few = [Compares("amount", ">=", least) for least in (0, 150, 158, 166, 174, 182, 190, 198, 206)]
    measures = [Distinct("payment", "person", DAY, where) for where in few]
    measures += [Total("payment", "amount", DAY, where) for where in few]
    periods = periods_of_year(2017)
    counted = ENGINE.tabulate(source, measures, periods)
    assert counted["measure"].n_unique() == 18
    assert_frame_equal(counted, ReferenceEngine().tabulate(source, measures, periods))
