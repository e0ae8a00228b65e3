"""A form: what one reporting unit is asked for a period, and how the sheet that asks is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.areas import Area, AreaTree
from luoshi.figures import Evidence, Figure, Rate, is_of_city
from luoshi.periods import Period

SHEET = "报表"
NOTES = "说明"
# Rows of the sheet, counted from 1. What a clerk writes about the whole form stands in column 3.
UNIT_ROW, PERIOD_ROW, SIGNER_ROW, SIGNED_ROW, HEADING_ROW = 2, 3, 4, 5, 7
HEADINGS = (
    "指标编号 figure",
    "指标 name",
    "计量单位 unit",
    "数值（比率填分子） value or numerator",
    "分母（只有比率填） denominator",
    "填报部门 department",
)
# What may stand in place of a number. An empty cell says neither: the figure was not handed in.
NOTHING, NOT_KNOWN = ("无", "nothing"), ("不详", "not known")


@dataclass(frozen=True)
class Form:
    """What `unit` is asked for `period`: the figures in order. `city` is what people call the city."""

    city: str
    unit: Area
    period: Period
    figures: tuple[Figure, ...]

    @property
    def file_name(self) -> str:
        """The workbook's name: code, name and period."""
        return f"{self.unit.code}-{self.unit.name}-{self.period}.xlsx"


def has_denominator(figure: Figure) -> bool:
    """Return whether a return of the figure has two numbers."""
    return isinstance(figure.expression, Rate) or figure.unit == "ratio"


def get_scale(figure: Figure) -> int:
    """Return how many of the smallest unit make one of what a clerk writes: 100 fen a yuan."""
    return figure.expression.scale if isinstance(figure.expression, Rate) else figure.scale


def build_forms(city: str, figures: Sequence[Figure], units: AreaTree, period: Period) -> tuple[Form, ...]:
    """Return one form a county or zone of the reporting tree, in code order, and the city's own last.

    Figures that rest on parameters are on none: nobody states them. The city's form has the figures that
    only the city can state; with none, there is no such form.
    """
    asked = [figure for figure in figures if figure.evidence is not Evidence.PARAMETERS]
    (whole,) = units.at_level("city")
    of_units = tuple(figure for figure in asked if not is_of_city(figure))
    of_city = tuple(figure for figure in asked if is_of_city(figure))
    forms = [Form(city, unit, period, of_units) for unit in units.children(whole.code)]
    return (*forms, *([Form(city, whole, period, of_city)] if of_city else []))
