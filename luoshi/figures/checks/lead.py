"""A lead of a consistency check: where something cannot be right, what was found there, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from luoshi.errors import Language, get_message

CheckName = Literal[
    "part_exceeds_whole",
    "area_sum_differs",
    "value_fell",
    "below_zero",
    "share_above_one",
    "return_differs_from_records",
    "fell_between_vintages",
    "stage_exceeds_earlier",
    "milestone_changed",
    "definition_changed",
    "figure_gone",
    "counted_before",
]

# What stands as evidence: exact values, and names of figures, periods, releases and fields.
Found = Fraction | int | str


@dataclass(frozen=True)
class Lead:
    """One suspicion. `found` holds the values and names that its message fills in, exact."""

    check: CheckName
    figure: str
    area: str
    period: str
    found: Mapping[str, Found]

    def say(self, language: Language) -> str:
        """Return what was found and what to do, as sentences."""
        told = {name: _say(value) for name, value in self.found.items()}
        where = {"figure": self.figure, "area": self.area, "period": self.period}
        return get_message(f"figures.{self.check}", language).format(**where, **told)

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form: numbers as int where whole, else float."""
        return {
            "check": self.check,
            "figure": self.figure,
            "area": self.area,
            "period": self.period,
            "evidence": {name: _to_number(value) for name, value in self.found.items()},
            "zh": self.say("zh"),
            "en": self.say("en"),
        }


def _to_number(value: Found) -> int | float | str:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value


def _say(value: Found) -> str:
    return value if isinstance(value, str) else f"{float(value):,.10g}"
