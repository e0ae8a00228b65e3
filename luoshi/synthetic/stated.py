"""Returns of the synthetic city: what no record kind of it counts, as a department would state it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from luoshi.areas import code_number
from luoshi.figures import Figure, Rate
from luoshi.synthetic.targets import Published, scale_value

# A rate is stated to four places: as many as any published one has.
_PLACES = 10_000
# "More than" a number is stated as one per cent more, so that the words hold.
_MORE = Decimal("1.01")


def build_returns(
    figures: Sequence[Figure], published: Mapping[str, Published], *, city: str, year: int, scale: float
) -> pl.DataFrame:
    """Return one signed city-wide return of the year per figure that has a published value, without record ids."""
    rows = [_state(figure, published[figure.id], city, year, scale) for figure in figures if figure.id in published]
    names = ("item", "period", "numerator", "denominator", "signed_on", "department", "area")
    return pl.DataFrame(rows, schema=list(names), orient="row")


def _state(figure: Figure, said: Published, city: str, year: int, scale: float) -> tuple[object, ...]:
    value = said.value * (_MORE if said.comparator in {"gt", "ge"} else 1)
    if figure.unit == "ratio":
        numbers = (int(value * _PLACES), _PLACES)
    elif isinstance(figure.expression, Rate):
        numbers = (int(value * figure.expression.scale), 1)  # an average does not shrink with the city
    elif figure.unit == "rank":
        numbers = (int(value), 1)
    else:
        numbers = (scale_value(int(value * figure.scale), scale), 1)
    return (figure.id, str(year), *numbers, date(year, 12, 31), figure.owner, code_number(city))
