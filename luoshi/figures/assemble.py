"""All figures together, each from what it rests on: records, returns or parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.areas import AreaTree, Level
from luoshi.figures.calculate import calculate, get_counted_results
from luoshi.figures.definitions import Evidence, Figure
from luoshi.figures.results import Result
from luoshi.figures.returned import calculate_returned, find_evidence, is_stated, load_returns
from luoshi.figures.standards import Parameters, calculate_standard
from luoshi.periods import Period
from luoshi.query import Engine, Source


@dataclass(frozen=True)
class Ground:
    """What figures are counted from, by which engine, and over which trees of areas.

    `units` is the reporting tree, whose units hand in returns; that among `trees`, or none, where not given.
    """

    engine: Engine
    source: Source
    parameters: Parameters
    trees: Mapping[str, AreaTree]
    units: AreaTree | None = None


def count_figures(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> dict[str, list[Result]]:
    """Return by tree one result per figure, level, period and area, in the figures' order.

    Standards are given for the city alone: their rate areas are not areas of a tree.
    """
    evidence = {figure.id: find_evidence(figure, ground.source) for figure in figures}
    recorded = [figure for figure in figures if evidence[figure.id] is Evidence.RECORDS]
    counted = calculate(recorded, engine=ground.engine, source=ground.source, periods=periods, trees=ground.trees)
    returns = load_returns(ground.source)
    # Records replace returns programme by programme: until one record counts, the department's word stands.
    counting = {
        measure
        for (_, level), frame in counted.cells.items()
        if level == "city"
        for measure in frame["measure"].unique()
    }
    for figure in recorded:
        idle = all(counted.measures.index(measure) not in counting for measure in figure.measures)
        if idle and is_stated(figure, returns):
            evidence[figure.id] = Evidence.RETURNS
    counted = replace(counted, figures=tuple(f for f in recorded if evidence[f.id] is Evidence.RECORDS))
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
