"""All results as frames, a figure at a time: every area and period without an object a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from luoshi.areas import Area, AreaTree, Level
from luoshi.figures.assemble import Assessed, Ground, assess_figures
from luoshi.figures.definitions import Evidence, Figure, Rate
from luoshi.figures.results import Result
from luoshi.figures.returned import calculate_returned
from luoshi.figures.standards import calculate_standard
from luoshi.periods import Period

# As `Result` has them, and where the area stands. `value` is the nearest double; numerator and denominator
# are exact, and null where a result has none.
RESULT_COLUMNS: dict[str, type[pl.DataType]] = {
    "tree": pl.String,
    "level": pl.String,
    "figure": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "unit": pl.String,
    "evidence": pl.String,
    "records": pl.Int64,
}
# The exact value, in lowest terms; both null where it is not known.
EXACT_COLUMNS: dict[str, type[pl.DataType]] = {"value_numerator": pl.Int64, "value_denominator": pl.Int64}
_Ints = npt.NDArray[np.int64]
# A figure's frame, before the tree and level are put to it.
_FRAME = {name: kind for name, kind in {**RESULT_COLUMNS, **EXACT_COLUMNS}.items() if name not in ("tree", "level")}


def iterate_frames(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> Iterator[pl.DataFrame]:
    """Yield one frame a tree, level and figure, in that order, with a row per period and area.

    The same results as `count_figures` gives, with the columns of RESULT_COLUMNS.
    """
    for (tree, level), frame in _iterate(figures, ground, periods, levels):
        yield _place(tree, level, frame).select(list(RESULT_COLUMNS))


def count_exactly(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> pl.DataFrame:
    """Return all results as one frame, in the order of `iterate_frames`.

    The columns of RESULT_COLUMNS, and then of EXACT_COLUMNS, without which a release could not be compared.
    """
    found: dict[tuple[str, Level], list[pl.DataFrame]] = {}
    for place, frame in _iterate(figures, ground, periods, levels):
        found.setdefault(place, []).append(frame)
    empty = pl.DataFrame(schema={**RESULT_COLUMNS, **EXACT_COLUMNS})
    placed = [_place(tree, level, pl.concat(frames, how="diagonal")) for (tree, level), frames in found.items()]
    return pl.concat([empty, *placed])


def _iterate(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> Iterator[tuple[tuple[str, Level], pl.DataFrame]]:
    assessed = assess_figures(figures, ground, periods)
    for name, tree in ground.trees.items():
        for level in levels:
            shelf = _Shelf(tree, tree.at_level(level), tuple(periods), assessed.counted.cells[name, level], assessed)
            for figure in figures:
                frame = shelf.build(figure, ground)
                if frame is not None:
                    yield (name, level), frame


def _place(tree: str, level: Level, frame: pl.DataFrame) -> pl.DataFrame:
    columns = [*RESULT_COLUMNS, *EXACT_COLUMNS]
    return frame.with_columns(tree=pl.lit(tree), level=pl.lit(level)).select(columns)


@dataclass(frozen=True)
class _Shelf:
    """The areas of one level of a tree, in code order, and the cells counted there."""

    tree: AreaTree
    areas: Sequence[Area]
    periods: tuple[Period, ...]
    cells: pl.DataFrame
    assessed: Assessed

    def build(self, figure: Figure, ground: Ground) -> pl.DataFrame | None:
        """Return the figure's frame, or None for a standard at a level where it is not given."""
        counted = self.assessed.list_periods(figure.id, Evidence.RECORDS)
        stated = self.assessed.list_periods(figure.id, Evidence.RETURNS)
        if counted and stated:
            names = [pl.col("period").is_in([str(period) for period in some]) for some in (counted, stated)]
            units = ground.units or ground.trees.get("reporting")
            frames = [self._build_counted(figure), self._build_returned(figure, units)]
            both = pl.concat([f.filter(name) for f, name in zip(frames, names, strict=True)], how="diagonal")
            order = pl.DataFrame(self._places)
            return order.join(both, on=["period", "area"], maintain_order="left")
        if counted:
            return self._build_counted(figure)
        if stated:
            return self._build_returned(figure, ground.units or ground.trees.get("reporting"))
        if any(area.level != "city" for area in self.areas):
            return None
        codes = [str(area.code) for area in self.areas]
        standards = [calculate_standard(figure, c, period, ground.parameters) for c in codes for period in self.periods]
        return _to_frame(standards)

    def _build_counted(self, figure: Figure) -> pl.DataFrame:
        measured = [self._spread(self.assessed.counted.measures.index(measure)) for measure in figure.measures]
        numerator, records = measured[0]
        scale = figure.expression.scale if isinstance(figure.expression, Rate) else figure.scale
        below = measured[1][0] * scale if len(measured) > 1 else np.full_like(numerator, scale)
        unknown = below == 0
        # Of nothing over nothing the greatest common divisor is 0.
        common = np.maximum(np.gcd(numerator, below), 1)
        values = {
            "numerator": pl.Series(numerator),
            "records": pl.Series(records),
            "value": pl.Series(numerator / np.where(unknown, 1, below)),
            "value_numerator": pl.Series(numerator // common),
            "value_denominator": pl.Series(below // common),
        }
        if len(measured) > 1:
            values["denominator"] = pl.Series(measured[1][0])
        frame = self._grid(figure, Evidence.RECORDS, values)
        if not unknown.any():
            return frame
        known = pl.Series(~unknown)
        return frame.with_columns(pl.when(known).then(pl.col("value", *EXACT_COLUMNS)))

    def _build_returned(self, figure: Figure, units: AreaTree | None) -> pl.DataFrame:
        """Return the returned results: below the counties an area has its own return, or none at all."""
        returns = self.assessed.returns
        stated = {number for item, _, number in returns if item == figure.id}
        some = [a for a in self.areas if a.level in {"city", "county"} or a.number in stated]
        frame = _to_frame(calculate_returned(figure, returns, self.tree, some, self.periods, units))
        if len(some) == len(self.areas):
            return frame
        rest = self._grid(figure, Evidence.RETURNS, {})
        order = rest.select("period", "area")
        others = rest.join(frame, on=["period", "area"], how="anti")
        return order.join(pl.concat([frame, others], how="diagonal"), on=["period", "area"], maintain_order="left")

    def _spread(self, measure: int) -> tuple[_Ints, _Ints]:
        """Return the measure's values and records for every period and area, in that order, zeros too."""
        column = self.cells["measure"].to_numpy()
        low, high = np.searchsorted(column, [measure, measure + 1])
        rows = self.cells.slice(int(low), int(high - low))
        numbers = self._numbers
        at = rows["period"].to_numpy() * len(numbers) + np.searchsorted(numbers, rows["area"].to_numpy())
        spread = np.zeros((2, len(self.periods) * len(numbers)), dtype=np.int64)
        spread[0, at], spread[1, at] = rows["value"].to_numpy(), rows["records"].to_numpy()
        return spread[0], spread[1]

    def _grid(self, figure: Figure, evidence: Evidence, values: Mapping[str, pl.Series]) -> pl.DataFrame:
        """Return a row per period and area, with the numbers in `values`; what is not there is null, or no records."""
        named: dict[str, object] = {"figure": figure.id, "unit": figure.unit, "evidence": str(evidence)}
        numbers = {"value": None, "numerator": None, "denominator": None, "records": 0, **dict.fromkeys(EXACT_COLUMNS)}
        return pl.DataFrame({**self._places, **named, **numbers, **values}, schema=_FRAME)

    @cached_property
    def _places(self) -> dict[str, pl.Series]:
        """The periods and areas of a frame's rows, made once for all figures."""
        codes = pl.Series([str(area.code) for area in self.areas], dtype=pl.String)
        periods = pl.Series([str(period) for period in self.periods], dtype=pl.String)
        rows = np.arange(len(periods) * len(codes))
        return {"period": periods.gather(rows // max(len(codes), 1)), "area": codes.gather(rows % max(len(codes), 1))}

    @cached_property
    def _numbers(self) -> _Ints:
        return np.array([area.number for area in self.areas], dtype=np.int64)


def _to_frame(results: Sequence[Result]) -> pl.DataFrame:
    rows: list[Mapping[str, object]] = [
        {
            **result.to_json(),
            "value": None if result.value is None else float(result.value),
            "value_numerator": None if result.value is None else result.value.numerator,
            "value_denominator": None if result.value is None else result.value.denominator,
        }
        for result in results
    ]
    return pl.DataFrame(rows, schema=_FRAME)
