"""Hypothesis makes tables, measures and periods; DuckDB and the reference must agree on all of them."""

import tempfile
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from luoshi.engines import DuckDbEngine, ReferenceEngine, recount
from luoshi.periods import Period
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Not,
    Rows,
    Since,
    Source,
    Total,
    nodes,
)

SCHEMA: dict[str, Any] = {
    "record": pl.Int64,
    "area": pl.Int64,
    "day": pl.Date,
    "ended": pl.Date,
    "person": pl.Int64,
    "amount": pl.Int64,
    "state": pl.String,
    "accepted": pl.Boolean,
}
KINDS = ("payment", "household", "nothing")
DAYS = st.sampled_from(
    [date(y, m, d) for y, m, d in ((2020, 12, 31), (2021, 1, 1), (2021, 1, 31), (2021, 2, 28), (2021, 3, 1))]
) | st.dates(date(2020, 6, 1), date(2022, 3, 31))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "day": DAYS,
    "ended": DAYS,
    "area": st.sampled_from([371302001001, 371302001002, 371303001001]),
    "person": st.integers(1, 5),
    "amount": st.integers(-3, 3),
    "state": st.sampled_from(["paid", "held", "it's"]),
    "accepted": st.booleans(),
}
COLUMNS = st.sampled_from(["day", "person", "amount", "state", "accepted"])
EQUALS = COLUMNS.flatmap(lambda name: st.builds(Is, st.just(name), VALUES[name]))
CHOICES = COLUMNS.flatmap(lambda name: st.builds(IsIn, st.just(name), st.lists(VALUES[name], max_size=2).map(tuple)))
COMPARISONS = st.sampled_from(["day", "amount"]).flatmap(
    lambda name: st.builds(Compares, st.just(name), st.sampled_from(["<", "<=", ">", ">="]), VALUES[name])
)
LEAVES = st.builds(Everything) | EQUALS | CHOICES | COMPARISONS | st.builds(IsKnown, COLUMNS)
PREDICATES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(Both, st.lists(inner, max_size=2).map(tuple))
        | st.builds(Either, st.lists(inner, max_size=2).map(tuple))
        | st.builds(HasRecord, st.sampled_from(KINDS), st.sampled_from(["person", "amount"]), inner)
    ),
    max_leaves=4,
)
TIMINGS = (
    st.builds(Happens, st.just("day"))
    | st.builds(InLastMonth, st.just("day"))
    | st.builds(Holds, st.just("day"), st.sampled_from(["ended", None]))
    | st.builds(Since, st.just("day"), DAYS)
)
MEASURES = (
    st.builds(Rows, st.sampled_from(KINDS), TIMINGS, PREDICATES)
    | st.builds(Total, st.sampled_from(KINDS), st.just("amount"), TIMINGS, PREDICATES)
    | st.builds(Distinct, st.sampled_from(KINDS), st.sampled_from(["person", "state"]), TIMINGS, PREDICATES)
)
PERIODS = st.sampled_from(
    [
        "2021",
        "2020",
        "2021-01",
        "2021-02",
        "2021-Q1",
        "2021-Q4",
        "2021-01..2021-02",
        "2020-11..2022-02",
        "1990",
    ]
).map(Period.parse)
ENGINES = ReferenceEngine(), DuckDbEngine()
QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


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
