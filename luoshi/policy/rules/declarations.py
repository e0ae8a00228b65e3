"""Rules of entitlement, declared once: the values they look at, the conditions, the amount, who pays.

Formulas are Polars expressions over one row a person of a household (see facts.py) and the amounts in force
where the household lives. Money is integer fen. Nothing here reads a book or knows a city.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Literal

import polars as pl

from luoshi.errors import UserFault
from luoshi.policy.benefits import RateArea
from luoshi.policy.parameters import Mark
from luoshi.policy.rules.facts import FACTS

Unit = Literal["yuan", "years", "persons", "things", "month", "word", "flag", "grade"]
_PARAMETER = "@"
_MOST_BITS = 62  # the mask of a rule is a positive Int64


def parameter(name: str) -> pl.Expr:
    """Return the parameter in force where the household lives, in the unit of its file (money: fen)."""
    return pl.col(_PARAMETER + name)


def fact(name: str) -> pl.Expr:
    """Return a fact of the person or household, or a value declared before."""
    return pl.col(name)


def find_parameters(formula: pl.Expr) -> tuple[str, ...]:
    """Return the parameters that a formula reads, in the order in which it names them."""
    roots = dict.fromkeys(formula.meta.root_names())
    return tuple(name.removeprefix(_PARAMETER) for name in roots if name.startswith(_PARAMETER))


class Relation(StrEnum):
    """How a value must stand to its threshold."""

    BELOW = "below"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"


@dataclass(frozen=True, eq=False)
class Value:
    """An intermediate value that the decision keeps, with its name in both languages."""

    name: str
    zh: str
    en: str
    unit: Unit
    formula: pl.Expr


@dataclass(frozen=True, eq=False)
class Pick:
    """An amount in fen that is one of several parameters: that of the first case which holds, else 0."""

    name: str
    zh: str
    en: str
    cases: tuple[tuple[pl.Expr, str], ...]
    unit: Unit = "yuan"

    @property
    def formula(self) -> pl.Expr:
        """The amount."""
        return self._choose([parameter(name) for _, name in self.cases], pl.lit(0))

    @property
    def chosen(self) -> pl.Expr:
        """The name of the parameter that was chosen; empty where no case holds."""
        return self._choose([pl.lit(name) for _, name in self.cases], pl.lit(""))

    def _choose(self, outcomes: list[pl.Expr], otherwise: pl.Expr) -> pl.Expr:
        """Return the outcome of the first case that holds; nested from the last case on."""
        found = otherwise
        for (case, _), outcome in zip(reversed(self.cases), reversed(outcomes), strict=True):
            found = pl.when(case).then(outcome).otherwise(found)
        return found


@dataclass(frozen=True, eq=False)
class Condition:
    """`value` must stand in `relation` to `threshold`: a value, a parameter (`@name`), a number or words.

    For IS and IS_NOT the value is a flag and there is no threshold. `excludes` names the benefit that nobody
    has for the same month: the conditions that have it are the matrix of exclusions.
    """

    id: str
    zh: str
    en: str
    value: str
    relation: Relation
    source: str
    mark: Mark
    threshold: str | int | tuple[str, ...] = ()
    excludes: str | None = None

    @property
    def holds(self) -> pl.Expr:
        """Whether it holds; a fact that is not known fulfils no condition."""
        value = pl.col(self.value)
        if self.relation in (Relation.IS, Relation.IS_NOT):
            found = value if self.relation is Relation.IS else ~value
        elif isinstance(self.threshold, tuple):
            # Comparisons of short texts take a third of the time of a membership in a list.
            found = reduce(or_, (value == word for word in self.threshold))
        else:
            limit = pl.lit(self.threshold) if isinstance(self.threshold, int) else pl.col(self.threshold)
            found = {
                Relation.BELOW: value < limit,
                Relation.AT_MOST: value <= limit,
                Relation.AT_LEAST: value >= limit,
            }[self.relation]
        return found.fill_null(value=False)


@dataclass(frozen=True, eq=False)
class AllOf:
    """Conditions that hold together: one way among several."""

    parts: tuple[Condition, ...]

    @property
    def holds(self) -> pl.Expr:
        """Whether every part holds."""
        return reduce(and_, (part.holds for part in self.parts))


@dataclass(frozen=True, eq=False)
class AnyOf:
    """One of several ways is enough."""

    id: str
    zh: str
    en: str
    ways: tuple[Condition | AllOf, ...]

    @property
    def holds(self) -> pl.Expr:
        """Whether at least one way holds."""
        return pl.any_horizontal(way.holds for way in self.ways)


def iterate_conditions(node: Condition | AllOf | AnyOf) -> Iterator[Condition]:
    """Yield the single conditions below, in the order of the declaration."""
    if isinstance(node, Condition):
        yield node
        return
    for part in node.parts if isinstance(node, AllOf) else node.ways:
        yield from iterate_conditions(part)


@dataclass(frozen=True, eq=False)
class Rule:
    """One benefit: all `conditions` must hold, then a person has `amount` fen for the month.

    `values` come in an order in which each needs only those before. `funds` are the layers that pay, each with
    the parameter of its share in thousandths; the last layer takes what is left.
    """

    benefit: str
    zh: str
    en: str
    basis: str
    values: tuple[Value | Pick, ...]
    conditions: tuple[Condition | AnyOf, ...]
    amount: pl.Expr
    amount_zh: str
    amount_en: str
    funds: tuple[tuple[str, str], ...]

    @property
    def bits(self) -> tuple[Condition, ...]:
        """The single conditions; the bit of each in the mask is its place here."""
        return tuple(found for node in self.conditions for found in iterate_conditions(node))

    @property
    def mask(self) -> str:
        """The column of the mask: the bit of each condition that holds is set."""
        return f"{self.benefit}.met"

    @property
    def entitled(self) -> str:
        """The column that says whether the person has the benefit."""
        return f"{self.benefit}.entitled"

    @property
    def paid(self) -> str:
        """The column of the month's amount in fen, 0 for those without."""
        return f"{self.benefit}.amount"


