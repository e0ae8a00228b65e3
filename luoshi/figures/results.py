"""A result: a figure's value for an area and a period, with what it rests on."""

from dataclasses import dataclass
from fractions import Fraction

from luoshi.figures.definitions import Evidence
from luoshi.periods import Period


@dataclass(frozen=True)
class Result:
    """`value` is exact, in the figure's unit (yuan, persons, a ratio between 0 and 1), None when not known.

    `numerator` and `denominator` are whole numbers (a rate's two counts; else the count or fen, over the
    scale). `area` is the shortest division code (`371300`, `371302`, `371302001` ...). `records` is how
    many records counted, or how many returns or parameter versions.
    """

    figure: str
    area: str
    period: Period
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    unit: str
    evidence: Evidence
    records: int

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form: numbers as int where whole, else float."""
        value: int | float | None = None
        if self.value is not None:
            value = int(self.value) if self.value.denominator == 1 else float(self.value)
        return {
            "figure": self.figure,
            "area": self.area,
            "period": str(self.period),
            "value": value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "unit": self.unit,
            "evidence": str(self.evidence),
            "records": self.records,
        }
