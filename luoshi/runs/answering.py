"""Answer why a person has a benefit in a month, or has not, from the households in a book."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.errors import UserFault
from luoshi.policy.rules import Explanation, Finding, ParameterRead, explain, say_decision, say_finding, write_case
from luoshi.records import Json
from luoshi.runs.deciding import RulesGround, open_rules, parse_month
from luoshi.runs.simulating import to_yuan
from luoshi.synthetic import MARK


@dataclass(frozen=True)
class Why:
    """A decision with its reasons; `person` is the key that was asked for."""

    person: int
    explanation: Explanation
    synthetic: bool

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form; money is yuan."""
        found = self.explanation
        return {
            "person": str(self.person),
            "benefit": found.rule.benefit,
            "month": found.month.strftime("%Y-%m"),
            "rate_area": found.rate_area,
            "mark": MARK if self.synthetic else "",
            "entitled": found.entitled,
            "amount": to_yuan(found.amount),
            "sentences": {"zh": say_decision(found, "zh"), "en": say_decision(found, "en")},
            "reasons": [one.id for one in found.failed],
            "conditions": [_describe(one) for one in found.findings],
            "amount_rule": {"zh": found.rule.amount_zh, "en": found.rule.amount_en},
            "steps": [
                {"name": step.column, "zh": step.zh, "en": step.en, "value": _to_json(step.value, step.unit)}
                for step in found.steps
            ],
            "parameters": [_describe_parameter(one) for one in found.parameters],
            "basis": found.rule.basis,
        }


def answer_why(book: Path, person: int, benefit: str, month: str) -> Why:
    """Explain a decision; raises UserFault where the person is in no household that stands in the month."""
    ground = open_rules(book)
    ground.rules.get_rule(benefit)
    members = _decide_household(ground, book, person, month)
    return Why(person, explain(members[0], ground.rules, benefit, ground.parameters), ground.synthetic)


def make_case(book: Path, person: int, benefit: str, month: str) -> str:
    """Return a case, as YAML, from a decision in the book, with no personal data; raises as `answer_why`."""
    ground = open_rules(book)
    ground.rules.get_rule(benefit)
    members = _decide_household(ground, book, person, month)
    found = explain(members[0], ground.rules, benefit, ground.parameters)
    return write_case(found, members, ground.rules.rate_areas)


def _decide_household(ground: RulesGround, book: Path, person: int, month: str) -> list[dict[str, Any]]:
    """Return the decisions about all members of the person's household, the person first."""
    rows = list(ground.decide(parse_month(month), person, told=True).iter_rows(named=True))
    mine = [row for row in rows if row["person"] == person]
    if not mine:
        raise UserFault("rules.no_member", month=month, book=book)
    if len(mine) > 1:
        raise UserFault("rules.two_households", month=month, households=len(mine))
    others = (row for row in rows if row["household"] == mine[0]["household"] and row["person"] != person)
    return [*mine, *others]


def _describe(finding: Finding) -> dict[str, Json]:
    told: dict[str, Json] = {"id": finding.id, "zh": finding.zh, "en": finding.en, "met": finding.met}
    if finding.value is None or finding.relation is None:
        return {**told, "ways": [_describe(part) for part in finding.parts]}
    threshold: Json = None
    if finding.threshold != ():
        threshold = _to_json(finding.threshold, finding.value.unit)
    return {
        **told,
        "value": _to_json(finding.value.value, finding.value.unit),
        "relation": finding.relation.value,
        "threshold": threshold,
        "unit": finding.value.unit,
        "said": {"zh": say_finding(finding, "zh"), "en": say_finding(finding, "en")},
        "source": finding.source,
        "mark": finding.mark,
        "parameters": [_describe_parameter(one) for one in finding.parameters],
    }


def _describe_parameter(read: ParameterRead) -> dict[str, Json]:
    stored, version = read.version.value, read.version
    money = read.unit.startswith("yuan")
    return {
        "parameter": read.id,
        "value": to_yuan(stored) if money and isinstance(stored, int) else _to_json(stored, "things"),
        "unit": read.unit,
        "in_force": version.in_force.isoformat(),
        "known": version.known.isoformat(),
        "area": version.area,
        "source": version.source,
        "mark": version.mark,
    }


def _to_json(value: object, unit: str) -> Json:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return to_yuan(value) if unit == "yuan" else value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_to_json(each, unit) for each in value]
    return str(value)
