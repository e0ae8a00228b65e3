"""Rules of entitlement: declared once, decided for a whole city or one person, explained, and asked what if."""

from luoshi.policy.rules.changes import Change, change_amounts, parse_changes
from luoshi.policy.rules.decide import CHOSEN, decide, make_amount_table
from luoshi.policy.rules.declarations import (
    AllOf,
    AnyOf,
    Condition,
    Pick,
    Relation,
    Rule,
    RuleBook,
    Value,
    fact,
    find_parameters,
    iterate_conditions,
    parameter,
)
from luoshi.policy.rules.explain import (
    Explanation,
    Finding,
    Named,
    ParameterRead,
    explain,
    say_decision,
    say_finding,
)
from luoshi.policy.rules.facts import FACTS, HOUSEHOLD_KINDS, HouseholdRecords, build_facts
from luoshi.policy.rules.rate_areas import RateArea, find_rate_area, load_rate_areas, make_rate_area_table
from luoshi.policy.rules.saying import say_amount, say_value
from luoshi.policy.rules.what_if import BANDS, Effect, compare

__all__ = [
    "BANDS",
    "CHOSEN",
    "FACTS",
    "HOUSEHOLD_KINDS",
    "AllOf",
    "AnyOf",
    "Change",
    "Condition",
    "Effect",
    "Explanation",
    "Finding",
    "HouseholdRecords",
    "Named",
    "ParameterRead",
    "Pick",
    "RateArea",
    "Relation",
    "Rule",
    "RuleBook",
    "Value",
    "build_facts",
    "change_amounts",
    "compare",
    "decide",
    "explain",
    "fact",
    "find_parameters",
    "find_rate_area",
    "iterate_conditions",
    "load_rate_areas",
    "make_amount_table",
    "make_rate_area_table",
    "parameter",
    "parse_changes",
    "say_amount",
    "say_decision",
    "say_finding",
    "say_value",
]
