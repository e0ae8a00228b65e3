"""Linyi's rules decide every case as written, and every condition has a case on each of its sides."""

from collections import defaultdict
from pathlib import Path

import pytest

from luoshi.policy.rules import Case, check_cases, decide_cases, load_cases
from luoshi_linyi import CITY

FOLDER = Path(__file__).parents[3] / "luoshi_linyi" / "rules" / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))
RULES = CITY.load_rules()
PARAMETERS = CITY.load_parameters()


def load_all() -> list[Case]:
    return [case for path in FILES for case in load_cases(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_is_decided_as_the_file_says(path: Path) -> None:
    cases = load_cases(path)
    assert cases
    assert check_cases(cases, RULES, PARAMETERS) == ()


def test_every_condition_has_cases_in_which_it_holds_and_does_not() -> None:
    seen: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for case, row in zip(load_all(), decide_cases(load_all(), RULES, PARAMETERS), strict=True):
        for benefit in case.expect:
            rule = RULES.get_rule(benefit)
            for bit, condition in enumerate(rule.bits):
                seen[benefit, condition.id].add(bool(row[rule.mask] >> bit & 1))
    every = {(rule.benefit, condition.id) for rule in RULES.rules for condition in rule.bits}
    assert {name for name in every if seen[name] != {True, False}} == set()


def test_every_benefit_has_cases_with_and_without_it() -> None:
    outcomes = {(benefit, isinstance(found, int)) for case in load_all() for benefit, found in case.expect.items()}
    assert outcomes == {(rule.benefit, paid) for rule in RULES.rules for paid in (True, False)}


def test_every_condition_and_rule_says_where_it_comes_from() -> None:
    for rule in RULES.rules:
        assert rule.basis
        for condition in rule.bits:
            assert condition.source, condition.id
            assert condition.mark in ("sourced", "assumed")


def test_every_parameter_of_the_rules_has_a_version_and_every_part_of_the_rules_file_is_read() -> None:
    known = {parameter.id for parameter in PARAMETERS.parameters}
    assert set(RULES.parameters) <= known
    own = (FOLDER.parents[1] / "parameters" / "rules.yaml").read_text(encoding="utf-8")
    named = [line.removesuffix(":") for line in own.splitlines() if line[:1].isalpha()]
    assert [name for name in named if name not in RULES.parameters] == []


def test_shares_of_the_funds_leave_something_or_nothing_to_the_last_layer() -> None:
    for rule in RULES.rules:
        shares = [PARAMETERS.get_parameter(name).versions[-1].value for _, name in rule.funds if name]
        assert sum(share for share in shares if isinstance(share, int)) <= 1000, rule.benefit


def test_districts_and_counties_had_standards_of_their_own_in_2018() -> None:
    day = PARAMETERS.get_parameter("standard.dibao_urban").versions[0].in_force
    found = [PARAMETERS.get_version("standard.dibao_urban", day, area).value for area in ("districts", "counties")]
    assert found == [52_000, 50_000]
