"""The draw: counted records picked by the hash of a public random text, county by county.

Anyone can replay it by hand. The records of a county stand in the order of their numbers. The k-th pick (from 0)
is the SHA-256 of "TEXT|FIGURE|COUNTY|k" read as a number: modulo the number of records it is a position, and
positions already picked are passed over; for money it is taken modulo the county's sum, and picks the record
in which that fen lies, so that a large payment is likelier, and may be picked more than once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from luoshi.errors import UserFault
from luoshi.releases.sampling.sizes import get_sample_size


@dataclass(frozen=True)
class Plan:
    """What is drawn from what, at which risk. `by_amount` picks fen and not records."""

    release: str
    figure: str
    period: str
    random: str
    error: Fraction
    confidence: Fraction
    by_amount: bool
    synthetic: bool


@dataclass(frozen=True)
class Population:
    """The counted records of a figure, sorted: `record`, `county` and `area` (codes), `amount` (1 without a sum)."""

    rows: pl.DataFrame

    @classmethod
    def from_rows(cls, rows: pl.DataFrame) -> "Population":
        """Sort the rows, so that equal populations are equal bytes."""
        return cls(rows.select("record", "county", "area", "amount").sort("county", "record"))

    @property
    def sha256(self) -> str:
        """The hash of the rows as CSV: what a replay must start from."""
        return hashlib.sha256(self.rows.write_csv().encode()).hexdigest()


@dataclass(frozen=True)
class Stratum:
    """One county's part: its records, their sum, and how many picks fall to it."""

    county: str
    records: int
    amount: int
    picks: int


@dataclass(frozen=True)
class Draw:
    """A drawn sample. `rows` has `pick` (from 1) and the population's columns; by amount, a record may stand twice."""

    plan: Plan
    population: str
    records: int
    amount: int
    strata: tuple[Stratum, ...]
    rows: pl.DataFrame


def draw_sample(plan: Plan, population: Population) -> Draw:
    """Return the sample that the plan draws; raises UserFault where nothing was counted or the text is empty.

    Picks are shared out over counties by records (by amount: by sums), at least one each, so that the sample
    may be a few larger than the risk asks for. A county is visited whole where it has no more records.
    """
    if not plan.random.strip():
        raise UserFault("releases.random_empty")
    rows = population.rows
    if plan.by_amount:
        rows = rows.filter(pl.col("amount") > 0)
    if rows.is_empty():
        raise UserFault("releases.nothing_to_draw", figure=plan.figure, period=plan.period)
    counties = rows.group_by("county", maintain_order=True).agg(pl.len(), pl.col("amount").sum())
    weights = counties["amount" if plan.by_amount else "len"].to_list()
    picks = share_out(get_sample_size(plan.error, plan.confidence), weights)
    drawn, strata = [], []
    for (county, records, amount), wanted in zip(counties.iter_rows(), picks, strict=True):
        own = rows.filter(pl.col("county") == county)
        taken = _pick(plan, county, own, wanted)
        strata.append(Stratum(county, records, amount, len(taken)))
        drawn.append(own[taken])
    picked = pl.concat(drawn).with_row_index("pick", 1)
    whole = (int(rows["amount"].sum()), rows.height)
    return Draw(plan, population.sha256, whole[1], whole[0], tuple(strata), picked)


def share_out(size: int, weights: Sequence[int]) -> list[int]:
    """Return whole numbers in the proportions of `weights`, none below 1, that add up to `size` or a little more."""
    total = sum(weights)
    exact = [Fraction(size * weight, total) for weight in weights]
    shares = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[: size - sum(shares)]:
        shares[i] += 1
    return [max(1, share) for share in shares]


def _pick(plan: Plan, county: str, rows: pl.DataFrame, wanted: int) -> list[int]:
    """Return positions in `rows`, in the order in which they were picked."""
    numbers = _draw_numbers(plan, county)
    if plan.by_amount:
        ends = rows["amount"].cum_sum().to_numpy()
        points = [next(numbers) % int(ends[-1]) for _ in range(wanted)]
        return [int(place) for place in np.searchsorted(ends, points, side="right")]
    if wanted >= rows.height:
        return list(range(rows.height))
    taken: dict[int, None] = {}
    while len(taken) < wanted:
        taken.setdefault(next(numbers) % rows.height)
    return list(taken)


def _draw_numbers(plan: Plan, county: str) -> Iterator[int]:
    k = 0
    while True:
        said = f"{plan.random}|{plan.figure}|{county}|{k}"
        yield int.from_bytes(hashlib.sha256(said.encode()).digest(), "big")
        k += 1
