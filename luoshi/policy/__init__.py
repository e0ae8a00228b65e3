"""Policy: dated amounts and lists, with their legal source."""

from luoshi.policy.loading import load_parameters
from luoshi.policy.parameters import Mark, Parameter, ParameterBook, Version
from luoshi.policy.sealed import parameters_from_json, parameters_to_json

__all__ = [
    "Mark",
    "Parameter",
    "ParameterBook",
    "Version",
    "load_parameters",
    "parameters_from_json",
    "parameters_to_json",
]
