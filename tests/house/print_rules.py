"""Prints docs/reference/rules.md from the declarations of the city's rules and its parameters."""

from collections.abc import Iterator

from luoshi.policy import ParameterBook, Version
from luoshi.policy.rules import AllOf, AnyOf, Condition, Pick, Relation, Rule, RuleBook
from luoshi_linyi import CITY

INTRODUCTION = """# Rules of entitlement in Linyi

Printed from `luoshi_linyi/rules/` and `luoshi_linyi/parameters/` by `make docs`. All conditions of a rule must hold;
where it says "one of", one way is enough. `luoshi why` shows them for one person, `luoshi simulate` changes
parameters; cases on both sides of every condition stand in `luoshi_linyi/rules/cases/`. "sourced" says that the
source was read, "assumed" that the city has to confirm the rule or the amount before anybody relies on it.

The rules decide what somebody is entitled to by the records of his household. Property that is found is a lead and
no verdict: a decision needs the visit to the household.
"""
_WORDS = {
    Relation.BELOW: "is below",
    Relation.AT_MOST: "is at most",
    Relation.AT_LEAST: "is at least",
    Relation.IS: "is so",
    Relation.IS_NOT: "is not so",
    Relation.ONE_OF: "is one of",
}


def print_page() -> str:
    """Return the page: rate areas, rules in the order in which they are decided, exclusions, parameters."""
    rules, parameters = CITY.load_rules(), CITY.load_parameters()
    parts = [INTRODUCTION, "## Rate areas\n", "| id | 中文 | codes | source | mark |", "|---|---|---|---|---|"]
    parts += [
        f"| {area.id} | {area.name_zh} | {', '.join(area.areas)} | {area.source} | {area.mark} |"
        for area in rules.rate_areas
    ]
    parts.append("")
    for rule in rules.rules:
        parts += _print_rule(rule, rules)
    parts += ["## What excludes what\n", "| benefit | is not paid with | rule | mark |", "|---|---|---|---|"]
    parts += [
        f"| {rule.benefit} | {one.excludes} | {one.zh} {one.en}. {one.source} | {one.mark} |"
        for rule in rules.rules
        for one in rule.bits
        if one.excludes
    ]
    parts += ["", "## Parameters\n", "Money in yuan. An area that is no code is a rate area.\n"]
    parts += ["| parameter | from | known | area | value | unit | source | mark |", "|---|---|---|---|---|---|---|---|"]
    parts += [row for name in sorted(rules.parameters) for row in _print_parameter(name, parameters)]
    return "\n".join([*parts, ""])


def _print_rule(rule: Rule, rules: RuleBook) -> list[str]:
    lines = [
        f"## {rule.benefit} {rule.zh}\n",
        f"{rule.en[0].upper()}{rule.en[1:]}. Basis: {rule.basis}.\n",
        "| condition | 中文 | meaning | value | must be | source | mark |",
        "|---|---|---|---|---|---|---|",
        *(row for node in rule.conditions for row in _print_node(node, "")),
        "",
        f"Amount: {rule.amount_en}. 金额：{rule.amount_zh}。\n",
    ]
    values = [*(value for value in rules.values if rule.benefit in ("dibao", "tekun")), *rule.values]
    for value in values:
        told = f"one of {', '.join(f'`{name}`' for _, name in value.cases)}" if isinstance(value, Pick) else value.unit
        lines.append(f"- `{value.name}` {value.zh}, {value.en}: {told}")
    funds = ", ".join(f"{layer} `{name}`" if name else f"{layer} the rest" for layer, name in rule.funds)
    return [*lines, *([""] if values else []), f"Paid by: {funds}.\n"]


def _print_node(node: Condition | AllOf | AnyOf, indent: str) -> Iterator[str]:
    if isinstance(node, AnyOf):
        yield f"| {indent}{node.id} | {node.zh} | {node.en}, by one of | | | | |"
        for way in node.ways:
            yield from _print_node(way, f"{indent}· ")
    elif isinstance(node, AllOf):
        for at, part in enumerate(node.parts):
            yield from _print_node(part, f"{indent}{'and ' if at else ''}")
    else:
        threshold = node.threshold
        told = ", ".join(threshold) if isinstance(threshold, tuple) else f"`{str(threshold).removeprefix('@')}`"
        must = f"{_WORDS[node.relation]} {told}".strip()
        yield f"| {indent}{node.id} | {node.zh} | {node.en} | `{node.value}` | {must} | {node.source} | {node.mark} |"


def _print_parameter(name: str, parameters: ParameterBook) -> Iterator[str]:
    parameter = parameters.get_parameter(name)
    for version in parameter.versions:
        value = _say_value(parameter.unit, version)
        cells = (f"`{name}`", version.in_force, version.known, version.area, value, parameter.unit)
        yield f"| {' | '.join(map(str, cells))} | {version.source} | {version.mark} |"


def _say_value(unit: str, version: Version) -> str:
    value = version.value
    if isinstance(value, int) and unit.startswith("yuan"):
        return f"{value / 100:g}" if value % 100 else f"{value // 100}"
    return str(value)
