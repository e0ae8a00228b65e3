"""Results that rest on returns: totals that reporting units handed in and signed for a period.

An area's value is its own return where it handed one in, else the sum of the returns of all areas right
below it in the reporting tree, zones included; while one of them is missing, or is stated as not known, the
value is not known, and `records` says how many came in. A legal county over which a zone lies is whole only
with the zone's part: it is known where the zone lies in that county alone, else not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from luoshi.areas import Area, AreaTree
from luoshi.figures.definitions import Evidence, Figure, Rate
from luoshi.figures.results import Result
from luoshi.periods import Period
from luoshi.query import Source

KIND = "returns"


@dataclass(frozen=True)
class Handed:
    """What was handed in for an item, period and area: sums, how many returns, and whether all are known."""

    numerator: int
    denominator: int
    returns: int
    known: bool


# A rank and the number of pledges are the city's own: those of its counties do not add up to it.
CITY_UNITS = frozenset({"rank", "pledge"})

# By item, period and padded area number.
Returns = Mapping[tuple[str, str, int], Handed]


def find_evidence(figure: Figure, source: Source) -> Evidence:
    """Return what the figure can rest on in this source: records where all its kinds have some, else returns."""
    if figure.evidence is Evidence.RECORDS and not all(source.files.get(m.kind) for m in figure.measures):
        return Evidence.RETURNS
    return figure.evidence


def is_of_city(figure: Figure) -> bool:
    """Return whether only the city itself can state the figure: its counties' do not add up."""
    return figure.unit in CITY_UNITS


def is_stated(figure: Figure, returns: Returns) -> bool:
    """Return whether anybody handed in a return for the figure, for any period and area."""
    return any(item == figure.id for item, _, _ in returns)


def load_returns(source: Source) -> Returns:
    """Read the returns in force; several departments' returns for one item, area and period add up.

    A return without a numerator states that the total is not known.
    """
    files = source.files.get(KIND, ())
    if not files:
        return {}
    frame = pl.concat([pl.read_parquet(path) for path in files])
    for path in source.ended.get(KIND, ()):
        frame = frame.join(pl.read_parquet(path), on="record", how="anti")
    sums = frame.group_by("item", "period", "area").agg(
        pl.col("numerator").sum(),
        pl.col("denominator").sum(),
        pl.len().alias("returns"),
        pl.col("numerator").is_not_null().all().alias("known"),
    )
    return {
        (item, period, area): Handed(numerator, denominator, count, known)
        for item, period, area, numerator, denominator, count, known in sums.select(
            "item", "period", "area", "numerator", "denominator", "returns", "known"
        ).iter_rows()
    }


def calculate_returned(
    figure: Figure,
    returns: Returns,
    tree: AreaTree,
    areas: Sequence[Area],
    periods: Sequence[Period],
    units: AreaTree | None = None,
) -> list[Result]:
    """Return one result per period and area, in that order; a value nobody stated is None, not zero.

    `units` is the reporting tree, whose units hand in; `tree` itself where not given.
    """
    asked = _Trees(tree, units or tree)
    # Most figures have returns for few periods: the units below are looked through for those alone.
    stated = {period for item, period, _ in returns if item == figure.id}
    nothing = Handed(0, 0, 0, known=False)
    return [
        _build(
            figure,
            str(area.code),
            period,
            _find((figure.id, str(period)), area, asked, returns) if str(period) in stated else nothing,
        )
        for period in periods
        for area in areas
    ]


@dataclass(frozen=True)
class _Trees:
    """The tree in which an area is asked for, and the one whose units hand in."""

    asked: AreaTree
    units: AreaTree

    def get_parts(self, area: Area) -> tuple[Area, ...] | None:
        """Return the units whose returns together make the area's; None where no set of units does."""
        if area.level == "city":
            return self.units.children(area.code)
        zones = [zone for zone in self.asked.zones.values() if self.units.has(zone.code)]
        over = [zone for zone in zones if area.code in zone.counties]
        if any(len(zone.counties) > 1 for zone in over):
            return None
        return tuple(self.units.get(code) for code in (area.code, *(zone.code for zone in over)))


def _find(asked: tuple[str, str], area: Area, trees: _Trees, returns: Returns) -> Handed:
    """Add up what the area's units handed in; `known` only where all did."""
    if area.level == "city":
        own = returns.get((*asked, area.number))
        if own is not None:
            return own
    elif area.level != "county":
        return _add([returns[*asked, area.number]] if (*asked, area.number) in returns else [])
    parts = trees.get_parts(area)
    if parts is None:
        return Handed(0, 0, 0, known=False)
    return _add([_find_unit(asked, part, trees.units, returns) for part in parts])


def _find_unit(asked: tuple[str, str], unit: Area, tree: AreaTree, returns: Returns) -> Handed:
    own = returns.get((*asked, unit.number))
    if own is not None:
        return own
    below = [returns.get((*asked, child.number)) for child in tree.children(unit.code)]
    return _add([part or Handed(0, 0, 0, known=False) for part in below])


def _add(parts: Sequence[Handed]) -> Handed:
    known = bool(parts) and all(part.known for part in parts)
    return Handed(
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
        sum(part.returns for part in parts),
        known,
    )


def find_returned_areas(
    figure: Figure, period: Period, area: Area, trees: tuple[AreaTree, AreaTree], returns: Returns
) -> tuple[int, ...]:
    """Return the numbers of the areas whose own returns add up to the area's value, in order of the tree.

    `trees` are the one in which the area is asked for and the one whose units hand in. Where some have handed
    in nothing, those that have are returned.
    """
    asked = (figure.id, str(period))
    if area.level not in {"city", "county"} or (area.level == "city" and (*asked, area.number) in returns):
        return (area.number,) if (*asked, area.number) in returns else ()
    numbers: list[int] = []
    for unit in _Trees(*trees).get_parts(area) or ():
        # A unit's own return stands for those below it.
        own = (*asked, unit.number) in returns
        below = [unit.number] if own else [child.number for child in trees[1].children(unit.code)]
        numbers += [number for number in below if (*asked, number) in returns]
    return tuple(numbers)


def find_missing_units(figure: Figure, period: Period, units: AreaTree, returns: Returns) -> tuple[Area, ...]:
    """Return the units of the reporting tree without whose return the city's total is not known, in code order.

    None are missing where the city's own return stands. A unit that stated "not known" is among them.
    """
    asked = (figure.id, str(period))
    (city,) = units.at_level("city")
    own = returns.get((*asked, city.number))
    if own is not None or is_of_city(figure):
        return () if own is not None and own.known else (city,)
    return tuple(unit for unit in units.children(city.code) if not _find_unit(asked, unit, units, returns).known)


def _build(figure: Figure, area: str, period: Period, found: Handed) -> Result:
    numerator, denominator, count = found.numerator, found.denominator, found.returns
    rate = isinstance(figure.expression, Rate) or figure.unit == "ratio"
    if not found.known or (rate and not denominator):
        return Result(figure.id, area, period, None, None, None, figure.unit, Evidence.RETURNS, count)
    if rate:
        scale = figure.expression.scale if isinstance(figure.expression, Rate) else 1
        value = Fraction(numerator, denominator * scale)
        return Result(figure.id, area, period, value, numerator, denominator, figure.unit, Evidence.RETURNS, count)
    value = Fraction(numerator, figure.scale)
    return Result(figure.id, area, period, value, numerator, None, figure.unit, Evidence.RETURNS, count)
