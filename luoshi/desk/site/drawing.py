"""Charts and maps as shapes for a template to draw: no script, and they print in grey."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from luoshi.errors import IntegrityFault

STEPS = 5
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 400, 210, 58, 26, 16


@dataclass(frozen=True)
class Bar:
    """One month: where it stands, how high, and what it says. `known` is false for a month without a value."""

    x: float
    middle: float
    y: float
    width: float
    height: float
    label: str
    title: str
    known: bool


@dataclass(frozen=True)
class Tick:
    """A line of the scale and its label."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart by month; bars start at zero, a line joins the tops for what does not add up."""

    width: int
    height: int
    base: float
    left: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    line: str


@dataclass(frozen=True)
class Shape:
    """One county on a map: its outline, its label's place, the step of the scale (None: not shown)."""

    code: str
    path: str
    x: float
    y: float
    step: int | None


@dataclass(frozen=True)
class Map:
    """All counties within `width` by `height`, and the value at which each step ends."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    edges: tuple[Fraction, ...]


def draw_months(values: Sequence[tuple[str, Fraction | None, str]], tick_labels: Mapping[Fraction, str]) -> Chart:
    """Return the chart of (label, value, title) by month; `tick_labels` gives the scale, from `choose_ticks`."""
    top = max(tick_labels)
    base = float(_HEIGHT - _BOTTOM)
    room = base - _TOP
    step = (_WIDTH - _LEFT - 4) / max(len(values), 1)
    bars, points = [], []
    for place, (label, value, title) in enumerate(values):
        height = 0.0 if value is None else float(max(value, Fraction(0)) / top) * room
        x = _LEFT + place * step + step * 0.15
        middle = round(_LEFT + (place + 0.5) * step, 1)
        y = round(base - height, 1)
        bars.append(
            Bar(round(x, 1), middle, y, round(step * 0.7, 1), round(height, 1), label, title, value is not None)
        )
        if value is not None:
            points.append(f"{middle},{y}")
    ticks = tuple(Tick(round(base - float(at / top) * room, 1), label) for at, label in tick_labels.items())
    return Chart(_WIDTH, _HEIGHT, base, _LEFT, tuple(bars), ticks, " ".join(points))


def choose_ticks(largest: Fraction) -> tuple[Fraction, ...]:
    """Return three or four round values from zero to at least `largest`.

    >>> [str(tick) for tick in choose_ticks(Fraction(87))]
    ['0', '50', '100']
    """
    if largest <= 0:
        return (Fraction(0), Fraction(1))
    power = Fraction(10) ** math.floor(math.log10(float(largest)))
    size = next(s for s in (power / 4, power / 2, power, power * 2, power * 5) if s * 3 >= largest)
    count = math.ceil(largest / size)
    return tuple(size * place for place in range(count + 1))


def draw_map(path: Path, values: Mapping[str, Fraction | None]) -> Map:
    """Return the counties of a GeoJSON file, coloured by value in steps of equal width from zero.

    An area that `values` does not name, or names None for, has no step.
    """
    outlines, height = _read_outlines(path)
    known = [value for value in values.values() if value is not None]
    top = max(known, default=Fraction(0))
    size = _round_up(top / STEPS) if top > 0 else Fraction(0)
    edges = tuple(size * step for step in range(1, STEPS + 1)) if top > 0 else ()
    shapes = []
    for code, outline, x, y in outlines:
        value = values.get(code)
        step = None if value is None else 1 if top <= 0 else max(1, math.ceil(value / size))
        shapes.append(Shape(code, outline, x, y, step))
    return Map(_WIDTH, height, tuple(shapes), edges)


def _round_up(value: Fraction) -> Fraction:
    """Return the next value with two digits, so that a legend reads easily."""
    power = Fraction(10) ** (math.floor(math.log10(float(value))) - 1)
    return math.ceil(value / power) * power


@lru_cache(maxsize=4)
def _read_outlines(path: Path) -> tuple[tuple[tuple[str, str, float, float], ...], int]:
    """Return code, SVG path and label place of each feature, scaled to the width, and the height."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = [(str(one["properties"]["code"]), _get_rings(one["geometry"])) for one in features]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IntegrityFault("site.map_unreadable", path=path, reason=str(error)[:120]) from error
    points = [point for _, rings in shapes for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Degrees of longitude shrink with the latitude; at a city's size, one factor for all of it is exact enough.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (_WIDTH - 8) / ((east - west) * squeeze)

    def place(x: float, y: float) -> tuple[float, float]:
        return 4 + (x - west) * squeeze * scale, 4 + (north - y) * scale

    drawn = []
    for code, rings in shapes:
        outline = "".join("M" + "L".join("{:.1f} {:.1f}".format(*place(*point)) for point in ring) + "Z"
                          for ring in rings)  # fmt: skip
        x, y = place(*_find_centre(max(rings, key=len)))
        drawn.append((code, outline, round(x, 1), round(y, 1)))
    return tuple(drawn), math.ceil((north - south) * scale + 8)


def _get_rings(geometry: dict[str, list[list[list[list[float]]]]]) -> list[list[tuple[float, float]]]:
    return [[(point[0], point[1]) for point in ring] for polygon in geometry["coordinates"] for ring in polygon]


def _find_centre(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a closed ring."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (3 * area), y / (3 * area)
