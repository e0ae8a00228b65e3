"""Rules of entitlement: declared once, decided for a whole city or one person, explained, and asked what if."""

from luoshi.policy.benefits import RateArea
from luoshi.policy.rules.arrears import find_arrears
from luoshi.policy.rules.case_writing import write_case
from luoshi.policy.rules.cases import Case, CaseDifference, check_cases, decide_cases, load_cases
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
from luoshi.policy.rules.rate_areas import find_rate_area, load_rate_areas, make_rate_area_table
from luoshi.policy.rules.saying import say_amount, say_value
from luoshi.policy.rules.what_if import BANDS, Effect, compare

__all__ = [
    "BANDS",
    "CHOSEN",
    "FACTS",
    "HOUSEHOLD_KINDS",
    "AllOf",
    "AnyOf",
    "Case",
    "CaseDifference",
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
    "check_cases",
    "compare",
    "decide",
    "decide_cases",
    "explain",
    "fact",
    "find_arrears",
    "find_parameters",
    "find_rate_area",
    "iterate_conditions",
    "load_cases",
    "load_rate_areas",
    "make_amount_table",
    "make_rate_area_table",
    "parameter",
    "parse_changes",
    "say_amount",
    "say_decision",
    "say_finding",
    "say_value",
    "write_case",
]
