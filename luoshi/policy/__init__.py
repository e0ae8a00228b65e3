"""Policy: dated amounts and lists, and the rules of each benefit, with their legal source."""

from luoshi.policy.benefit_loading import load_benefits
from luoshi.policy.benefits import (
    Ages,
    Amount,
    Benefit,
    BenefitBook,
    Exclusion,
    Jump,
    Limit,
    RateArea,
    Standard,
    find_version,
)
from luoshi.policy.loading import load_parameters
from luoshi.policy.parameters import Mark, Parameter, ParameterBook, Version
from luoshi.policy.sealed import parameters_from_json, parameters_to_json

__all__ = [
    "Ages",
    "Amount",
    "Benefit",
    "BenefitBook",
    "Exclusion",
    "Jump",
    "Limit",
    "Mark",
    "Parameter",
    "ParameterBook",
    "RateArea",
    "Standard",
    "Version",
    "find_version",
    "load_benefits",
    "load_parameters",
    "parameters_from_json",
    "parameters_to_json",
]
