"""Accounts: one that serves several persons, one in another's name, one whose digits are lost."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case
from luoshi.delivery.payments.leads import Lead, say_rows


def check_accounts(case: Case) -> Iterator[Lead]:
    """Yield the leads on the accounts of a list; a line without an account is no lead."""
    yield from (Lead(row, "account_damaged") for row in case.lines.filter("account_damaged")["row"])
    sound = case.lines.filter(pl.col("account").is_not_null() & ~pl.col("account_damaged"))
    # Who has no readable number is told apart by name: two lines of one person are another check's.
    whose = pl.coalesce("id", "name", pl.format("row {}", "row"))
    shared = (
        sound.with_columns(whose.alias("whose"))
        .group_by("account", maintain_order=True)
        .agg("row", "whose")
        .filter(pl.col("whose").list.n_unique() > 1)
    )
    for _, rows, whose_all in shared.iter_rows():
        for row, mine in zip(rows, whose_all, strict=True):
            others = [other for other, theirs in zip(rows, whose_all, strict=True) if theirs != mine]
            yield Lead(row, "account_shared", {"rows": say_rows(others)})
    named = case.lines.filter(pl.col("name").is_not_null() & pl.col("account_name").is_not_null())
    for row in named.filter(pl.col("name") != pl.col("account_name"))["row"]:
        yield Lead(row, "account_not_payees")
