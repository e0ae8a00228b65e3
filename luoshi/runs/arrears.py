"""Arrears of a benefit from a book's households: months decided before a notice, made up for after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from luoshi.errors import UserFault
from luoshi.policy import ParameterBook
from luoshi.policy.rules import decide, find_arrears, make_amount_table
from luoshi.runs.deciding import open_rules, parse_month


@dataclass(frozen=True)
class ArrearsRequest:
    """A benefit; the first and the last month already decided, as 2021-07; the day by which notices are known.

    Each month was decided on its first day.
    """

    benefit: str
    first: str
    last: str
    by: date


def list_arrears(book: Path, request: ArrearsRequest) -> pl.DataFrame:
    """Return what is owed, by month and person; see `luoshi.policy.rules.find_arrears` for the columns."""
    ground = open_rules(book)
    rule = ground.rules.get_rule(request.benefit)
    months = _list_months(parse_month(request.first), parse_month(request.last))
    if not months or request.by < months[-1]:
        raise UserFault("rules.bad_months", first=request.first, last=request.last, by=request.by)
    cache: Mapping[date, pl.LazyFrame] = {month: ground.get_facts(month) for month in months}

    def decide_month(month: date, parameters: ParameterBook) -> pl.DataFrame:
        amounts = make_amount_table(ground.rules, parameters, month)
        decided = decide(cache[month], ground.rules, amounts)
        return decided.select("person", pl.col(rule.paid).alias("amount")).collect()

    return find_arrears({month: month for month in months}, decide_month, ground.parameters, request.by)


def _list_months(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
