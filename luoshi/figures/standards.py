"""Results that rest on dated parameters: policy standards, their rises, and lists."""

from datetime import date
from fractions import Fraction
from typing import Protocol

from luoshi.figures.definitions import Evidence, Figure, Listed, SmallestRise, Standard
from luoshi.figures.results import Result
from luoshi.periods import Period


class Parameters(Protocol):
    """Dated parameters, as figures need them; values are integer fen."""

    def get_value(self, name: str, on: date) -> int:
        """Return the value in force on the day; raises UserFault where there is none."""
        ...

    def get_value_before(self, name: str, on: date) -> int:
        """Return the value of the version before the one in force on the day."""
        ...

    def list_entries(self, name: str, first: date, last: date) -> tuple[str, ...]:
        """Return the entries that came into force between the two days, both included."""
        ...


def calculate_standard(figure: Figure, area: str, period: Period, parameters: Parameters) -> Result:
    """Return the result of a figure whose evidence is parameters; `records` counts the versions read."""
    expression = figure.expression
    last = period.last_day
    if isinstance(expression, Standard):
        read = parameters.get_value_before if expression.before else parameters.get_value
        number = read(expression.parameter, last)
        return _result(figure, area, period, Fraction(number, expression.scale), (number, None, 1))
    if isinstance(expression, SmallestRise):
        rises = [
            (parameters.get_value(name, last), parameters.get_value_before(name, last))
            for name in expression.parameters
        ]
        now, before = min(rises, key=lambda rise: Fraction(rise[0], rise[1]))
        value = Fraction(now - before, before)
        return _result(figure, area, period, value, (now - before, before, 2 * len(rises)))
    if isinstance(expression, Listed):
        entries = parameters.list_entries(expression.parameter, date(last.year, 1, 1), last)
        return _result(figure, area, period, Fraction(len(entries)), (len(entries), None, len(entries)))
    raise TypeError(f"{figure.id} does not rest on parameters")


def _result(figure: Figure, area: str, period: Period, value: Fraction, numbers: tuple[int, int | None, int]) -> Result:
    numerator, denominator, records = numbers
    return Result(figure.id, area, period, value, numerator, denominator, figure.unit, Evidence.PARAMETERS, records)
