"""All results as frames, a figure at a time: every area and period without an object a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
_Ints = npt.NDArray[np.int64]


def iterate_frames(
    figures: Sequence[Figure], ground: Ground, periods: Sequence[Period], levels: Sequence[Level]
) -> Iterator[pl.DataFrame]:
    """Yield one frame a tree, level and figure, in that order, with a row per period and area.

    The same results as `count_figures` gives, with the columns of RESULT_COLUMNS.
    """
    assessed = assess_figures(figures, ground, periods)
    for name, tree in ground.trees.items():
        for level in levels:
            shelf = _Shelf(tree, tree.at_level(level), tuple(periods), assessed.counted.cells[name, level], assessed)
            for figure in figures:
                frame = shelf.build(figure, ground)
                if frame is not None:
                    places = {"tree": pl.lit(name), "level": pl.lit(level)}
                    yield frame.with_columns(**places).select(list(RESULT_COLUMNS))


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
            order = self._grid(figure, Evidence.RECORDS).select("period", "area")
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
        columns: dict[str, pl.Series] = {"numerator": pl.Series(numerator), "records": pl.Series(records)}
        if isinstance(figure.expression, Rate):
            columns["denominator"] = pl.Series(measured[1][0])
        below = pl.when(pl.col("denominator") != 0).then(pl.col("denominator")) if len(measured) > 1 else pl.lit(1)
        frame = self._grid(figure, Evidence.RECORDS).with_columns(**columns)
        return frame.with_columns(value=pl.col("numerator") / (below * scale))

    def _build_returned(self, figure: Figure, units: AreaTree | None) -> pl.DataFrame:
        """Return the returned results: below the counties an area has its own return, or none at all."""
        returns = self.assessed.returns
        stated = {number for item, _, number in returns if item == figure.id}
        some = [a for a in self.areas if a.level in {"city", "county"} or a.number in stated]
        frame = _to_frame(calculate_returned(figure, returns, self.tree, some, self.periods, units))
        if len(some) == len(self.areas):
            return frame
        rest = self._grid(figure, Evidence.RETURNS).with_columns(value=pl.lit(None, pl.Float64))
        order = rest.select("period", "area")
        others = rest.join(frame, on=["period", "area"], how="anti")
        return order.join(pl.concat([frame, others], how="diagonal"), on=["period", "area"], maintain_order="left")

    def _spread(self, measure: int) -> tuple[_Ints, _Ints]:
        """Return the measure's values and records for every period and area, in that order, zeros too."""
        column = self.cells["measure"].to_numpy()
        low, high = np.searchsorted(column, [measure, measure + 1])
        rows = self.cells.slice(int(low), int(high - low))
        numbers = np.array([area.number for area in self.areas], dtype=np.int64)
        at = rows["period"].to_numpy() * len(numbers) + np.searchsorted(numbers, rows["area"].to_numpy())
        spread = np.zeros((2, len(self.periods) * len(numbers)), dtype=np.int64)
        spread[0, at], spread[1, at] = rows["value"].to_numpy(), rows["records"].to_numpy()
        return spread[0], spread[1]

    def _grid(self, figure: Figure, evidence: Evidence) -> pl.DataFrame:
        codes = pl.DataFrame({"area": [str(area.code) for area in self.areas]}, schema={"area": pl.String})
        periods = pl.DataFrame({"period": [str(period) for period in self.periods]}, schema={"period": pl.String})
        return periods.join(codes, how="cross", maintain_order="left_right").with_columns(
            figure=pl.lit(figure.id),
            numerator=pl.lit(None, pl.Int64),
            denominator=pl.lit(None, pl.Int64),
            unit=pl.lit(figure.unit),
            evidence=pl.lit(str(evidence)),
            records=pl.lit(0, pl.Int64),
        )


def _to_frame(results: Sequence[Result]) -> pl.DataFrame:
    rows: list[Mapping[str, object]] = [
        {**result.to_json(), "value": None if result.value is None else float(result.value)} for result in results
    ]
    return pl.DataFrame(
        rows, schema={name: kind for name, kind in RESULT_COLUMNS.items() if name not in ("tree", "level")}
    )
