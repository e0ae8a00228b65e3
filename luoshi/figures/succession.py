"""When records succeed returns: decided for each figure and period by itself, whatever else is counted.

A figure rests on records in a period from the first record on that is its own: of the kind that its number is
taken from, under its own conditions (they name the programme), dated by the period's last day, anywhere in the
city. From then on nothing counted is a zero, and a return is only compared with it. Before, the return stands
where anybody ever stated the figure; where nobody did, the records' zero does. Neither the other periods of a
count nor its other figures play a part, so a release and a count of one period say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from luoshi.figures.definitions import Figure
from luoshi.periods import Period
from luoshi.query import Engine, Measure, Rows, Since, Source, get_date_column

# No register of a living programme reaches further back; `Since` wants a first day.
_EARLIEST = date(1900, 1, 1)


def list_first_measures(figure: Figure) -> tuple[Rows, ...]:
    """Return what counts the figure's own records by a period's end.

    A rate's denominator is its own only where it is counted from the kind of the numerator: residents on the
    rolls do not say that anybody was screened, but a project begun says that none is completed yet.
    """
    own = (measure for measure in figure.measures if measure.kind == figure.measures[0].kind)
    return tuple(dict.fromkeys(_make_first(measure) for measure in own))


def _make_first(measure: Measure) -> Rows:
    return Rows(measure.kind, Since(get_date_column(measure.timing), _EARLIEST), measure.where)


def find_unbegun(
    figures: Sequence[Figure], engine: Engine, source: Source, periods: Sequence[Period]
) -> Mapping[str, frozenset[Period]]:
    """Return by figure the periods by whose end it has no record of its own; figures without such are left out.

    Reads the figures' kinds once.
    """
    measures = tuple(dict.fromkeys(first for figure in figures for first in list_first_measures(figure)))
    if not measures:
        return {}
    base = engine.tabulate(source, measures, periods)
    begun = _list_pairs(base)
    found = {}
    for figure in figures:
        own = [measures.index(first) for first in list_first_measures(figure)]
        missing = [p for place, p in enumerate(periods) if not any((one, place) in begun for one in own)]
        if missing:
            found[figure.id] = frozenset(missing)
    return found


def has_counted(figure: Figure, counted: pl.DataFrame, measures: Sequence[Measure], periods: Sequence[Period]) -> bool:
    """Return whether cells already show that the figure had begun by the end of every one of the periods.

    What counts in the period that ends first had begun by its end, and by the end of all others.
    """
    first = min(period.last_month for period in periods)
    places = {place for place, period in enumerate(periods) if period.last_month == first}
    own = {measures.index(m) for m in figure.measures if m.kind == figure.measures[0].kind}
    return any(measure in own and period in places for measure, period in _list_pairs(counted))


def _list_pairs(cells: pl.DataFrame) -> set[tuple[int, int]]:
    return set(cells.filter(pl.col("records") > 0).select("measure", "period").unique().iter_rows())
