"""Cases as YAML that a caseworker can read: a household, a month, and what the rules must decide of its first member.

Amounts are yuan, months 2021-06. What a case leaves out has the usual value of `_HOUSEHOLD` and `_MEMBER`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from luoshi.areas import code_number
from luoshi.errors import UserFault
from luoshi.policy.parameters import ParameterBook
from luoshi.policy.rules.decide import decide, make_amount_table
from luoshi.policy.rules.declarations import RuleBook
from luoshi.policy.rules.explain import explain
from luoshi.policy.rules.facts import HouseholdRecords, build_facts
from luoshi.policy.rules.rate_areas import make_rate_area_table
from luoshi.records import build_schema, get_contract

_HOUSEHOLD: Mapping[str, Any] = {
    "residence": "rural",
    "area": "",
    "confirmed": None,
    "income": 0,  # of the household in twelve months
    "exempt_income": 0,
    "assets": 0,
    "capital": 0,
    "vehicles": 0,
    "dwellings": 1,
}
_MEMBER: Mapping[str, Any] = {
    "born": None,
    "disability": "none",
    "grade": 0,
    "self_care": "able",
    "obligor": "able",
    "pension": "none",
    "subsidies_from": None,
}
_MONEY = ("income", "exempt_income", "assets", "capital")


@dataclass(frozen=True)
class Case:
    """A case as read. `expect` has by benefit either `amount` (fen, None: any) or the ids of failed conditions."""

    name: str
    month: date
    household: Mapping[str, Any]
    members: tuple[Mapping[str, Any], ...]
    expect: Mapping[str, int | tuple[str, ...]]


@dataclass(frozen=True)
class CaseDifference:
    """A benefit of a case that was decided otherwise than expected, both in words."""

    case: str
    benefit: str
    expected: str
    found: str


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read the cases of a file; raises UserFault naming file, case and what is wrong."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserFault("rules.bad_case", file=path, case="-", reason=error) from error
    cases = []
    for entry in entries if isinstance(entries, list) else [entries]:
        name = str(entry.get("name", "-")) if isinstance(entry, dict) else "-"
        try:
            cases.append(_read_case(entry))
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
            raise UserFault("rules.bad_case", file=path, case=name, reason=error) from error
    return tuple(cases)


def decide_cases(cases: Sequence[Case], rules: RuleBook, parameters: ParameterBook) -> list[dict[str, Any]]:
    """Return the decision about the first member of each case, in order."""
    found: dict[int, dict[str, Any]] = {}
    for month in sorted({case.month for case in cases}):
        chosen = {at: case for at, case in enumerate(cases) if case.month == month}
        areas = {code_number(str(case.household["area"])) for case in chosen.values()}
        facts = build_facts(_make_records(chosen), month, make_rate_area_table(rules.rate_areas, areas).lazy())
        decided = decide(facts, rules, make_amount_table(rules, parameters, month), told=True).collect()
        found.update({row["household"]: row for row in decided.iter_rows(named=True) if row["person"] % 100 == 0})
    return [found[at] for at in range(len(cases))]


def check_cases(cases: Sequence[Case], rules: RuleBook, parameters: ParameterBook) -> tuple[CaseDifference, ...]:
    """Return what is decided otherwise than the cases expect; raises UserFault for an unknown benefit."""
    differences = []
    for case, row in zip(cases, decide_cases(cases, rules, parameters), strict=True):
        for benefit, expected in case.expect.items():
            told = explain(row, rules, benefit, parameters)
            found = told.amount if told.entitled else tuple(one.id for one in told.failed)
            if found != expected:
                differences.append(CaseDifference(case.name, benefit, _say(expected), _say(found)))
    return tuple(differences)


def _say(outcome: int | tuple[str, ...]) -> str:
    return f"{outcome / 100:.2f} yuan" if isinstance(outcome, int) else f"not entitled: {', '.join(outcome)}"


def _read_case(entry: Mapping[str, Any]) -> Case:
    unknown = set(entry) - {"name", "month", "household", "members", "expect", "note"}
    household = {**_HOUSEHOLD, **entry["household"]}
    members = tuple({**_MEMBER, **member} for member in entry["members"])
    unknown |= set(household) - set(_HOUSEHOLD)
    unknown |= {name for member in members for name in member} - set(_MEMBER)
    if unknown:
        raise ValueError(f"unknown words {sorted(unknown)}")
    for name in _MONEY:
        household[name] = _to_fen(household[name])
    household["confirmed"] = _to_month(household["confirmed"])
    for member in members:
        member["born"], member["subsidies_from"] = _to_month(member["born"]), _to_month(member["subsidies_from"])
        if member["born"] is None:
            raise ValueError("a member needs born: the month of birth")
    month = _to_month(entry["month"])
    if month is None or not members:
        raise ValueError("a case needs a month and a member")
    expect = {benefit: _read_outcome(outcome) for benefit, outcome in entry["expect"].items()}
    return Case(str(entry["name"]), month, household, members, expect)


def _read_outcome(outcome: Any) -> int | tuple[str, ...]:  # noqa: ANN401 - YAML may hold anything
    if isinstance(outcome, list):
        return tuple(str(reason) for reason in outcome)
    return _to_fen(outcome)


def _to_fen(yuan: Any) -> int:  # noqa: ANN401 - YAML may hold anything
    fen = Decimal(str(yuan)) * 100
    if fen != fen.to_integral_value() or fen < 0:
        raise ValueError(f"{yuan} is no amount in yuan with two places")
    return int(fen)


def _to_month(text: Any) -> date | None:  # noqa: ANN401 - YAML may hold anything
    if text is None:
        return None
    return date.fromisoformat(f"{text}-01")


def _make_records(cases: Mapping[int, Case]) -> HouseholdRecords:
    """Return the records of the cases: the case's number is its household, times a hundred its first person."""
    opening = date(2000, 1, 1)
    households, members, incomes, properties = [], [], [], []
    for at, case in cases.items():
        home = case.household
        base = {"record": at, "household": at, "area": code_number(str(home["area"]))}
        households.append(
            {
                **base,
                "residence": home["residence"],
                "applied_on": opening,
                "confirmed_on": home["confirmed"],
                "ended_on": None,
            }
        )
        for source, name in (("transfers", "income"), ("exempt", "exempt_income")):
            incomes.append({**base, "source": source, "declared_on": opening, "amount": home[name]})
        owned = {name: home[name] for name in ("assets", "vehicles", "dwellings")}
        properties.append({**base, **owned, "declared_on": opening, "business_capital": home["capital"]})
        for place, member in enumerate(case.members):
            told = {name: value for name, value in member.items() if name != "born"}
            person = {"person": at * 100 + place, "joined_on": opening, "left_on": None, "birth_month": member["born"]}
            members.append({**base, **told, **person})
    frames = (
        pl.LazyFrame(rows, schema=build_schema(get_contract(kind)))
        for kind, rows in (
            ("households", households),
            ("household_members", members),
            ("household_incomes", incomes),
            ("household_properties", properties),
        )
    )
    return HouseholdRecords(*frames)
