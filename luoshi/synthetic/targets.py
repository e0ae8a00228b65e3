"""The hidden values that the synthetic records are calibrated to.

A published figure allows an interval of true values; one value in it is drawn from the seed. At a
smaller scale the drawn value is scaled, so that a small city is checked against small targets.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

_NUMBER = re.compile(r"(?P<digits>[0-9]+(?:\.(?P<decimals>[0-9]+))?)(?P<power>[万亿]?)")
_POWERS = {"": 1, "万": 10_000, "亿": 100_000_000}
# "1万" allows 5,000 to 15,000; a hidden value so far off would be true to the print and unlike the city.
_WIDEST = Fraction(2, 100)
# What "超过" may hide: up to 1.5 % more than the number that is printed.
_ABOVE = Fraction(15, 1000)


@dataclass(frozen=True)
class Published:
    """What was printed of one figure: `value` in the figure's unit; `september` the same for Jan-Sep, or None."""

    figure: str
    printed: str
    value: Decimal
    comparator: str = "eq"
    september_printed: str = ""
    september: Decimal | None = None


@dataclass(frozen=True)
class Target:
    """What a measure must count: for the whole year, and for January to September (None: not printed)."""

    year: int
    september: int | None = None


def get_bounds(printed: str, value: Decimal, comparator: str) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest hidden value allowed, narrowed to a plausible width."""
    exact = Fraction(value)
    if comparator in {"gt", "ge"}:
        step = min(exact * _ABOVE, (1 - exact) / 2) if exact < 1 else exact * _ABOVE
        return (exact + step / 10 if comparator == "gt" else exact), exact + step
    found = _NUMBER.search(printed)
    if found is None:
        return exact, exact
    unit = Fraction(_POWERS[found["power"]], 10 ** len(found["decimals"] or ""))
    if "%" in printed:
        unit /= 100
    if (unit == 1 and not found["power"]) or exact == 1:
        return exact, exact
    # A hair under half a unit: a value on the edge would round to either side.
    half = min(unit * Fraction(49, 100), exact * _WIDEST)
    return exact - half, exact + half


def draw_count(published: Published, factor: int, scale: float, rng: np.random.Generator, *, rises: bool) -> Target:
    """Draw the hidden whole number of a figure whose measure counts `factor` to the unit (100: fen to yuan).

    `rises` says that January to September is part of the year, so it never counts more.
    """
    year = _draw_whole(get_bounds(published.printed, published.value, published.comparator), factor, rng)
    september = None
    if published.september is not None:
        bounds = get_bounds(published.september_printed, published.september, "eq")
        september = _draw_whole(bounds, factor, rng)
        september = min(september, year) if rises else september
        september = scale_value(september, scale)
    return Target(scale_value(year, scale), september)


def draw_share(published: Published, whole: int, rng: np.random.Generator) -> int:
    """Draw the numerator of a rate over `whole`, so that the ratio stays inside what is printed."""
    low, high = get_bounds(published.printed, published.value, published.comparator)
    first, last = -(-low.numerator * whole // low.denominator), high.numerator * whole // high.denominator
    if first > last:  # a small city has no whole number inside: the nearest is the best there is
        return round(Fraction(published.value) * whole)
    return int(rng.integers(first, last + 1))


def scale_value(value: int, scale: float) -> int:
    """Return the value of a city of `scale`: at least 1."""
    return value if scale == 1 else max(1, round(value * scale))


def _draw_whole(bounds: tuple[Fraction, Fraction], factor: int, rng: np.random.Generator) -> int:
    low, high = bounds[0] * factor, bounds[1] * factor
    first, last = -(-low.numerator // low.denominator), high.numerator // high.denominator
    return int(rng.integers(first, max(first, last) + 1))
