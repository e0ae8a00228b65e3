"""Who the persons of the synthetic city are: names and ID numbers, for those whom a programme knows.

ID numbers begin with 999, which no real area code does. Births fit what the first programme that knows a person
pays or offers; a person is known to one programme only, beside the registers of all residents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.identity import SYNTHETIC_PREFIX, append_check_digits
from luoshi.synthetic.cohorts import NONE, Cohort, Recipe
from luoshi.synthetic.names import draw_names
from luoshi.synthetic.population import Ints, Population, make_person_keys
from luoshi.synthetic.situations import Situation

_EVERY_AGE = (0, 95)
_BLOCK = 1_000_000  # people a frame: about 150 MB with their names and numbers as text


@dataclass(frozen=True)
class _Sort:
    youngest: int
    oldest: int
    women: bool


@dataclass
class People:
    """Collects the positions of the persons whom programmes know, and what their ages and sex must be."""

    capacity: int
    sorts: list[_Sort] = field(default_factory=list)
    by_position: NDArray[np.uint8] = field(init=False)  # 0: nobody knows him; else the number of his sort

    def __post_init__(self) -> None:
        self.by_position = np.zeros(self.capacity, dtype=np.uint8)

    def meet(self, cohorts: Sequence[Cohort], column: str, recipe: Recipe) -> None:
        """Note whom the rows of a kind name in `column`; who is known already keeps his age."""
        for cohort in cohorts:
            positions = cohort.keys.get(column)
            if positions is None or not len(positions):
                continue
            self._make_room(int(positions.max()) + 1)
            known = positions[positions != NONE]
            fresh = known[self.by_position[known] == 0]
            self.by_position[fresh] = self._number(_find_sort(cohort.situation, recipe))

    def meet_positions(self, positions: Ints) -> None:
        """Note persons of any age."""
        if len(positions):
            self._make_room(int(positions.max()) + 1)
            self.by_position[positions] = self._number(_Sort(*_EVERY_AGE, women=False))

    def _make_room(self, size: int) -> None:
        if size > len(self.by_position):
            more = np.zeros(size - len(self.by_position), dtype=np.uint8)
            self.by_position = np.concatenate([self.by_position, more])

    def _number(self, sort: _Sort) -> int:
        if sort not in self.sorts:
            self.sorts.append(sort)
        return self.sorts.index(sort) + 1

    def count(self) -> int:
        """Return how many persons programmes know."""
        return int(np.count_nonzero(self.by_position))

    def get_births(self, day: int, seed: int) -> dict[str, Ints]:
        """Return `positions`, in order, and their `days` of birth as ordinals: those of the ID numbers."""
        positions, births, _ = self._draw_births(day, seed)
        return {"positions": positions, "days": births.astype(np.int64)}

    def _draw_births(self, day: int, seed: int) -> tuple[Ints, NDArray[np.int32], np.random.Generator]:
        """Return positions, births and the generator for what is drawn after them."""
        rng = np.random.default_rng([seed, 4])
        positions = np.flatnonzero(self.by_position).astype(np.int64)
        sorts = self.by_position[positions].astype(np.int64) - 1
        ages = [
            np.array([getattr(sort, name) for sort in self.sorts], dtype=np.int64) for name in ("youngest", "oldest")
        ]
        youngest, oldest = (each[sorts] if len(each) else sorts for each in ages)
        days = rng.integers(youngest * 365, oldest * 365 + 365)
        return positions, (day - days).astype(np.int32), rng

    def iterate_frames(self, population: Population, day: int, seed: int) -> Iterator[pl.DataFrame]:
        """Yield frames of `person`, `id_number` and `name`, by position; ages are at `day`, an ordinal."""
        positions, births, rng = self._draw_births(day, seed)
        if not len(positions):
            return
        sorts = self.by_position[positions].astype(np.int64) - 1
        only_women = np.array([sort.women for sort in self.sorts])[sorts]
        women = only_women | (rng.random(len(positions)) < 0.5)
        codes = population.find_homes(positions) // 10**6 % 1000
        places = _number_in_cell((codes * 50_000 + (births % 50_000)) * 2 + women) * 2 + ~women
        for at in range(0, len(positions), _BLOCK):
            part = slice(at, at + _BLOCK)
            bodies = _write_bodies(codes[part], births[part], places[part])
            yield pl.DataFrame(
                {
                    "person": make_person_keys(positions[part], seed),
                    "id_number": append_check_digits(bodies),
                    "name": draw_names(women[part], rng),
                }
            )


def _find_sort(situation: Situation, recipe: Recipe) -> _Sort:
    """Return the sort of people of a situation, by the first of its values that the recipe knows an age for."""
    named = [value for value in situation.values() if isinstance(value, str)]
    ages = next((recipe.ages[value] for value in named if value in recipe.ages), recipe.ages.get("", _EVERY_AGE))
    return _Sort(*ages, women=bool(recipe.women & {"", *named}))


def _number_in_cell(cells: Ints) -> Ints:
    """Return for each its number, from 0, among those of the same cell."""
    order = np.argsort(cells, kind="stable")
    starts = np.concatenate([[True], np.diff(cells[order]) != 0])
    at = np.arange(len(cells), dtype=np.int64)
    numbers = np.empty(len(cells), dtype=np.int64)
    numbers[order] = at - np.maximum.accumulate(np.where(starts, at, 0))
    return numbers


def _write_bodies(codes: Ints, births: NDArray[np.int32], places: Ints) -> pl.Series:
    """Return the 17 digits before the check digit: area, day of birth, number within both."""
    frame = pl.DataFrame({"code": codes, "born": births, "place": places})
    return frame.select(
        pl.lit(SYNTHETIC_PREFIX)
        + pl.col("code").cast(pl.String).str.zfill(3)
        + (pl.col("born") - 719_163).cast(pl.Date).dt.strftime("%Y%m%d")
        + pl.col("place").cast(pl.String).str.zfill(3)
    ).to_series()
