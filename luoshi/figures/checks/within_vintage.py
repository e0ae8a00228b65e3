"""Checks of one set of results: parts and wholes, sums over areas, falls, ranges, returns beside records."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from luoshi.areas import AreaTree
from luoshi.figures.checks.lead import CheckName, Found, Lead
from luoshi.figures.definitions import Behaviour, Evidence, Figure, Rate, Stated
from luoshi.figures.results import Result

# What never gets less as the year goes on. A stock or a level may: its fall is news, and no suspicion.
GROWING = frozenset({Behaviour.FLOW, Behaviour.CUMULATIVE})


def check_vintage(
    figures: Sequence[Figure], results: Sequence[Result], tree: AreaTree, returned: Sequence[Result] = ()
) -> tuple[Lead, ...]:
    """Return the leads of all checks of this module, in their order; `returned` is what returns state instead."""
    return (
        *check_parts(figures, results),
        *check_area_sums(results, tree),
        *check_falls(figures, results),
        *check_ranges(figures, results),
        *check_returns(results, returned),
    )


def check_parts(figures: Sequence[Figure], results: Sequence[Result]) -> Iterator[Lead]:
    """Yield a lead where a part (其中) is more than the whole that it is within, by area and period."""
    values = {(one.figure, one.area, one.period): one.value for one in results}
    for figure in figures:
        if figure.within is None:
            continue
        for result in results:
            whole = values.get((figure.within, result.area, result.period))
            if result.figure == figure.id and result.value is not None and whole is not None and result.value > whole:
                found: dict[str, Found] = {"value": result.value, "whole": figure.within, "whole_value": whole}
                yield _lead("part_exceeds_whole", result, found)


def check_area_sums(results: Sequence[Result], tree: AreaTree) -> Iterator[Lead]:
    """Yield a lead where an area's number is not the sum of those of all areas right below it.

    Counted and returned figures only, a rate by both its lists. Where one of the areas below has no known
    value, or none is among the results, nothing is said.
    """
    known = {(one.figure, one.area, one.period): one for one in results if one.evidence is not Evidence.PARAMETERS}
    for result in known.values():
        below = [known.get((result.figure, str(child.code), result.period)) for child in tree.children(result.area)]
        parts = [one for one in below if one is not None and one.numerator is not None]
        if result.numerator is None or not parts or len(parts) < len(below):
            continue
        sums = sum(one.numerator or 0 for one in parts), sum(one.denominator or 0 for one in parts)
        own = result.numerator, result.denominator or 0
        # A rate that was returned carries the area's own fraction, which need not have the parts' denominators.
        same = own[0] * sums[1] == own[1] * sums[0] if result.evidence is Evidence.RETURNS and own[1] else own == sums
        if not same:
            found = {"value": own[0], "sum": sums[0], "denominator": own[1], "denominators": sums[1]}
            yield _lead("area_sum_differs", result, {**found, "areas": len(parts), "evidence": str(result.evidence)})


def check_falls(figures: Sequence[Figure], results: Sequence[Result]) -> Iterator[Lead]:
    """Yield a lead where a flow or cumulative figure is less for a longer run of months from the same month."""
    growing = {figure.id for figure in figures if figure.behaviour in GROWING}
    runs: dict[tuple[str, str, int], list[Result]] = {}
    for result in results:
        if result.figure in growing and result.value is not None:
            runs.setdefault((result.figure, result.area, result.period.first_month), []).append(result)
    for run in runs.values():
        for before, after in pairwise(sorted(run, key=lambda one: one.period.last_month)):
            if _get_value(after) < _get_value(before):
                found: dict[str, Found] = {
                    "value": _get_value(after),
                    "before": _get_value(before),
                    "before_period": str(before.period),
                }
                yield _lead("value_fell", after, found)


def check_ranges(figures: Sequence[Figure], results: Sequence[Result]) -> Iterator[Lead]:
    """Yield a lead where a value is below zero, or a share of something above one."""
    shares = {
        figure.id for figure in figures if figure.unit == "ratio" and isinstance(figure.expression, Rate | Stated)
    }
    for result in results:
        value = result.value
        if value is not None and value < 0:
            yield _lead("below_zero", result, {"value": value})
        elif value is not None and result.figure in shares and value > 1:
            numbers = {"numerator": result.numerator or 0, "denominator": result.denominator or 0}
            yield _lead("share_above_one", result, {"value": value, **numbers})


def check_returns(results: Sequence[Result], returned: Sequence[Result]) -> Iterator[Lead]:
    """Yield a lead where records and returns both give a value, and not the same: both are shown."""
    stated = {(one.figure, one.area, one.period): one.value for one in returned}
    for result in results:
        other = stated.get((result.figure, result.area, result.period))
        if result.evidence is Evidence.RECORDS and other is not None and result.value not in (None, other):
            value = _get_value(result)
            yield _lead(
                "return_differs_from_records", result, {"value": value, "returned": other, "difference": other - value}
            )


def _get_value(result: Result) -> Fraction:
    assert result.value is not None  # noqa: S101 - callers look first
    return result.value


def _lead(check: CheckName, result: Result, found: Mapping[str, Found]) -> Lead:
    return Lead(check, result.figure, result.area, str(result.period), found)
