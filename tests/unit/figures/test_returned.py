"""Returns: a department's word, whole or not known."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from luoshi.areas import AreaTree
from luoshi.figures import Evidence, Figure, calculate_returned, find_evidence, find_missing_units, load_returns
from luoshi.periods import Period
from luoshi.query import Source
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.programmes import FIGURES

YEAR = Period.parse("2021")


@pytest.fixture(scope="module")
def tree() -> AreaTree:
    return load_linyi_areas().reporting


def _get_figure(name: str) -> Figure:
    return next(figure for figure in FIGURES if figure.id == name)


def _write(path: Path, areas: list[int], numerator: int, item: str) -> Source:
    rows = {
        "record": list(range(len(areas))),
        "item": item,
        "period": "2021",
        "numerator": numerator,
        "denominator": 1,
        "signed_on": date(2022, 1, 5),
        "department": "office",
        "area": areas,
    }
    pl.DataFrame(rows).write_parquet(path)
    return Source(files={"returns": (path,)})


def test_city_is_the_sum_when_every_reporting_unit_has_stated(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    units = [area.number for area in tree.at_level("county")]
    source = _write(tmp_path / "returns.parquet", units, 10, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert (result.value, result.records, result.evidence) == (130, 13, Evidence.RETURNS)


def test_city_is_not_known_while_one_unit_is_missing(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    units = [area.number for area in tree.at_level("county")][1:]
    source = _write(tmp_path / "returns.parquet", units, 10, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert (result.value, result.records) == (None, 12)


def test_money_in_a_return_is_read_as_fen(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("assistance.paid")
    source = _write(tmp_path / "returns.parquet", [371300000000], 12_345, figure.id)
    (result,) = calculate_returned(figure, load_returns(source), tree, tree.at_level("city"), [YEAR])
    assert float(result.value or 0) == 123.45


def test_figure_rests_on_returns_where_its_kind_has_no_records() -> None:
    assert find_evidence(_get_figure("assistance.paid"), Source(files={})) is Evidence.RETURNS


def test_city_of_the_legal_tree_counts_the_zone_too(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    legal = load_linyi_areas().legal
    units = [area.number for area in tree.at_level("county")]
    returns = load_returns(_write(tmp_path / "returns.parquet", units, 10, figure.id))
    (city,) = calculate_returned(figure, returns, legal, legal.at_level("city"), [YEAR], tree)
    assert city.value == 130
    counties = calculate_returned(figure, returns, legal, legal.at_level("county"), [YEAR], tree)
    # The zone's townships lie in two counties, and its return does not say how much in which.
    assert {county.area for county in counties if county.value is None} == {"371302", "371311"}


def test_return_that_says_not_known_leaves_the_city_unknown(tmp_path: Path, tree: AreaTree) -> None:
    figure = _get_figure("bracelets.issued")
    units = [area.number for area in tree.at_level("county")]
    source = _write(tmp_path / "returns.parquet", units, 10, figure.id)
    path = source.files["returns"][0]
    frame = pl.read_parquet(path)
    first = pl.col("area") == units[0]
    frame.with_columns(pl.when(first).then(None).otherwise("numerator").alias("numerator")).write_parquet(path)
    returns = load_returns(source)
    (result,) = calculate_returned(figure, returns, tree, tree.at_level("city"), [YEAR])
    assert (result.value, result.records) == (None, 13)
    assert [unit.number for unit in find_missing_units(figure, YEAR, tree, returns)] == units[:1]
