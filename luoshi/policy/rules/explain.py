"""Why somebody has a benefit in a month, or has not: every condition with its value, threshold and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from luoshi.policy.parameters import Mark, ParameterBook, Version
from luoshi.policy.rules.decide import CHOSEN
from luoshi.policy.rules.declarations import AllOf, AnyOf, Condition, Pick, Relation, Rule, RuleBook, Unit
from luoshi.policy.rules.declarations import find_parameters as _find_parameters
from luoshi.policy.rules.saying import Language, get_names, say_amount, say_value

Row = Mapping[str, Any]

_RELATIONS: Mapping[Relation, tuple[str, str]] = {
    Relation.BELOW: ("须低于", "must be below"),
    Relation.AT_MOST: ("不得超过", "must be at most"),
    Relation.AT_LEAST: ("不得低于", "must be at least"),
    Relation.ONE_OF: ("须为其中之一：", "must be one of"),
    Relation.IS: ("须为是", "must be yes"),
    Relation.IS_NOT: ("须为否", "must be no"),
}

_OF_MONTHS: Mapping[Relation, tuple[str, str]] = {
    **_RELATIONS,
    Relation.AT_MOST: ("不得晚于", "must be no later than"),
    Relation.AT_LEAST: ("不得早于", "must be no earlier than"),
}


@dataclass(frozen=True)
class ParameterRead:
    """The version of a parameter that a decision read; `unit` is that of its file, money in fen."""

    id: str
    unit: str
    version: Version


@dataclass(frozen=True)
class Named:
    """A value with its name in both languages, as stored (money: fen); `column` is where it stands."""

    column: str
    zh: str
    en: str
    value: Any
    unit: Unit

    def say(self, language: Language) -> str:
        """Return the value in words."""
        return say_value(self.value, self.unit, language, self.column)


@dataclass(frozen=True)
class Finding:
    """A condition as it was found; for several ways, or the parts of one way, only `parts` says more."""

    id: str
    zh: str
    en: str
    met: bool
    value: Named | None = None
    relation: Relation | None = None
    threshold: Any = None
    threshold_name: tuple[str, str] = ("", "")
    source: str = ""
    mark: Mark | None = None
    parameters: tuple[ParameterRead, ...] = ()
    parts: tuple["Finding", ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A decision about one person. `amount` is fen a month; `steps` are the values that lead to it."""

    rule: Rule
    month: date
    rate_area: str
    entitled: bool
    amount: int
    findings: tuple[Finding, ...]
    steps: tuple[Named, ...]
    parameters: tuple[ParameterRead, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The conditions that are not met: the reasons of a refusal."""
        return tuple(finding for finding in self.findings if not finding.met)


def explain(row: Row, rules: RuleBook, benefit: str, parameters: ParameterBook) -> Explanation:
    """Explain one row of decisions that were made with `told`; raises UserFault for an unknown benefit."""
    rule = rules.get_rule(benefit)
    reader = _Reader(row, rules, rule, parameters)
    return Explanation(
        rule,
        row["month"],
        row["rate_area"],
        bool(row[rule.entitled]),
        int(row[rule.paid]),
        tuple(reader.find(node) for node in rule.conditions),
        tuple(reader.name(column) for column in reader.list_behind(rule.amount)),
        reader.read(rule.amount),
    )


def say_decision(found: Explanation, language: Language) -> str:
    """Return the decision and, for a refusal, its reasons as one sentence."""
    month, rule = found.month.strftime("%Y-%m"), found.rule
    if language == "zh":
        if found.entitled:
            return f"{month} 应享受{rule.zh}，每月{say_amount(found.amount)}元。"
        return f"{month} 不享受{rule.zh}，下列条件不符合：{'；'.join(one.zh for one in found.failed)}。"
    if found.entitled:
        return f"In {month} the person is entitled to {rule.en}: {say_amount(found.amount)} yuan a month."
    reasons = "; ".join(one.en for one in found.failed)
    return f"In {month} the person is not entitled to {rule.en}. What does not hold: {reasons}."


def say_finding(finding: Finding, language: Language) -> str:
    """Return what was found of a condition: the value and what it must be; "" for one of several ways."""
    if finding.value is None or finding.relation is None:
        return ""
    at = 0 if language == "zh" else 1
    by_unit = _OF_MONTHS if finding.value.unit == "month" else _RELATIONS
    name, value = (finding.value.zh, finding.value.en)[at], finding.value.say(language)
    parts = [by_unit[finding.relation][at], finding.threshold_name[at]]
    if finding.relation not in (Relation.IS, Relation.IS_NOT):
        parts.append(say_value(finding.threshold, finding.value.unit, language, finding.value.column))
    if language == "zh":
        return f"{name}：{value}，{''.join(parts)}"
    return f"{name}: {value}; {' '.join(part for part in parts if part)}"


class _Reader:
    """Looks up values, thresholds and parameters of one row, through the values that are made of others."""

    def __init__(self, row: Row, rules: RuleBook, rule: Rule, parameters: ParameterBook) -> None:
        self.row, self.rules, self.parameters = row, rules, parameters
        mask = int(row[rule.mask])
        self.met = {id(part): bool(mask >> bit & 1) for bit, part in enumerate(rule.bits)}

    def find(self, node: Condition | AllOf | AnyOf) -> Finding:
        """Return what was found of a condition; one of several ways is met where all its parts are."""
        if isinstance(node, Condition):
            return self._find_one(node)
        if isinstance(node, AllOf):
            parts = tuple(self.find(part) for part in node.parts)
            zh, en = "且".join(part.zh for part in parts), " and ".join(part.en for part in parts)
            return Finding("", zh, en, all(part.met for part in parts), parts=parts)
        parts = tuple(self.find(way) for way in node.ways)
        return Finding(node.id, node.zh, node.en, any(part.met for part in parts), parts=parts)

    def name(self, column: str) -> Named:
        """Return the value of a column with its names."""
        zh, en, unit = get_names(column, self.rules)
        return Named(column, zh, en, self.row[column], unit)

    def _find_one(self, node: Condition) -> Finding:
        threshold, read, named = node.threshold, list(self.read(pl.col(node.value))), ("", "")
        if isinstance(threshold, str):
            read += self.read(pl.col(threshold))
            named = ("", "") if threshold.startswith("@") else get_names(threshold, self.rules)[:2]
            threshold = self.row[threshold]
        return Finding(
            node.id,
            node.zh,
            node.en,
            self.met[id(node)],
            self.name(node.value),
            node.relation,
            threshold,
            named,
            node.source,
            node.mark,
            tuple(dict.fromkeys(read)),
        )

    def list_behind(self, formula: pl.Expr) -> list[str]:
        """Return the values that a formula is made of, each after those that it is made of itself."""
        found: dict[str, None] = {}
        for name in dict.fromkeys(formula.meta.root_names()):
            value = self.rules.find_value(name)
            if value is not None:
                behind = [] if isinstance(value, Pick) else self.list_behind(value.formula)
                found.update(dict.fromkeys([*behind, name]))
        return list(found)

    def read(self, formula: pl.Expr) -> tuple[ParameterRead, ...]:
        """Return the versions that a formula read for this row, through the values that it is made of."""
        names = dict.fromkeys(_find_parameters(formula))
        for column in self.list_behind(formula):
            value = self.rules.find_value(column)
            if isinstance(value, Pick):
                chosen = str(self.row[column + CHOSEN])
                names.update({chosen: None} if chosen else {})
            elif value is not None:
                names.update(dict.fromkeys(_find_parameters(value.formula)))
        return tuple(self._get_version(name) for name in names)

    def _get_version(self, name: str) -> ParameterRead:
        version = self.parameters.get_version(name, self.row["month"], self.row["rate_area"])
        return ParameterRead(name, self.parameters.get_parameter(name).unit, version)
