"""Checking a text: each claim bound to figure, area and period by its words, with a verdict."""

from luoshi.bulletins.checking.binding import Candidate
from luoshi.bulletins.checking.check import check_text
from luoshi.bulletins.checking.leads import BulletinLead, find_stage_figures, leads_for, state_results
from luoshi.bulletins.checking.units import fits_unit
from luoshi.bulletins.checking.verdicts import (
    Binding,
    CheckedClaim,
    ResultLookup,
    Verdict,
    get_exit_code,
    holds,
)

__all__ = [
    "Binding",
    "BulletinLead",
    "Candidate",
    "CheckedClaim",
    "ResultLookup",
    "Verdict",
    "check_text",
    "find_stage_figures",
    "fits_unit",
    "get_exit_code",
    "holds",
    "leads_for",
    "state_results",
]
