"""What a change of parameters does in one month: who comes in and out, what it costs, who wins and loses."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from luoshi.policy.rules.declarations import Rule, RuleBook

# Upper ends of the bands of a person's change in fen a month: up to 10, 50, 100, 200 yuan, and above.
BANDS = (1_000, 5_000, 10_000, 20_000)
_LAST = "above"


@dataclass(frozen=True)
class Effect:
    """Counts of persons, and costs in fen a month as changes, so that less money is negative."""

    persons_in: int
    persons_out: int
    cost: int
    cost_before: int
    by_benefit: tuple[Mapping[str, int | str], ...]
    by_county: tuple[Mapping[str, int], ...]
    by_fund: Mapping[str, int]
    winners: Mapping[str, tuple[int, int]]
    losers: Mapping[str, tuple[int, int]]


def compare(
    before: pl.DataFrame, after: pl.DataFrame, rules: RuleBook, counties: pl.DataFrame, shares: Mapping[str, int]
) -> Effect:
    """Compare two sets of decisions over the same facts; raises ValueError where they are not in the same order.

    `counties` has `area` and `county`; `shares` the thousandths that a fund pays, by parameter. A person counts
    as in who gains a benefit that he had not, as out who loses one that he had; both may be.
    """
    if not before.select("person", "household").equals(after.select("person", "household")):
        raise ValueError("the decisions are not of the same persons in the same order")
    gains = pl.lit(value=False)
    loses = pl.lit(value=False)
    both = before.select("person", "area", *_list_columns(rules)).with_columns(
        after.select(pl.col(name).alias(f"{name}'") for name in _list_columns(rules))
    )
    for rule in rules.rules:
        gains |= ~pl.col(rule.entitled) & pl.col(f"{rule.entitled}'")
        loses |= pl.col(rule.entitled) & ~pl.col(f"{rule.entitled}'")
    changes = pl.sum_horizontal(pl.col(f"{rule.paid}'") - pl.col(rule.paid) for rule in rules.rules)
    both = both.with_columns(gains.alias("gains"), loses.alias("loses"), changes.alias("change")).join(
        counties, on="area", how="left", maintain_order="left"
    )
    persons = both.group_by("person").agg(pl.col("gains").any(), pl.col("loses").any(), pl.col("change").sum())
    benefits = tuple(_compare_benefit(both, rule) for rule in rules.rules)
    return Effect(
        int(persons["gains"].sum()),
        int(persons["loses"].sum()),
        int(both["change"].sum()),
        sum(int(both[rule.paid].sum()) for rule in rules.rules),
        tuple(row for row in benefits if row["persons_in"] or row["persons_out"] or row["cost"]),
        _compare_counties(both),
        _share_out(
            {rule.benefit: int(row["cost"]) for rule, row in zip(rules.rules, benefits, strict=True)}, rules, shares
        ),
        _count_bands(persons, 1),
        _count_bands(persons, -1),
    )


def _list_columns(rules: RuleBook) -> list[str]:
    return [name for rule in rules.rules for name in (rule.entitled, rule.paid)]


def _compare_benefit(both: pl.DataFrame, rule: Rule) -> dict[str, int | str]:
    before, after = pl.col(rule.entitled), pl.col(f"{rule.entitled}'")
    persons_in, persons_out, cost = both.select(
        (~before & after).sum(),
        (before & ~after).sum().alias("out"),
        (pl.col(f"{rule.paid}'") - pl.col(rule.paid)).sum().alias("cost"),
    ).row(0)
    return {"benefit": rule.benefit, "persons_in": persons_in, "persons_out": persons_out, "cost": cost}


def _compare_counties(both: pl.DataFrame) -> tuple[Mapping[str, int], ...]:
    rows = both.group_by("county").agg(
        pl.col("person").filter("gains").n_unique().alias("persons_in"),
        pl.col("person").filter("loses").n_unique().alias("persons_out"),
        pl.col("change").sum().alias("cost"),
    )
    return tuple(rows.sort("county").to_dicts())


def _share_out(costs: Mapping[str, int], rules: RuleBook, shares: Mapping[str, int]) -> dict[str, int]:
    """Return the cost of each layer; the last of a benefit takes what the others leave, so the sum is exact."""
    found: dict[str, int] = {}
    for rule in rules.rules:
        left = costs[rule.benefit]
        for layer, parameter in rule.funds:
            part = costs[rule.benefit] * shares[parameter] // 1000 if parameter else left
            found[layer] = found.get(layer, 0) + part
            left -= part
    return found


def _count_bands(persons: pl.DataFrame, sign: int) -> dict[str, tuple[int, int]]:
    """Return persons and fen by the band of the change, for those it has this sign for."""
    changes = persons.select(pl.col("change") * sign).to_series()
    bands: dict[str, tuple[int, int]] = {}
    low = 0
    for high in (*BANDS, None):
        inside = changes.filter((changes > low) & (changes <= high if high is not None else changes > low))
        name = f"{low // 100}-{high // 100}" if high is not None else f"{_LAST} {low // 100}"
        bands[name] = (inside.len(), int(inside.sum()) * sign)
        low = high or low
    return bands
