"""A year's plan: sections, programmes, commitments, their targets, and where each stands."""

from luoshi.plan.derived import derive_plan
from luoshi.plan.loading import load_plan
from luoshi.plan.plan import Commitment, Plan, Programme, Section, Target
from luoshi.plan.status import Status, get_elapsed, judge_status

__all__ = [
    "Commitment",
    "Plan",
    "Programme",
    "Section",
    "Status",
    "Target",
    "derive_plan",
    "get_elapsed",
    "judge_status",
    "load_plan",
]
