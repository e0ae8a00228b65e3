"""From segments to periods: whole numbers in dense arrays, areas by periods, for one measure at a time.

Arrays and not frames, because a year has 27 periods and a city thousands of areas: one prefix sum over the
segments serves all periods, where a frame a measure and period took longer than reading the records.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from luoshi.engines.duckdb.segments import Segments
from luoshi.periods import Period
from luoshi.query import Holds, Timing

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """First and last segment of each period under one timing; a stock has the one at whose end it holds."""

    first: Ints
    last: Ints

    @property
    def bits(self) -> Ints:
        """The mask of each period: a key counts where one of its bits is set."""
        return (np.int64(1) << (self.last + 1)) - (np.int64(1) << self.first)


def build_spans(segments: Segments, timing: Timing, periods: list[Period]) -> Spans:
    """Return the spans of `periods`, in order."""
    pairs = np.array([segments.span(timing, period) for period in periods], dtype=np.int64).reshape(-1, 2)
    return Spans(pairs[:, 1] if isinstance(timing, Holds) else pairs[:, 0], pairs[:, 1])


class Sums:
    """The rows and sums by area and segments that the additive plan returned; `areas` ascend."""

    def __init__(self, frame: pl.DataFrame, segments: Segments) -> None:
        """Take the plan's frame; its segments lie within `segments`."""
        self._frame = frame
        self.areas, self._at = np.unique(to_ints(frame["_area"]), return_inverse=True)
        self._begun, self._ended = to_ints(frame["_segment"]), to_ints(frame["_segment_end"])
        self._width = len(segments.starts) + 3  # one column of zeros, segment 0, the segments, "not ended"

    def add_up(self, name: str, timing: Timing, spans: Spans) -> Ints:
        """Return the column's sum by area (rows) and period (columns)."""
        amounts = to_ints(self._frame[name])
        begun = self._accumulate(self._begun, amounts)
        if isinstance(timing, Holds):
            # Begun by the end less ended by it. What ends before it begins never held: both at once.
            gone = self._accumulate(np.maximum(self._begun, self._ended), amounts)
            return begun[:, spans.last + 1] - gone[:, spans.last + 1]
        return begun[:, spans.last + 1] - begun[:, spans.first]

    def _accumulate(self, segment: Ints, amounts: Ints) -> Ints:
        cube = np.zeros(len(self.areas) * self._width, dtype=np.int64)
        np.add.at(cube, self._at * self._width + segment + 1, amounts)
        return cube.reshape(-1, self._width).cumsum(axis=1)


def expand_masks(groups: pl.DataFrame, areas: Ints, spans: Spans) -> Ints:
    """Return by area and period how many keys have a bit in the span; `groups` has area, mask, n."""
    at, masks = np.searchsorted(areas, to_ints(groups["area"])), to_ints(groups["mask"])
    # A double is exact up to 2^53, and no book has so many keys.
    keys = to_ints(groups["n"]).astype(np.float64)
    counts = [np.bincount(at, keys * ((masks & bits) != 0), len(areas)) for bits in spans.bits]
    return np.stack(counts, axis=1).astype(np.int64)


def expand_movers(rows: pl.DataFrame, areas: Ints, spans: Spans) -> Ints:
    """Return by area and period the keys whose last counted row lies there; `rows` are in order of time."""
    at, masks = np.searchsorted(areas, to_ints(rows["_area"])), to_ints(rows["_mask"])
    keys, key = np.unique(rows["_key"].rank("dense").to_numpy(), return_inverse=True)
    counts = []
    for bits in spans.bits:
        hit = np.flatnonzero(masks & bits)
        last = np.full(len(keys), -1)
        last[key[hit]] = at[hit]  # of an index given twice, the last value stays
        counts.append(np.bincount(last[last >= 0], minlength=len(areas)))
    return np.stack(counts, axis=1).astype(np.int64)


def to_ints(series: pl.Series) -> Ints:
    """Return the whole numbers of a column without gaps."""
    return series.cast(pl.Int64).to_numpy()
