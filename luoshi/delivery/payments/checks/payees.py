"""Payees who have died, and those who are not, or no longer, of the age."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from luoshi.delivery.payments.case import Case, get_age
from luoshi.delivery.payments.leads import Lead, Said, say_mark

DEATHS = "deaths"
_BOOK = Said("台账死亡登记", "register of deaths in the book")


def check_deaths(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line of somebody who died before the last month that the benefit pays to the dead."""
    for row, (died_on, where) in sorted(find_deaths(case).items()):
        if case.is_paid_after(died_on):
            limit = case.benefit.months_after_death
            yield Lead(
                row,
                "paid_after_death",
                {
                    "died_on": Said("日期不详", "day not known") if died_on is None else died_on.isoformat(),
                    "where": where,
                    "months": limit.value,
                    "month": str(case.month),
                    "source": limit.source,
                    "mark": say_mark(limit.mark),
                },
            )


def find_deaths(case: Case) -> dict[int, tuple[date | None, Said]]:
    """Return by row the day of death, and who says so; of several days the first, and a day rather than none."""
    found: dict[int, tuple[date | None, Said]] = {}
    dead = case.lines.filter(pl.col("person").is_not_null()).join(case.book.deaths, on="person", how="inner")
    for row, died_on in dead.select("row", "died_on").iter_rows():
        found[row] = (died_on, _BOOK)
    if DEATHS in case.others:
        other = case.others[DEATHS]
        listed = case.lines.filter(pl.col("id").is_not_null()).select("row", "id")
        listed = listed.join(other.rows.rename({"row": "at"}), on="id", how="inner")
        for row, at, died_on in listed.select("row", "at", "died_on").iter_rows():
            known = found[row][0] if row in found else None
            if row not in found or (died_on is not None and (known is None or died_on < known)):
                found[row] = (died_on, Said(f"{other.file} 第 {at} 行", f"{other.file}, row {at}"))
    return found


def check_ages(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line of somebody too young, or too old, for the benefit in the month."""
    ages = case.benefit.ages
    if ages is None:
        return
    born_known = case.lines.filter(pl.col("born").is_not_null()).select("row", "born")
    for row, born in born_known.iter_rows():
        said = {
            "age": max(0, get_age(born, case.month.last_day)),
            "month": str(case.month),
            "source": ages.source,
            "mark": say_mark(ages.mark),
        }
        if case.is_before_age(born):
            yield Lead(row, "too_young", {**said, "limit": ages.at_least})
        elif case.is_past_age(born):
            yield Lead(row, "too_old", {**said, "limit": ages.under})
