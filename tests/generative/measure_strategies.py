"""What generated tests of counting draw from: values, predicates, timings, measures and periods of every kind."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import HealthCheck
from hypothesis import strategies as st

from luoshi.engines import DuckDbEngine, ReferenceEngine
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
    Total,
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
