"""All figures together, each from what it rests on: records, returns or parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from luoshi.areas import AreaTree, Level
from luoshi.figures.calculate import Counted, calculate, get_counted_results, list_measures
from luoshi.figures.definitions import Evidence, Figure
from luoshi.figures.results import Result
from luoshi.figures.returned import Returns, calculate_returned, find_evidence, is_stated, load_returns
from luoshi.figures.rolling import Cells
from luoshi.figures.standards import Parameters, calculate_standard
from luoshi.figures.succession import find_unbegun, has_counted
from luoshi.periods import Period
from luoshi.query import Engine, Measure, Source


class CountCells(Protocol):
    """Counts measures by other means than one pass over all records, as from what earlier counts kept."""

    def __call__(self, measures: tuple[Measure, ...], periods: tuple[Period, ...]) -> Cells:
        """Return the cells of every tree and level, as `luoshi.figures.roll_up` does."""
        ...


@dataclass(frozen=True)
class Ground:
    """What figures are counted from, by which engine, and over which trees of areas.

    `units` is the reporting tree, whose units hand in returns; that among `trees`, or none, where not given.
    `count` may stand in for the engine's pass over all records.
    """

    engine: Engine
    source: Source
    parameters: Parameters
    trees: Mapping[str, AreaTree]
    units: AreaTree | None = None
    count: CountCells | None = None


@dataclass(frozen=True)
class Assessed:
    """What each figure rests on in each period, what was counted of those that rest on records, and the returns."""

    evidence: Mapping[tuple[str, Period], Evidence]
    counted: Counted
    returns: Returns

    def list_periods(self, figure: str, evidence: Evidence) -> tuple[Period, ...]:
        """Return the periods in which the figure rests on such evidence, in the order asked for."""
        return tuple(period for period in self.counted.periods if self.evidence[figure, period] is evidence)


def assess_figures(figures: Sequence[Figure], ground: Ground, periods: Sequence[Period]) -> Assessed:
    """Count what may rest on records, and say of every figure and period what it rests on.

    Returns stand for a figure of records until its first record, period by period: see `luoshi.figures.succession`.
    """
    whole = {figure.id: find_evidence(figure, ground.source) for figure in figures}
    recorded = [figure for figure in figures if whole[figure.id] is Evidence.RECORDS]
    if ground.count is None:
        counted = calculate(recorded, engine=ground.engine, source=ground.source, periods=periods, trees=ground.trees)
    else:
        measures = list_measures(recorded)
        counted = Counted(tuple(recorded), measures, tuple(periods), ground.count(measures, tuple(periods)))
    returns = load_returns(ground.source)
    evidence = {(figure.id, period): whole[figure.id] for figure in figures for period in periods}
    stated = [figure for figure in recorded if is_stated(figure, returns)]
    cells = counted.cells[next(iter(ground.trees)), "city"] if stated else None
    doubtful = [
        one for one in stated if cells is None or not has_counted(one, cells, counted.measures, counted.periods)
    ]
    for name, unbegun in find_unbegun(doubtful, ground.engine, ground.source, periods).items():
        evidence |= {(name, period): Evidence.RETURNS for period in unbegun}
    return Assessed(evidence, counted, returns)


def count_figures(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> dict[str, list[Result]]:
    """Return by tree one result per figure, level, period and area, in the figures' order.

    Standards are given for the city alone: their rate areas are not areas of a tree. For all areas and
    periods at once use `iterate_frames`: this makes an object of each result.
    """
    assessed = assess_figures(figures, ground, periods)
    order = {figure.id: place for place, figure in enumerate(figures)}
    found: dict[str, list[Result]] = {}
    for name in ground.trees:
        results: list[Result] = []
        for level in levels:
            results += _count_level(figures, ground, assessed, (name, level))
        found[name] = sorted(results, key=lambda result: order[result.figure])
    return found


def _count_level(
    figures: Sequence[Figure], ground: Ground, assessed: Assessed, place: tuple[str, Level]
) -> list[Result]:
    """Return the results of a level of a tree; of one figure by period, then area."""
    name, level = place
    tree = ground.trees[name]
    areas = tree.at_level(level)
    numbers = {area.number: str(area.code) for area in areas}
    results = [
        result
        for result in get_counted_results(assessed.counted, tree=name, areas=numbers, level=level)
        if assessed.evidence[result.figure, result.period] is Evidence.RECORDS
    ]
    units = ground.units or ground.trees.get("reporting")
    for figure in figures:
        stated = assessed.list_periods(figure.id, Evidence.RETURNS)
        results += calculate_returned(figure, assessed.returns, tree, areas, stated, units)
        if level == "city":
            by_law = assessed.list_periods(figure.id, Evidence.PARAMETERS)
            results += [
                calculate_standard(figure, code, period, ground.parameters)
                for code in numbers.values()
                for period in by_law
            ]
    at = {period: number for number, period in enumerate(assessed.counted.periods)}
    return sorted(results, key=lambda result: at[result.period])
