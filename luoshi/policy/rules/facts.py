"""What is known of each member of a household for a month: one row a person, put together from four record kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

HOUSEHOLD_KINDS = ("households", "household_members", "household_incomes", "household_properties")

# Every column that a rule may read, and how it is stored. Amounts are whole fen.
FACTS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.Int64,
    "household": pl.Int64,
    "area": pl.Int64,
    "rate_area": pl.String,
    "month": pl.Date,  # the first day of the month that is decided
    "residence": pl.String,
    "applied_on": pl.Date,
    "confirmed_on": pl.Date,
    "size": pl.Int64,  # members of the household
    "income": pl.Int64,  # of the household in twelve months, as far as it counts
    "exempt_income": pl.Int64,  # what the law does not count
    "assets": pl.Int64,  # financial, of the household
    "business_capital": pl.Int64,
    "vehicles": pl.Int64,
    "dwellings": pl.Int64,
    "birth_month": pl.Date,
    "age": pl.Int64,  # whole years in the month; the month of the birthday counts as reached
    "age_before": pl.Int64,  # whole years in the month before
    "disability": pl.String,
    "grade": pl.Int64,  # of disability, 1 the most severe; 0 none
    "self_care": pl.String,
    "obligor": pl.String,
    "pension": pl.String,
    "subsidies_from": pl.Date,  # the day of application for the subsidies of disabled persons
}


@dataclass(frozen=True)
class HouseholdRecords:
    """The records in force of the four kinds, without those superseded or withdrawn."""

    households: pl.LazyFrame
    members: pl.LazyFrame
    incomes: pl.LazyFrame
    properties: pl.LazyFrame


def build_facts(records: HouseholdRecords, month: date, rate_areas: pl.LazyFrame) -> pl.LazyFrame:
    """Return the facts of everybody who on the first day of `month` is a member of a household that stands.

    Incomes and property are those last declared by that day; a household that declared none has none.
    `rate_areas` has the rate area of each division code. Columns are those of FACTS, in their order.
    """
    first = pl.lit(month)
    members = records.members.filter(_stands("joined_on", "left_on", first))
    households = records.households.filter(pl.col("ended_on").is_null() | (pl.col("ended_on") > first))
    sizes = members.group_by("household").agg(pl.len().cast(pl.Int64).alias("size"))
    exempt = pl.col("source") == "exempt"
    # Summed by declaration first: keeping the last of single incomes took half as long again for the whole city.
    incomes = _keep_last(
        records.incomes.with_columns(
            pl.when(exempt).then(0).otherwise("amount").alias("income"),
            pl.when(exempt).then("amount").otherwise(0).alias("exempt_income"),
        )
        .group_by("household", "declared_on")
        .agg(pl.col("income", "exempt_income").sum()),
        first,
    ).drop("declared_on")
    properties = _keep_last(records.properties, first).select(
        "household", "assets", "business_capital", "vehicles", "dwellings"
    )
    homes = (
        households.select("household", "area", "residence", "applied_on", "confirmed_on")
        .join(rate_areas, on="area", how="left")
        .join(sizes, on="household", how="left")
        .join(incomes, on="household", how="left")
        .join(properties, on="household", how="left")
    )
    nothing = ("income", "exempt_income", "assets", "business_capital", "vehicles", "dwellings")
    months = (month.year * 12 + month.month) - (
        pl.col("birth_month").dt.year().cast(pl.Int64) * 12 + pl.col("birth_month").dt.month().cast(pl.Int64)
    )
    return (
        members.drop("area", "record")
        .join(homes, on="household", how="inner")
        .with_columns(
            first.alias("month"),
            (months // 12).alias("age"),
            ((months - 1) // 12).alias("age_before"),
            *(pl.col(name).fill_null(0) for name in nothing),
        )
        .select(pl.col(name).cast(stored) for name, stored in FACTS.items())
    )


def _stands(since: str, until: str, day: pl.Expr) -> pl.Expr:
    return (pl.col(since) <= day) & (pl.col(until).is_null() | (pl.col(until) > day))


def _keep_last(frame: pl.LazyFrame, day: pl.Expr) -> pl.LazyFrame:
    known = frame.filter(pl.col("declared_on") <= day)
    return known.sort("declared_on").unique("household", keep="last")
