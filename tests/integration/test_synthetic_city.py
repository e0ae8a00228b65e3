"""The synthetic city, built at a hundredth of its size and counted by an engine that knows nothing of it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from luoshi.engines import DuckDbEngine
from luoshi.figures import Evidence, Figure, Rate
from luoshi.periods import Period
from luoshi.query import Both, HasRecord, Measure, Predicate, Source
from luoshi.records import Book
from luoshi.synthetic import SynthesisReport, draw_targets, get_bounds, synthesize
from luoshi_linyi.synthetic import build_blueprint

pytestmark = pytest.mark.slow

YEAR, SEPTEMBER, NEXT = (Period.parse(text) for text in ("2021", "2021-01..2021-09", "2022"))
BLUEPRINT = build_blueprint()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> SynthesisReport:
    return synthesize(tmp_path_factory.mktemp("city"), city=BLUEPRINT, scale=0.01)


def count_all(city: SynthesisReport, measures: list[Measure], periods: list[Period]) -> dict[tuple[int, int], int]:
    cells = DuckDbEngine().tabulate(Source(city.files, city.ended), measures, periods)
    sums = cells.group_by("measure", "period").agg(pl.col("value").sum())
    return {(measure, period): value for measure, period, value in sums.iter_rows()}


def list_parts(where: Predicate) -> list[Predicate]:
    return [part for each in where.parts for part in list_parts(each)] if isinstance(where, Both) else [where]


def iterate_without_one(where: Predicate) -> Iterator[tuple[Predicate, Predicate]]:
    """Yield each condition, at any depth, with the filter that lacks it."""
    parts = list_parts(where)
    for at, part in enumerate(parts):
        others = parts[:at] + parts[at + 1 :]
        yield part, Both(tuple(others))
        if isinstance(part, HasRecord):
            for lost, weaker in iterate_without_one(part.where):
                yield lost, Both((*others, replace(part, where=weaker)))


def test_every_measure_counted_by_the_engine_equals_its_scaled_target(city: SynthesisReport) -> None:
    measures = list(city.targets)
    counted = count_all(city, measures, [YEAR, SEPTEMBER])
    wrong = []
    for at, measure in enumerate(measures):
        target = city.targets[measure]
        if target is None:
            continue
        if counted.get((at, 0), 0) != target.year:
            wrong.append((measure, target, counted.get((at, 0), 0)))
        if target.september is not None and counted.get((at, 1), 0) != target.september:
            wrong.append((measure, target, counted.get((at, 1), 0)))
    assert wrong == []


def list_variants(figure: Figure) -> list[tuple[Predicate, tuple[Measure, ...]]]:
    """Each condition of a figure with the figure's measures that lack it, wherever it stands in them."""
    lost = dict.fromkeys(part for m in figure.measures for part, _ in iterate_without_one(m.where))
    variants = []
    for condition in lost:
        weaker = []
        for measure in figure.measures:
            found = dict(iterate_without_one(measure.where))
            weaker.append(replace(measure, where=found[condition]) if condition in found else measure)
        variants.append((condition, tuple(weaker)))
    return variants


def test_removing_any_one_condition_of_any_definition_changes_its_result(city: SynthesisReport) -> None:
    cases = [(figure, condition, weaker) for figure in BLUEPRINT.figures for condition, weaker in list_variants(figure)]
    measures = list(
        dict.fromkeys([m for f in BLUEPRINT.figures for m in f.measures] + [m for *_, w in cases for m in w])
    )
    periods = [YEAR, SEPTEMBER, NEXT]
    counted = count_all(city, measures, periods)
    place = {measure: at for at, measure in enumerate(measures)}

    def look(measure: Measure) -> list[int]:
        return [counted.get((place[measure], period), 0) for period in range(len(periods))]

    unchanged = [
        (figure.id, condition)
        for figure, condition, weaker in cases
        if [look(m) for m in figure.measures] == [look(m) for m in weaker]
    ]
    assert unchanged == []


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        book = Book.create(tmp_path / name, city="linyi", year=2021, seed=3, synthetic=True)
        synthesize(book.path, city=BLUEPRINT, scale=0.01, seed=3, with_faults=True)
        files = {
            path.relative_to(book.path)
            for folder in ("data", "registry", "synthetic")
            for path in (book.path / folder).rglob("*")
            if path.is_file()
        }
        written.append({path: (book.path / path).read_bytes() for path in files})
    assert written[0] == written[1]
    assert len(written[0]) > 55


