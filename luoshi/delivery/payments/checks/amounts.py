"""Amounts that are none, or lie off the standard of their rate area."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case, get_age
from luoshi.delivery.payments.leads import Lead, Said, say_mark, say_yuan
from luoshi.delivery.payments.standards import Allowed, find_allowed
from luoshi.policy import Standard


def check_amounts(case: Case) -> Iterator[Lead]:
    """Yield a lead for each amount that cannot be read, and each that the standard does not allow."""
    yield from (Lead(row, "amount_unreadable") for row in case.lines.filter("amount_unreadable")["row"])
    standard = case.benefit.standard
    if standard is None or (standard.of_household and "persons" not in case.columns):
        return
    known: dict[tuple[str | None, int | None, str | None], Allowed | None] = {}
    lines = case.lines.filter(pl.col("amount").is_not_null())
    for row, amount, county, born, residence, persons in lines.select(
        "row", "amount", "county", "born", "residence", "persons"
    ).iter_rows():
        age = None if born is None else get_age(born, case.month.last_day)
        line = (None if county is None else str(county)[:6], age, residence)
        if line not in known:
            known[line] = find_allowed(case.benefit, case.rules, case.parameters, case.month.first_day, line)
        allowed = known[line]
        heads = (persons or 1) if standard.of_household else 1
        if allowed is not None and not is_allowed(amount, allowed, standard, heads):
            yield Lead(row, "amount_off_standard", _tell(amount, allowed, standard, heads))


def is_allowed(amount: int, allowed: Allowed, standard: Standard, heads: int) -> bool:
    """Return whether a line's amount for `heads` persons is what the standard allows."""
    if standard.bound == "exactly":
        every = {base + addition for base in allowed.bases for addition in (0, *allowed.additions)}
        return amount in {one * heads for one in every}
    if standard.bound == "at_least":
        return amount >= min(allowed.bases) * heads
    most = max(allowed.bases) + max(allowed.additions, default=0)
    return amount * 100 <= most * heads * (100 + standard.margin_percent)


def _tell(amount: int, allowed: Allowed, standard: Standard, heads: int) -> dict[str, object]:
    bases = " / ".join(say_yuan(base * heads) for base in allowed.bases)
    added = " / ".join(say_yuan(addition * heads) for addition in allowed.additions)
    zh = {"exactly": "应为", "at_most": "不超过", "at_least": "不低于"}[standard.bound]
    en = {"exactly": "must be", "at_most": "at most", "at_least": "at least"}[standard.bound]
    area = allowed.rate_area
    assumed = any(version.mark == "assumed" for version in allowed.versions)
    return {
        "amount": say_yuan(amount),
        "standard": Said(
            f"{zh} {bases} 元" + (f"（可另加 {added} 元）" if added else ""),
            f"{en} {bases} yuan" + (f" (+ {added})" if added else ""),
        ),
        "persons": heads,
        "area": Said("全市", "the city") if area is None else Said(area.name_zh, area.name_en),
        "since": max(version.in_force for version in allowed.versions).isoformat(),
        "source": "；".join(dict.fromkeys(version.source for version in allowed.versions)),
        "mark": say_mark("assumed" if assumed else "sourced"),
    }
