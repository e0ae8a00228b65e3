"""Arrears: what a notice that came after the day it is in force adds to months that were already decided."""

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from luoshi.policy.parameters import ParameterBook

ARREARS = pl.Schema({"month": pl.Date, "person": pl.Int64, "before": pl.Int64, "after": pl.Int64, "arrears": pl.Int64})


def find_arrears(
    decided_on: Mapping[date, date],
    decide_month: Callable[[date, ParameterBook], pl.DataFrame],
    parameters: ParameterBook,
    by: date,
) -> pl.DataFrame:
    """Return for each month and person what is to be paid later, or back where it is negative, in fen.

    `decided_on` gives for each month (its first day) the day of its run; a run knew the notices of that day.
    `by` is the day of the run that makes up for them. `decide_month` returns `person` and `amount`. Columns are
    those of ARREARS, months and persons in order; who has no arrears has no row.
    """
    parts = []
    for month, day in sorted(decided_on.items()):
        paid = decide_month(month, parameters.as_known(day)).select("person", pl.col("amount").alias("before"))
        due = decide_month(month, parameters.as_known(by)).select("person", pl.col("amount").alias("after"))
        both = paid.join(due, on="person", how="full", coalesce=True).with_columns(
            pl.lit(month).alias("month"), pl.col("before", "after").fill_null(0)
        )
        parts.append(both.with_columns((pl.col("after") - pl.col("before")).alias("arrears")))
    found = pl.concat([ARREARS.to_frame(), *(part.select(ARREARS.names()) for part in parts)])
    return found.filter(pl.col("arrears") != 0).sort("month", "person")
