"""Two benefits that nobody has for the same month, by the book's payments and by other departments' lists."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from luoshi.delivery.payments.case import Case, get_age
from luoshi.delivery.payments.leads import Lead, Said, say_mark
from luoshi.delivery.payments.standards import find_allowed
from luoshi.policy import Exclusion

_BOOK = Said("台账发放记录", "payments in the book")


def check_exclusive(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line whose person has, for the month, a benefit that excludes this one."""
    for other, pair in case.rules.find_exclusions(case.benefit.id).items():
        named = case.rules.get_benefit(other)
        told: set[int] = set()
        for row, mine, theirs, born, where in _find_both(case, other):
            if row in told or not _excludes(case, pair, other, (mine, theirs, born)):
                continue
            told.add(row)
            yield Lead(
                row,
                "exclusive_benefit",
                {
                    "other": Said(named.name_zh, named.name_en),
                    "where": where,
                    "month": str(case.month),
                    "source": pair.source,
                    "mark": say_mark(pair.mark),
                },
            )


def _find_both(case: Case, other: str) -> Iterator[tuple[int, int | None, int | None, date | None, Said]]:
    """Yield row, the line's amount, the other benefit's amount, day of birth, and who says so."""
    paid = case.get_paid(other, case.ordinal).select("person", pl.col("amount").alias("theirs"))
    lines = case.lines.select("row", "person", "id", "amount", "born")
    for row, mine, theirs, born in (
        lines.join(paid, on="person", how="inner").select("row", "amount", "theirs", "born").sort("row").iter_rows()
    ):
        yield row, mine, theirs, born, _BOOK
    if other in case.others:
        file = case.others[other]
        listed = file.rows.select("id", pl.col("row").alias("at"), pl.col("amount").alias("theirs"))
        for row, mine, theirs, born, at in (
            lines.join(listed, on="id", how="inner")
            .select("row", "amount", "theirs", "born", "at")
            .sort("row", "at")
            .iter_rows()
        ):
            yield row, mine, theirs, born, Said(f"{file.file} 第 {at} 行", f"{file.file}, row {at}")


def _excludes(case: Case, pair: Exclusion, other: str, found: tuple[int | None, int | None, date | None]) -> bool:
    """Return whether the pair is one: where only an increment excludes, the amount must be more than the base."""
    if pair.increment_of is None:
        return True
    mine, theirs, born = found
    amount = theirs if pair.increment_of == other else mine
    if amount is None:
        return False
    age = None if born is None else get_age(born, case.month.last_day)
    allowed = find_allowed(
        case.rules.get_benefit(pair.increment_of),
        case.rules,
        case.parameters,
        case.month.first_day,
        (None, age, None),
    )
    return allowed is not None and amount > max(allowed.bases)
