"""Hypothesis makes tables, measures and periods; DuckDB and the reference must agree on all of them."""

import tempfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from measure_strategies import ENGINES, KINDS, MEASURES, PERIODS, QUIET, SCHEMA, VALUES
from polars.testing import assert_frame_equal

from luoshi.engines import recount
from luoshi.query import Source, nodes


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[list[dict[str, object]], list[int]]]:
    """Return rows and ended records of each kind; any value but `record` may be unknown."""
    row = st.fixed_dictionaries({name: st.none() | values for name, values in VALUES.items()})
    made = {}
    for kind in KINDS[:2]:
        rows = [{"record": n, **values} for n, values in enumerate(draw(st.lists(row, max_size=12)), start=1)]
        made[kind] = (rows, draw(st.lists(st.integers(1, 12), max_size=2)))
    return made


def _write(made: dict[str, tuple[list[dict[str, object]], list[int]]], folder: Path) -> Source:
    files, ended = {}, {}
    for kind, (rows, gone) in made.items():
        half = len(rows) // 2
        parts = (folder / f"{kind}-1.parquet", folder / f"{kind}-2.parquet")
        for part, some in zip(parts, (rows[:half], rows[half:]), strict=True):
            pl.DataFrame(some, schema=SCHEMA).write_parquet(part)
        files[kind] = parts
        if gone:
            ended[kind] = (folder / f"{kind}-ended.parquet",)
            pl.DataFrame({"record": gone}, schema={"record": pl.Int64}).write_parquet(ended[kind][0])
    return Source(files, ended)


@given(tables(), st.lists(MEASURES, min_size=1, max_size=5), st.lists(PERIODS, min_size=1, max_size=5))
@settings(max_examples=60, **QUIET)
@seed(20211231)
def test_engines_agree_on_tabulate_trace_and_recount(made: Any, measures: Any, periods: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = _write(made, Path(folder))
        reference, duckdb = (engine.tabulate(source, measures, periods) for engine in ENGINES)
        assert_frame_equal(duckdb, reference)
        for measure in measures[:2]:
            traced, obvious = (engine.trace(source, measure, periods[0]) for engine in reversed(ENGINES))
            assert_frame_equal(traced, obvious)
        masks = ENGINES[1].write_masks(source, measures, periods[0], Path(folder))
        first = reference.filter(pl.col("period") == 0)
        totals = [first.filter(pl.col("measure") == m)["value"].sum() for m in range(len(measures))]
        assert recount(source, measures, masks) == totals


def _classes(value: object) -> set[str]:
    if isinstance(value, tuple):
        return set().union(*map(_classes, value))
    if not is_dataclass(value):
        return set()
    return {type(value).__name__}.union(*(_classes(getattr(value, f.name)) for f in fields(value)))


def test_generator_reaches_every_node() -> None:
    reached: set[str] = set()

    @given(MEASURES)
    @settings(max_examples=300, phases=[Phase.generate], **QUIET)
    @seed(1)
    def collect(measure: object) -> None:
        reached.update(_classes(measure))

    collect()
    assert reached == {name for name, value in vars(nodes).items() if is_dataclass(value)}
