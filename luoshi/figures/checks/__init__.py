"""Consistency checks of results: each finding is a lead, with its evidence and what to do."""

from luoshi.figures.checks.lead import CheckName, Lead
from luoshi.figures.checks.vintages import VintageResults, check_vintages
from luoshi.figures.checks.within_vintage import (
    check_area_sums,
    check_falls,
    check_parts,
    check_ranges,
    check_returns,
    check_vintage,
)

__all__ = [
    "CheckName",
    "Lead",
    "VintageResults",
    "check_area_sums",
    "check_falls",
    "check_parts",
    "check_ranges",
    "check_returns",
    "check_vintage",
    "check_vintages",
]
