"""Decide a month by the city's rules from the households in a book: for everybody, or for one household."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from luoshi.errors import UserFault
from luoshi.periods import Period
from luoshi.policy import ParameterBook
from luoshi.policy.rules import (
    HOUSEHOLD_KINDS,
    HouseholdRecords,
    RuleBook,
    build_facts,
    decide,
    make_amount_table,
    make_rate_area_table,
)
from luoshi.records import Book, Snapshot
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city


@dataclass(frozen=True)
class RulesGround:
    """A book's households with the city's rules and parameters: what every question about a month needs."""

    city: City
    rules: RuleBook
    parameters: ParameterBook
    snapshot: Snapshot
    synthetic: bool

    def get_facts(self, month: date, person: int | None = None) -> pl.LazyFrame:
        """Return the facts of the month, of all or of the households in which the person is or was a member."""
        records = _read_records(self.snapshot, person)
        areas = records.households.select("area").unique().collect()["area"].to_list()
        return build_facts(records, month, make_rate_area_table(self.rules.rate_areas, areas).lazy())

    def decide(self, month: date, person: int | None = None, *, told: bool = False) -> pl.DataFrame:
        """Return the decisions of the month; see `luoshi.policy.rules.decide` for the columns."""
        amounts = make_amount_table(self.rules, self.parameters, month)
        return decide(self.get_facts(month, person), self.rules, amounts, told=told).collect()


def open_rules(path: Path) -> RulesGround:
    """Open a book for questions to the rules; raises UserFault where city or book has nothing to decide on."""
    book = Book.open(path)
    city = get_book_city(book)
    rules = city.load_rules()
    snapshot = book.snapshot()
    if not rules.rules:
        raise UserFault("rules.no_rules", city=city.name)
    missing = [kind for kind in HOUSEHOLD_KINDS if not snapshot.files(kind)]
    if missing:
        raise UserFault("rules.no_households", book=path, kinds=", ".join(missing))
    return RulesGround(city, rules, city.load_parameters(), snapshot, book.settings.synthetic)


def parse_month(text: str) -> date:
    """Return the first day of a month written as 2021-09; raises UserFault for another period."""
    period = Period.parse(text)
    if (period.first_day.year, period.first_day.month) != (period.last_day.year, period.last_day.month):
        raise UserFault("rules.not_a_month", period=text)
    return period.first_day


def _read_records(snapshot: Snapshot, person: int | None) -> HouseholdRecords:
    households, members, incomes, properties = (_scan(snapshot, kind) for kind in HOUSEHOLD_KINDS)
    if person is None:
        return HouseholdRecords(households, members, incomes, properties)
    keys = members.filter(pl.col("person") == person).select("household").unique().collect()["household"].to_list()
    mine = pl.col("household").is_in(keys)
    return HouseholdRecords(
        households.filter(mine), members.filter(mine), incomes.filter(mine), properties.filter(mine)
    )


def _scan(snapshot: Snapshot, kind: str) -> pl.LazyFrame:
    frame = pl.scan_parquet(list(snapshot.files(kind)))
    ended = snapshot.ended(kind)
    return frame.join(pl.scan_parquet(list(ended)), on="record", how="anti") if ended else frame
