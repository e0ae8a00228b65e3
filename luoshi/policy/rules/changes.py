"""A change of parameters asked of the rules: `dibao.urban.standard=+10%`, `=720`, `=+30`, in yuan where it is money."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import polars as pl

from luoshi.errors import UserFault
from luoshi.policy.parameters import ParameterBook
from luoshi.policy.rules.declarations import RuleBook

_WRITTEN = re.compile(r"([+-]?)(\d{1,12}(?:\.\d{1,4})?)(%?)")
_FEN = 100


@dataclass(frozen=True)
class Change:
    """What happens to a parameter in every rate area: `percent` and `add` change it, `put` replaces it.

    `amount` is in per cent, or in the parameter's stored unit (money: fen), and may be negative.
    """

    parameter: str
    how: Literal["percent", "add", "put"]
    amount: Decimal
    written: str

    def apply(self, value: int) -> int:
        """Return the changed value; a half of the smallest unit is rounded up, and nothing falls below 0."""
        if self.how == "put":
            return int(self.amount)
        changed = value * (100 + self.amount) / 100 if self.how == "percent" else value + self.amount
        return max(0, int((changed + Decimal("0.5")).__floor__()))


def parse_changes(written: Sequence[str], rules: RuleBook, parameters: ParameterBook) -> tuple[Change, ...]:
    """Return the changes of `NAME=VALUE` texts; raises UserFault for an unknown name, with the nearest ones.

    The words of a name may stand in any order, parted by dots or underscores.
    """
    changes = tuple(_parse(text, rules, parameters) for text in written)
    names = [change.parameter for change in changes]
    twice = next((name for name in names if names.count(name) > 1), None)
    if not changes or twice:
        raise UserFault("rules.bad_change", change=twice or "-", reason="given twice" if twice else "none is given")
    return changes


def change_amounts(amounts: pl.DataFrame, changes: Sequence[Change]) -> pl.DataFrame:
    """Return the table of amounts in force with the changes applied in every rate area."""
    return amounts.with_columns(
        pl.Series(f"@{change.parameter}", [change.apply(value) for value in amounts[f"@{change.parameter}"]])
        for change in changes
    )


def _parse(text: str, rules: RuleBook, parameters: ParameterBook) -> Change:
    name, equals, value = text.partition("=")
    found = _WRITTEN.fullmatch(value.strip())
    if not equals or found is None:
        raise UserFault("rules.bad_change", change=text, reason="write NAME=+10%, -5%, 720 or +30")
    parameter = _find_parameter(name.strip(), rules)
    sign, digits, percent = found.groups()
    money = parameters.get_parameter(parameter).unit.startswith("yuan")
    amount = Decimal(sign + digits)
    if percent:
        if not sign:
            raise UserFault("rules.bad_change", change=text, reason="a percentage needs + or - before it")
        return Change(parameter, "percent", amount, text)
    stored = amount * _FEN if money else amount
    if stored != stored.to_integral_value():
        smallest = "0.01" if money else "1"
        raise UserFault("rules.bad_change", change=text, reason=f"the smallest step of {parameter} is {smallest}")
    return Change(parameter, "add" if sign else "put", stored, text)


def _find_parameter(name: str, rules: RuleBook) -> str:
    if name in rules.parameters:
        return name
    by_words = {_split(each): each for each in rules.parameters}
    if _split(name) in by_words:
        return by_words[_split(name)]
    words = set(_split(name))
    near = sorted(
        rules.parameters,
        key=lambda each: (-len(words & set(_split(each))), -difflib.SequenceMatcher(None, name, each).ratio()),
    )
    raise UserFault("rules.unknown_parameter", parameter=name, near=", ".join(near[:3]))


def _split(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.split(r"[._]", name)))