def test_another_seed_builds_other_rows(city: SynthesisReport, tmp_path: Path) -> None:
    other = synthesize(tmp_path, city=BLUEPRINT, scale=0.01, seed=7)
    assert not pl.read_parquet(list(city.files["payments"])).equals(pl.read_parquet(list(other.files["payments"])))


def test_natural_keys_of_every_kind_are_unique(city: SynthesisReport) -> None:
    repeated = {}
    for kind, paths in city.files.items():
        frame = pl.read_parquet(list(paths))
        twice = frame.select(pl.struct(BLUEPRINT.contracts[kind].natural_key).is_duplicated().sum()).item()
        if twice:
            repeated[kind] = twice
    assert repeated == {}


def test_every_column_is_stored_as_its_contract_says(city: SynthesisReport) -> None:
    for kind, paths in city.files.items():
        frame = pl.read_parquet(list(paths))
        for column in BLUEPRINT.contracts[kind].columns:
            series = frame[column.name]
            assert not (column.required and series.null_count()), (kind, column.name)
            if column.allowed:
                assert set(series.drop_nulls().unique()) <= set(column.allowed)
            if column.minimum is not None and series.len():
                assert series.min() >= column.minimum, (kind, column.name)  # type: ignore[operator]


def test_faults_in_a_folder_move_the_figures_as_the_truth_file_says(city: SynthesisReport, tmp_path: Path) -> None:
    faulty = synthesize(tmp_path, city=BLUEPRINT, scale=0.01, with_faults=True)
    assert faulty.truth is not None
    said: Counter[str] = Counter()
    for fault in json.loads(faulty.truth.read_text(encoding="utf-8"))["faults"]:
        for effect in fault["effects"]:
            if (effect["area"], effect["period"]) == ("371300", "2021"):
                said[effect["figure"]] += effect["change"]
    figures = [figure for figure in BLUEPRINT.figures if figure.id in said]
    measures = [figure.measures[0] for figure in figures]
    before, after = count_all(city, measures, [YEAR]), count_all(faulty, measures, [YEAR])
    assert {f.id: after[at, 0] - before[at, 0] for at, f in enumerate(figures)} == dict(said)


def test_every_figure_that_counts_records_has_some_in_its_year(city: SynthesisReport) -> None:
    figures = [figure for figure in BLUEPRINT.figures if figure.evidence is Evidence.RECORDS]
    counted = count_all(city, [measure for figure in figures for measure in figure.measures], [YEAR])
    measures = [figure.id for figure in figures for _ in figure.measures]
    assert [name for at, name in enumerate(measures) if not counted.get((at, 0))] == []


def test_hidden_values_of_the_whole_city_lie_inside_what_is_printed() -> None:
    targets = draw_targets(BLUEPRINT, 1.0, np.random.default_rng(20211231))
    outside = []
    for figure in BLUEPRINT.figures:
        published = BLUEPRINT.published.get(figure.id)
        if published is None or figure.evidence is not Evidence.RECORDS:
            continue
        values = [targets[measure] for measure in figure.measures]
        assert all(values), figure.id
        year = Fraction(values[0].year, figure.scale)  # type: ignore[union-attr]
        if isinstance(figure.expression, Rate):
            year = Fraction(values[0].year, values[1].year * figure.expression.scale)  # type: ignore[union-attr]
        low, high = get_bounds(published.printed, published.value, published.comparator)
        if not low <= year <= high:
            outside.append((figure.id, year))
    assert outside == []


def test_rates_stay_inside_what_is_printed(city: SynthesisReport) -> None:
    for figure in BLUEPRINT.figures:
        published = BLUEPRINT.published.get(figure.id)
        if isinstance(figure.expression, Rate) and published is not None and published.value == 1:
            numerator = city.targets[figure.expression.numerator]
            assert numerator == city.targets[figure.expression.denominator]
