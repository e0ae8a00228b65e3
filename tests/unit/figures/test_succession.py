"""Records succeed returns figure by figure and period by period, whatever else is counted with them."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from luoshi.areas import LEVELS
from luoshi.engines import DuckDbEngine, ReferenceEngine
from luoshi.figures import Evidence, Figure, Ground, Result, count_figures, iterate_frames
from luoshi.periods import Period, periods_of_year
from luoshi.query import Engine, Source
from luoshi_linyi import CITY
from luoshi_linyi.areas import load_linyi_areas

CITY_NUMBER = 371300000000
YEAR = periods_of_year(2021)
ELDERS = "longevity.paid"
OTHERS = "elder_allowance.paid"
LEVEL = "city"


def get_figures(*names: str) -> list[Figure]:
    return [figure for figure in CITY.figures if figure.id in names]


def make_source(folder: Path, months: list[int], benefit: str = "longevity") -> Source:
    """Return payments of 100 yuan in these months, and returns of 700 yuan for every period of the year."""
    count = len(months)
    paid = pl.DataFrame(
        {
            "record": range(count),
            "payment": range(count),
            "person": range(count),
            "household": range(count),
            "benefit": [benefit] * count,
            "pay_month": [date(2021, month, 1) for month in months],
            "paid_on": [date(2021, month, 10) for month in months],
            "amount": [10_000] * count,
            "status": ["paid"] * count,
            "area": [371302001000] * count,
        },
        schema_overrides={"record": pl.Int64, "pay_month": pl.Date, "paid_on": pl.Date},
    )
    returns = pl.DataFrame(
        {
            "record": range(len(YEAR)),
            "item": ELDERS,
            "period": [str(period) for period in YEAR],
            "numerator": 70_000,
            "denominator": 1,
            "signed_on": date(2022, 1, 5),
            "department": "office",
            "area": CITY_NUMBER,
        }
    )
    paid.write_parquet(folder / "payments.parquet")
    returns.write_parquet(folder / "returns.parquet")
    return Source(files={"payments": (folder / "payments.parquet",), "returns": (folder / "returns.parquet",)})


def count(source: Source, names: tuple[str, ...], periods: tuple[Period, ...], engine: Engine) -> list[Result]:
    areas = load_linyi_areas()
    ground = Ground(engine, source, CITY.load_parameters(), {"legal": areas.legal}, areas.reporting)
    return count_figures(get_figures(*names), ground, periods, (LEVEL,))["legal"]


def summarise(results: list[Result]) -> dict[str, tuple[str, int | None]]:
    return {
        str(one.period): (str(one.evidence), None if one.value is None else int(one.value))
        for one in results
        if one.figure == ELDERS
    }


def test_return_stands_until_the_first_record_and_a_zero_stays_a_zero_after_it(tmp_path: Path) -> None:
    found = summarise(count(make_source(tmp_path, [3, 5]), (ELDERS,), YEAR, DuckDbEngine()))
    assert found["2021-02"] == ("returns", 700)
    assert found["2021-03"] == ("records", 100)
    assert found["2021-04"] == ("records", 0)
    assert found["2021-05"] == ("records", 100)
    assert found["2021-Q1"] == ("records", 100)
    assert found["2021-Q4"] == ("records", 0)
    assert found["2021"] == ("records", 200)


@pytest.mark.parametrize("engine", [DuckDbEngine(), ReferenceEngine()], ids=lambda engine: engine.name)
@pytest.mark.parametrize("months", [[], [1], [3, 5], [12]], ids=str)
def test_each_period_alone_says_what_it_says_among_all_periods(
    tmp_path: Path, months: list[int], engine: Engine
) -> None:
    source = make_source(tmp_path, months)
    together = count(source, (OTHERS, ELDERS), YEAR, engine)
    alone = [result for period in YEAR for result in count(source, (ELDERS,), (period,), engine)]
    assert [one for one in together if one.figure == ELDERS] == alone


def test_records_of_another_programme_of_the_kind_succeed_no_return(tmp_path: Path) -> None:
    found = summarise(count(make_source(tmp_path, [1], "dibao"), (ELDERS,), YEAR, DuckDbEngine()))
    assert set(found.values()) == {("returns", 700)}


def test_figure_that_nobody_stated_rests_on_records_from_the_first_day(tmp_path: Path) -> None:
    source = make_source(tmp_path, [5], "dibao")
    results = count(source, (OTHERS,), YEAR, DuckDbEngine())
    assert {str(result.evidence) for result in results} == {"records"}


def test_frames_mix_records_and_returns_as_single_results_do(tmp_path: Path) -> None:
    source = make_source(tmp_path, [3, 5])
    areas = load_linyi_areas()
    ground = Ground(DuckDbEngine(), source, CITY.load_parameters(), {"legal": areas.legal}, areas.reporting)
    figures = get_figures(ELDERS, OTHERS)
    results = count_figures(figures, ground, YEAR, LEVELS)["legal"]
    frame = pl.concat(list(iterate_frames(figures, ground, YEAR, LEVELS)))
    keys = ["figure", "area", "period"]
    expected = {(r.figure, r.area, str(r.period)): (str(r.evidence), r.numerator, r.records) for r in results}
    told = {tuple(row[:3]): row[3:] for row in frame.select(*keys, "evidence", "numerator", "records").iter_rows()}
    assert told == expected
    by_period = frame.filter(pl.col("figure") == ELDERS, pl.col("level") == LEVEL)["period"].to_list()
    assert by_period == [str(period) for period in YEAR]
    assert Evidence.RETURNS in set(frame["evidence"])
