"""A synthetic city, calibrated to published values and marked as such everywhere.

It shows that the machinery is right, and nothing about the real city.
"""

from luoshi.synthetic.blueprint import Blueprint, draw_targets, read_published
from luoshi.synthetic.city import MARK, SynthesisReport, get_first_record, synthesize
from luoshi.synthetic.cohorts import Recipe
from luoshi.synthetic.hardship import Hardship
from luoshi.synthetic.population import Population, build_population, scramble
from luoshi.synthetic.stated import build_returns
from luoshi.synthetic.targets import Published, Target, get_bounds

__all__ = [
    "MARK",
    "Blueprint",
    "Hardship",
    "Population",
    "Published",
    "Recipe",
    "SynthesisReport",
    "Target",
    "build_population",
    "build_returns",
    "draw_targets",
    "get_bounds",
    "get_first_record",
    "read_published",
    "scramble",
    "synthesize",
]