@dataclass(frozen=True, eq=False)
class RuleBook:
    """A city's rules in the order in which they are decided, over values that several of them read.

    Raises UserFault where a formula or condition names something that nothing before it gives.
    """

    rate_areas: tuple[RateArea, ...] = ()
    values: tuple[Value | Pick, ...] = ()
    rules: tuple[Rule, ...] = ()
    parameters: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        known = set(FACTS)
        read: dict[str, None] = {}

        def learn(name: str, formula: pl.Expr) -> None:
            missing = {root for root in formula.meta.root_names() if root[0] != _PARAMETER} - known
            if missing or name in known:
                raise UserFault("rules.bad_rule", name=name, missing=", ".join(sorted(missing)) or name)
            read.update(dict.fromkeys(find_parameters(formula)))
            known.add(name)

        for value in self.values:
            learn(value.name, value.formula)
        for rule in self.rules:
            for value in rule.values:
                learn(value.name, value.formula)
            learn(rule.mask, pl.concat_list(node.holds for node in rule.conditions))
            learn(rule.entitled, pl.col(rule.mask))
            learn(rule.paid, rule.amount)
            read.update(dict.fromkeys(share for _, share in rule.funds if share))
            if len(rule.bits) > _MOST_BITS:
                raise UserFault("rules.too_many_conditions", benefit=rule.benefit, most=_MOST_BITS)
        object.__setattr__(self, "parameters", tuple(read))

    def get_rule(self, benefit: str) -> Rule:
        """Return the rule of a benefit; raises UserFault naming those there are."""
        for rule in self.rules:
            if rule.benefit == benefit:
                return rule
        known = ", ".join(rule.benefit for rule in self.rules) or "-"
        raise UserFault("rules.unknown_benefit", benefit=benefit, known=known)

    def find_value(self, name: str) -> Value | Pick | None:
        """Return the declared value of a name, or None for a plain fact."""
        every = (*self.values, *(value for rule in self.rules for value in rule.values))
        return next((value for value in every if value.name == name), None)
