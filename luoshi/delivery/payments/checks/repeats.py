"""One person paid more than once: twice on the list, already in the book, or in another county as well."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case
from luoshi.delivery.payments.leads import Lead, Said, say_rows, say_yuan
from luoshi.delivery.payments.places import name_county


def check_repeats(case: Case) -> Iterator[Lead]:
    """Yield a lead for every line of a person who stands on the list more than once."""
    known = case.lines.filter(pl.col("id").is_not_null())
    groups = known.group_by("id", maintain_order=True).agg("row", "county").filter(pl.col("row").list.len() > 1)
    for _, rows, counties in groups.iter_rows():
        here = {county for county in counties if county is not None}
        for row, county in zip(rows, counties, strict=True):
            yield Lead(row, "twice_on_list", {"rows": say_rows([other for other in rows if other != row])})
            if county is not None and len(here) > 1:
                yield _tell_counties(case, row, here - {county})


def check_book(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line whose person the book shows as paid already, or paid in another county.

    Where the list's own payments stand in the book, only those beyond the list's count. A benefit given once
    in a lifetime is looked for in every earlier month.
    """
    once = case.benefit.rhythm == "once"
    month = pl.col("month") <= case.ordinal if once else pl.col("month") == case.ordinal
    paid = case.book.paid.filter((pl.col("benefit") == case.benefit.id) & month)
    sums = paid.group_by("person").agg(
        pl.len().alias("times"), pl.col("amount").sum().alias("sum"), pl.col("month").min().alias("first")
    )
    lines = case.lines.filter(pl.col("person").is_not_null()).select("row", "person", "county")
    lines = lines.with_columns(pl.len().over("person").alias("listed")).join(sums, on="person", how="inner")
    allowed = pl.col("listed") if case.after_payment else pl.lit(0)
    for row, times, total, first in (
        lines.filter(pl.col("times") > allowed).select("row", "times", "sum", "first").sort("row").iter_rows()
    ):
        since = f"{first // 12:04d}-{first % 12 + 1:02d}"
        yield Lead(row, "already_paid", {"times": times, "amount": say_yuan(total), "month": since})
    same = paid.filter((pl.col("month") == case.ordinal) & pl.col("county").is_not_null())
    elsewhere = lines.filter(pl.col("county").is_not_null()).join(
        same.select("person", pl.col("county").alias("other")).unique(), on="person", how="inner"
    )
    elsewhere = elsewhere.filter(pl.col("county") != pl.col("other"))
    for row, others in elsewhere.group_by("row").agg("other").sort("row").iter_rows():
        yield _tell_counties(case, row, set(others))


def _tell_counties(case: Case, row: int, counties: set[int]) -> Lead:
    names = [name_county(county, case.tree) for county in sorted(counties)]
    return Lead(row, "paid_in_two_counties", {"counties": Said("、".join(names), ", ".join(names))})
