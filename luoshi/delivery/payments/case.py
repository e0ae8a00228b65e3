"""All that the checks of one list look at: its lines, the rules, the book's payments and deaths, other files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from luoshi.areas import AreaTree
from luoshi.periods import Period
from luoshi.policy import Benefit, BenefitBook, ParameterBook

PAID = pl.Schema(
    {
        "person": pl.Int64,
        "benefit": pl.String,
        "month": pl.Int64,
        "amount": pl.Int64,
        "area": pl.Int64,
        "county": pl.Int64,
        "village": pl.Int64,
    }
)
DEATHS = pl.Schema({"person": pl.Int64, "died_on": pl.Date})


@dataclass(frozen=True)
class BookSide:
    """What the book says. `paid` are payments that reached people, of this benefit and those it excludes.

    Their `month` is counted as in Period; of this benefit all months that matter are there, of the others the
    list's month. `deaths` has each person once.
    """

    paid: pl.DataFrame
    deaths: pl.DataFrame


@dataclass(frozen=True)
class OtherFile:
    """Another department's file: `rows` has `id`, `row`, `died_on` and `amount` (fen), null where it says none."""

    name: str
    file: str
    rows: pl.DataFrame


@dataclass(frozen=True)
class Case:
    """One list to be checked for one benefit and month. `lines` are those of `build_lines`.

    `after_payment` says that the list's own payments stand in the book already.
    """

    benefit: Benefit
    month: Period
    lines: pl.DataFrame
    columns: frozenset[str]
    book: BookSide
    rules: BenefitBook
    parameters: ParameterBook
    tree: AreaTree
    others: Mapping[str, OtherFile]
    after_payment: bool = False

    @property
    def ordinal(self) -> int:
        """The month as Period counts it."""
        return self.month.first_month

    def get_paid(self, benefit: str, month: int) -> pl.DataFrame:
        """Return the book's payments of a benefit for a month."""
        return self.book.paid.filter((pl.col("benefit") == benefit) & (pl.col("month") == month))

    def is_paid_after(self, died_on: date | None) -> bool:
        """Return whether the list's month lies past the last one that is paid after a death on that day."""
        if died_on is None:
            return True
        return self.ordinal > died_on.year * 12 + died_on.month - 1 + self.benefit.months_after_death.value

    def is_past_age(self, born: date) -> bool:
        """Return whether a person born on that day was over the benefit's age before the month began."""
        ages = self.benefit.ages
        before = self.month.first_day - timedelta(days=1)
        return ages is not None and ages.under is not None and get_age(born, before) >= ages.under

    def is_before_age(self, born: date) -> bool:
        """Return whether a person born on that day is not yet of the benefit's age for the month."""
        ages = self.benefit.ages
        if ages is None or ages.at_least is None:
            return False
        reached = self.month.last_day if ages.begins == "same_month" else self.month.first_day - timedelta(days=1)
        return get_age(born, reached) < ages.at_least


def get_age(born: date, on: date) -> int:
    """Return the full years of somebody born on one day, on another; who was born later is under 0."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
