"""Ask what a change of parameters would do to a book's month: decided twice over the same facts."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.areas import code_of_number
from luoshi.policy.rules import (
    Change,
    Effect,
    change_amounts,
    compare,
    decide,
    make_amount_table,
    parse_changes,
)
from luoshi.records import Json
from luoshi.runs.deciding import open_rules, parse_month
from luoshi.synthetic import MARK


@dataclass(frozen=True)
class Simulation:
    """The effect of changes in a month. `names` has the counties' names; `synthetic` says whose people they are."""

    month: str
    changes: tuple[Change, ...]
    effect: Effect
    names: dict[int, str]
    synthetic: bool
    seconds: float

    def tables(self) -> dict[str, list[dict[str, Json]]]:
        """Return what the change does by benefit, county, fund and band; costs are yuan a month, as changes."""
        effect = self.effect
        return {
            "by_benefit": [{**row, "cost": to_yuan(int(row["cost"]))} for row in effect.by_benefit],
            "by_county": [
                {
                    "area": code_of_number(row["county"]),
                    "name": self.names[row["county"]],
                    "persons_in": row["persons_in"],
                    "persons_out": row["persons_out"],
                    "cost": to_yuan(row["cost"]),
                }
                for row in effect.by_county
            ],
            "by_fund": [{"fund": layer, "cost": to_yuan(cost)} for layer, cost in effect.by_fund.items()],
            "winners": _list_bands(effect.winners),
            "losers": _list_bands(effect.losers),
        }

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form; costs are yuan a month, as changes."""
        tables: dict[str, Json] = {name: list(rows) for name, rows in self.tables().items()}
        return {
            "month": self.month,
            "set": [change.written for change in self.changes],
            "mark": MARK if self.synthetic else "",
            "persons_in": self.effect.persons_in,
            "persons_out": self.effect.persons_out,
            "cost": to_yuan(self.effect.cost),
            "cost_before": to_yuan(self.effect.cost_before),
            **tables,
        }


def simulate(book: Path, written: Sequence[str], month: str) -> Simulation:
    """Decide the month with and without the changes; raises UserFault for an unknown parameter or month."""
    begun = time.perf_counter()
    ground = open_rules(book)
    first = parse_month(month)
    changes = parse_changes(written, ground.rules, ground.parameters)
    amounts = make_amount_table(ground.rules, ground.parameters, first)
    facts = ground.get_facts(first).sort("household", "person").collect().lazy()
    before, after = pl.collect_all(
        [decide(facts, ground.rules, table) for table in (amounts, change_amounts(amounts, changes))]
    )
    legal = ground.city.load_areas().legal
    counties = legal.ancestors_table().select(pl.col("number").alias("area"), "county")
    # The shares are those of the whole city; a rate area of its own share would need its costs apart.
    citywide = change_amounts(amounts, changes).filter(pl.col("rate_area") == "city").row(0, named=True)
    shares = {name: citywide[f"@{name}"] for rule in ground.rules.rules for _, name in rule.funds if name}
    effect = compare(before, after, ground.rules, counties, shares)
    names = {area.number: area.name for area in legal.at_level("county")}
    return Simulation(month, changes, effect, names, ground.synthetic, time.perf_counter() - begun)


def to_yuan(fen: int) -> int | float:
    """Return fen in yuan: a whole number where it is one."""
    return fen // 100 if fen % 100 == 0 else fen / 100


def _list_bands(bands: Mapping[str, tuple[int, int]]) -> list[dict[str, Json]]:
    return [{"band": name, "persons": persons, "cost": to_yuan(cost)} for name, (persons, cost) in bands.items()]
