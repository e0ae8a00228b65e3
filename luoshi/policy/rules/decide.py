"""Deciding a month for many households at once: every value, the mask of conditions, entitlement and amount."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from luoshi.policy.parameters import ParameterBook
from luoshi.policy.rules.declarations import Pick, RuleBook, Value
from luoshi.policy.rules.rate_areas import NOWHERE

CHOSEN = "@"  # after a value's name: the column with the parameter that was chosen


def make_amount_table(rules: RuleBook, parameters: ParameterBook, month: date) -> pl.DataFrame:
    """Return a row per rate area with every parameter in force there on the first day of the month.

    Columns: `rate_area`, and `@name` for each parameter. Raises UserFault where one has no version yet.
    """
    areas = [*(area.id for area in rules.rate_areas), NOWHERE]
    values = {f"@{name}": [_get_amount(parameters, name, month, area) for area in areas] for name in rules.parameters}
    return pl.DataFrame({"rate_area": areas, **values})


def decide(facts: pl.LazyFrame, rules: RuleBook, amounts: pl.DataFrame, *, told: bool = False) -> pl.LazyFrame:
    """Return the facts, in their order, with the columns of every decision; see `Rule` for their names.

    `amounts` is what `make_amount_table` gave. With `told`, each amount that was chosen among parameters also
    has a column that names its parameter.
    """
    frame = facts.join(amounts.lazy(), on="rate_area", how="left", maintain_order="left")
    frame = _add_values(frame, rules.values, told)
    for rule in rules.rules:
        frame = _add_values(frame, rule.values, told)
        mask = pl.sum_horizontal(part.holds.cast(pl.Int64) * (1 << bit) for bit, part in enumerate(rule.bits))
        entitled = pl.all_horizontal(node.holds for node in rule.conditions)
        frame = frame.with_columns(mask.alias(rule.mask), entitled.alias(rule.entitled)).with_columns(
            pl.when(pl.col(rule.entitled)).then(rule.amount).otherwise(0).cast(pl.Int64).alias(rule.paid)
        )
    return frame if told else frame.drop([name for name in amounts.columns if name != "rate_area"])


def _add_values(frame: pl.LazyFrame, values: Iterable[Value | Pick], told: bool) -> pl.LazyFrame:
    for value in values:
        columns = [value.formula.alias(value.name)]
        if told and isinstance(value, Pick):
            columns.append(value.chosen.alias(value.name + CHOSEN))
        frame = frame.with_columns(columns)
    return frame


def _get_amount(parameters: ParameterBook, name: str, month: date, area: str) -> int:
    version = parameters.get_version(name, month, area)
    return parameters.get_amount(name, version)
