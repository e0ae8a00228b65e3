"""Who was paid the month before, is not known to be dead or too old, and is not on the list."""

import polars as pl

from luoshi.delivery.payments.case import Case


def find_missing(case: Case) -> pl.DataFrame:
    """Return `person`, `area` and `amount` (of the month before) of those who may be entitled and are missing.

    A list of some counties is compared with the payees of those counties only; they are told by the lines'
    areas, and where a line has none, by where its person was paid before. Ages are not looked at here.
    """
    columns = ("person", "area", "amount")
    if case.benefit.rhythm != "monthly":
        return case.book.paid.select(columns).clear()
    before = case.get_paid(case.benefit.id, case.ordinal - 1).unique("person", keep="first", maintain_order=True)
    listed = case.lines.select("person", "county")
    paid_in = listed.join(before.select("person", pl.col("county").alias("was")), on="person", how="inner")
    own = listed["county"].drop_nulls()
    counties = (own if len(own) else paid_in["was"].drop_nulls()).unique()
    died = pl.col("died_on")
    last_paid = died.dt.year().cast(pl.Int64) * 12 + died.dt.month() - 1 + case.benefit.months_after_death.value
    gone = case.book.deaths.filter(died.is_null() | (last_paid < case.ordinal))
    rest = before.filter(pl.col("county").is_in(counties.implode()))
    rest = rest.join(listed.drop_nulls("person"), on="person", how="anti").join(gone, on="person", how="anti")
    return rest.select(columns).sort("area", "person")
