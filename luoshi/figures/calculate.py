"""Count figures: measures by an engine, rolled up over both trees of areas, put together by figure.

`calculate` returns the cells of everything counted; `get_counted_results` reads results from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luoshi.areas import AreaTree
from luoshi.figures.definitions import Evidence, Figure, Rate
from luoshi.figures.results import Result
from luoshi.figures.rolling import Cells, roll_up
from luoshi.periods import Period
from luoshi.query import Engine, Measure, Source


@dataclass(frozen=True)
class Counted:
    """What a count found.

    `cells` has by tree and level one row per measure, period and area with anything in it: `measure` and
    `period` are positions in the tuples here; `area` is the padded 12-digit number.
    """

    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...]
    periods: tuple[Period, ...]
    cells: Cells


def calculate(
    figures: Sequence[Figure],
    *,
    engine: Engine,
    source: Source,
    periods: Sequence[Period],
    trees: Mapping[str, AreaTree],
) -> Counted:
    """Count all `figures` that rest on records, for every period and every level of every tree.

    Areas that a record names and no tree knows are refused (`figures.unknown_areas`).
    """
    measures = list_measures(figures)
    cells = roll_up(engine.tabulate(source, measures, periods), trees)
    return Counted(tuple(figures), measures, tuple(periods), cells)


def list_measures(figures: Iterable[Figure]) -> tuple[Measure, ...]:
    """Return the different measures of the figures, in the order in which they come."""
    return tuple(dict.fromkeys(measure for figure in figures for measure in figure.measures))


def get_counted_results(counted: Counted, *, tree: str, areas: Mapping[int, str], level: str) -> list[Result]:
    """Return one result per figure, period and area of `areas` (padded number to code), in that order.

    Areas and periods in which nothing counted have a zero, not an absence; a rate over nothing has no value.
    """
    cells = counted.cells[tree, level]
    found = {
        (measure, period, area): (value, records)
        for measure, period, area, value, records in cells.select(
            "measure", "period", "area", "value", "records"
        ).iter_rows()
    }
    position = {measure: index for index, measure in enumerate(counted.measures)}
    results = []
    for figure in counted.figures:
        if figure.evidence is not Evidence.RECORDS:
            continue
        indexes = [position[measure] for measure in figure.measures]
        for index, period in enumerate(counted.periods):
            for number, code in areas.items():
                values = [found.get((measure, index, number), (0, 0)) for measure in indexes]
                results.append(build_result(figure, code, period, values))
    return results


def build_result(figure: Figure, area: str, period: Period, values: Sequence[tuple[int, int]]) -> Result:
    """Put a figure's measured (value, records) pairs together: one, or numerator and denominator."""
    numerator, records = values[0]
    if isinstance(figure.expression, Rate):
        denominator = values[1][0]
        exact = Fraction(numerator, denominator * figure.expression.scale) if denominator else None
        return Result(figure.id, area, period, exact, numerator, denominator, figure.unit, figure.evidence, records)
    exact = Fraction(numerator, figure.scale)
    return Result(figure.id, area, period, exact, numerator, None, figure.unit, figure.evidence, records)
