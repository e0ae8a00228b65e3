"""All figures together, each from what it rests on: records, returns or parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from luoshi.areas import AreaTree, Level
from luoshi.figures.calculate import Counted, calculate, get_counted_results, list_measures
from luoshi.figures.definitions import Evidence, Figure
from luoshi.figures.results import Result
from luoshi.figures.returned import Returns, calculate_returned, find_evidence, is_stated, load_returns
from luoshi.figures.rolling import Cells
from luoshi.figures.standards import Parameters, calculate_standard
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
    """What each figure rests on here, what was counted of those that rest on records, and the returns."""

    evidence: Mapping[str, Evidence]
    counted: Counted
    returns: Returns


def assess_figures(figures: Sequence[Figure], ground: Ground, periods: Sequence[Period]) -> Assessed:
    """Count what rests on records, and say of every figure what it rests on."""
    evidence = {figure.id: find_evidence(figure, ground.source) for figure in figures}
    recorded = [figure for figure in figures if evidence[figure.id] is Evidence.RECORDS]
    if ground.count is None:
        counted = calculate(recorded, engine=ground.engine, source=ground.source, periods=periods, trees=ground.trees)
    else:
        measures = list_measures(recorded)
        counted = Counted(tuple(recorded), measures, tuple(periods), ground.count(measures, tuple(periods)))
    returns = load_returns(ground.source)
    # Records replace returns programme by programme: until one record counts, the department's word stands.
    tree = next(iter(ground.trees))
    counting = set(counted.cells[tree, "city"]["measure"].unique())
    for figure in recorded:
        idle = all(counted.measures.index(measure) not in counting for measure in figure.measures)
        if idle and is_stated(figure, returns):
            evidence[figure.id] = Evidence.RETURNS
    still = tuple(figure for figure in recorded if evidence[figure.id] is Evidence.RECORDS)
    return Assessed(evidence, replace(counted, figures=still), returns)


def count_figures(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> dict[str, list[Result]]:
    """Return by tree one result per figure, level, period and area, in the figures' order.

    Standards are given for the city alone: their rate areas are not areas of a tree. For all areas and
    periods at once use `iterate_frames`: this makes an object of each result.
    """
    assessed = assess_figures(figures, ground, periods)
    evidence, counted, returns = assessed.evidence, assessed.counted, assessed.returns
    units = ground.units or ground.trees.get("reporting")
    found: dict[str, list[Result]] = {}
    for name, tree in ground.trees.items():
        results: list[Result] = []
        for level in levels:
            areas = tree.at_level(level)
            results += get_counted_results(
                counted, tree=name, areas={area.number: str(area.code) for area in areas}, level=level
            )
            for figure in figures:
                if evidence[figure.id] is Evidence.RETURNS:
                    results += calculate_returned(figure, returns, tree, areas, periods, units)
                elif evidence[figure.id] is Evidence.PARAMETERS and level == "city":
                    codes = [str(area.code) for area in areas]
                    results += [
                        calculate_standard(figure, code, period, ground.parameters)
                        for code in codes
                        for period in periods
                    ]
        order = {figure.id: place for place, figure in enumerate(figures)}
        found[name] = sorted(results, key=lambda result: order[result.figure])
    return found
