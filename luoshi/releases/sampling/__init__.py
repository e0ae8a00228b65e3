"""Sampling against reality: which counted records are visited, drawn from a public random text after sealing."""

from luoshi.releases.sampling.draws import Draw, Plan, Population, Stratum, draw_sample
from luoshi.releases.sampling.outcomes import Assessment, Outcome, Verdict, assess
from luoshi.releases.sampling.sheets import read_plan, read_sheet, write_plan, write_sheet
from luoshi.releases.sampling.sizes import bound_error, get_sample_size

__all__ = [
    "Assessment",
    "Draw",
    "Outcome",
    "Plan",
    "Population",
    "Stratum",
    "Verdict",
    "assess",
    "bound_error",
    "draw_sample",
    "get_sample_size",
    "read_plan",
    "read_sheet",
    "write_plan",
    "write_sheet",
]
