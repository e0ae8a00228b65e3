"""Households behind the assistance: so made that the city's rules find exactly those entitled whom the lists pay.

Everybody on the lists of dibao and tekun is a member from before the year until his last month on a list.
Beside them stand households that asked and are not entitled: incomes a little too high, a car, a second
dwelling, savings, or a decision that has not come yet. All shares are assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.synthetic.cohorts import NONE, Cohort, Mask
from luoshi.synthetic.population import Ints, Population, make_person_keys, make_thing_keys

_EPOCH = date(1970, 1, 1).toordinal()
_CATEGORIES = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")
_SOURCES = ("wages", "business", "property", "transfers")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Hardship:
    """What is assumed of the households in hardship.

    `standards` is the lowest dibao standard of the year in fen a month, by residence; `benefits` are those whose
    lists name the persons. `destitute` is the share of the elders on the lists who live alone and are destitute,
    `urban` that of households in towns, `refused` the persons in households not entitled, by person on a list.
    """

    standards: Mapping[str, int]
    benefits: frozenset[str]
    destitute: float
    urban: float
    refused: float


@dataclass(frozen=True)
class Listed:
    """Persons by position, each with the first day (an ordinal) on which no list names him any more."""

    positions: Ints
    left: Ints


def find_listed(cohorts: Sequence[Cohort], benefits: frozenset[str], year: int) -> Listed:
    """Return whom the lists of the year name as paid one of the benefits, by position."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    positions, months = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for cohort in cohorts:
        if cohort.situation.get("benefit") in benefits and cohort.situation.get("status") == "paid":
            day = cohort.days["pay_month"]
            inside = (day >= first) & (day <= last)
            positions.append(cohort.keys["person"][inside])
            months.append(day[inside])
    table = pl.DataFrame({"position": np.concatenate(positions), "month": np.concatenate(months)})
    table = table.group_by("position").agg(pl.col("month").max()).sort("position")
    paid = (table["month"] - _EPOCH).cast(pl.Int32).cast(pl.Date)
    left = paid.dt.month_start().dt.offset_by("1mo").cast(pl.Int32).cast(pl.Int64) + _EPOCH
    stays = left > last
    return Listed(table["position"].to_numpy(), left.set(stays, NONE).to_numpy())


@dataclass
class _Members:
    """Members in arrays, in the order of their households; `home` is the number of each one's household."""

    positions: Ints
    left: Ints
    births: Ints
    home: Ints
    alone: Mask  # destitute and alone
    entitled: Mask


def make_households(
    listed: Listed, refused: Ints, births: Mapping[str, Ints], year: int, *, told: Hardship, ground: "Ground"
) -> dict[str, pl.DataFrame]:
    """Return the records of the four kinds, without numbers.

    `refused` are the positions of the others; `births` has `positions`, sorted, and `days` (ordinals) of all.
    """
    rng = np.random.default_rng([ground.seed, 6])
    members = _form_households(listed, refused, births, year, told, ground.population, rng)
    starts = np.flatnonzero(np.diff(members.home, prepend=-1))
    keys = make_thing_keys(ground.first_household + np.arange(len(starts), dtype=np.int64), "household", ground.seed)
    homes = pl.DataFrame(
        {
            "household": keys,
            "area": ground.population.find_homes(members.positions[starts]),
            "urban": rng.random(len(starts)) < told.urban,
            "entitled": members.entitled[starts],
            "size": np.diff(np.append(starts, len(members.home))),
            "fewest": np.maximum(np.add.reduceat((members.left == NONE).astype(np.int64), starts), 1),
        }
    )
    wealth = _draw_wealth(homes, told, year, rng)
    return {
        "households": _write_households(homes, wealth, year, rng),
        "household_members": _write_members(members, homes, year, ground, rng),
        "household_incomes": _write_incomes(homes, wealth, rng),
        "household_properties": wealth.select(
            "household", "declared_on", "assets", "business_capital", "vehicles", "dwellings", "area"
        ),
    }


@dataclass(frozen=True)
class Ground:
    """Where the people live, from which number household keys are free, and the seed."""

    population: Population
    first_household: int
    seed: int


def _form_households(
    listed: Listed,
    refused: Ints,
    births: Mapping[str, Ints],
    year: int,
    told: Hardship,
    population: Population,
    rng: np.random.Generator,
) -> _Members:
    """Put neighbours together; the destitute live alone."""
    positions = np.concatenate([listed.positions, refused])
    entitled = np.arange(len(positions)) < len(listed.positions)
    left = np.concatenate([listed.left, np.full(len(refused), NONE, dtype=np.int64)])
    days = births["days"][np.searchsorted(births["positions"], positions)]
    old = days <= date(year - 60, 1, 1).toordinal()
    alone = entitled & old & (rng.random(len(positions)) < told.destitute)
    order = np.lexsort((population.find_homes(positions), alone, entitled))
    village = population.find_homes(positions)[order]
    cut = rng.random(len(positions)) < 0.55  # a new household begins: about 1.8 persons in one
    sort = entitled[order].astype(np.int64) * 2 + alone[order]
    begins = cut | alone[order] | (np.diff(village, prepend=-1) != 0) | (np.diff(sort, prepend=-1) != 0)
    home = np.cumsum(begins) - 1
    return _Members(positions[order], left[order], days[order], home, alone[order], entitled[order])


def _draw_wealth(homes: pl.DataFrame, told: Hardship, year: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return the households with what they earn in a year and own, inside every limit or beyond just one."""
    size, entitled = homes.height, homes["entitled"].to_numpy()
    standard = np.where(homes["urban"].to_numpy(), told.standards["urban"], told.standards["rural"])
    # Why the others are not entitled: seven in ten by their income, the rest by property or a missing decision.
    why = np.where(entitled, -1, rng.choice(5, size, p=[0.7, 0.08, 0.08, 0.06, 0.08]))
    # Most have little; one in twelve stands close below the standard, where a change of it is felt.
    near = rng.random(size) < 1 / 12
    share = np.where(near, rng.uniform(0.8, 0.999, size), rng.beta(1.0, 5.4, size) * 0.98)
    share = np.where(why == 0, 1.001 + rng.gamma(1.5, 0.12, size), share)
    heads = np.where(why == 0, homes["size"].to_numpy(), homes["fewest"].to_numpy())
    income = np.floor(share * standard * 12 * heads).astype(np.int64)
    savings = rng.random(size) * 10
    savings = np.where(why == 3, 26.0 + savings, savings)  # more than 24 months of the standard a head
    first = date(year - 1, 7, 1).toordinal() - _EPOCH
    return homes.with_columns(
        pl.Series("declared_on", (first + rng.integers(0, 180, size)).astype(np.int32)).cast(pl.Date),
        pl.Series("income", income),
        pl.Series("assets", (savings * standard * homes["size"].to_numpy()).astype(np.int64)),
        pl.Series("business_capital", np.zeros(size, dtype=np.int64)),
        pl.Series("vehicles", (why == 1).astype(np.int64)),
        pl.Series("dwellings", np.where(why == 2, 2, 1)),
        pl.Series("waiting", why == 4),
    )


def _write_households(homes: pl.DataFrame, wealth: pl.DataFrame, year: int, rng: np.random.Generator) -> pl.DataFrame:
    opening = date(year - 5, 1, 1).toordinal() - _EPOCH
    closing = date(year - 1, 10, 1).toordinal() - _EPOCH
    applied = pl.Series(rng.integers(opening, closing, homes.height).astype(np.int32)).cast(pl.Date)
    took = pl.Series(rng.integers(10, 31, homes.height).astype(np.int32))
    return wealth.with_columns(
        applied.alias("applied_on"),
        pl.when(pl.col("waiting"))
        .then(None)
        .otherwise((applied.cast(pl.Int32) + took).cast(pl.Date))
        .alias("confirmed_on"),
        pl.lit(None, pl.Date).alias("ended_on"),
        pl.when("urban").then(pl.lit("urban")).otherwise(pl.lit("rural")).alias("residence"),
    ).select("household", "residence", "applied_on", "confirmed_on", "ended_on", "area")


def _write_members(
    members: _Members, homes: pl.DataFrame, year: int, ground: Ground, rng: np.random.Generator
) -> pl.DataFrame:
    size = len(members.home)
    disabled = rng.random(size) < 0.25
    grade = np.where(disabled, rng.choice([1, 2, 3, 4], size, p=[0.15, 0.3, 0.3, 0.25]), 0)
    needs = np.where(grade == 1, 2, np.where(rng.random(size) < 0.12, rng.integers(1, 3, size), 0))
    old = members.births <= date(year - 60, 1, 1).toordinal()
    scheme = np.where(old, rng.choice(3, size, p=[0.08, 0.9, 0.02]), rng.choice(3, size, p=[0.3, 0.66, 0.04]))
    since = date(year - 4, 1, 1).toordinal() - _EPOCH + rng.integers(0, 1700, size)
    return pl.DataFrame(
        {
            "person": make_person_keys(members.positions, ground.seed),
            "household": homes["household"].to_numpy()[members.home],
            "joined_on": pl.Series(np.full(size, date(year - 5, 1, 1).toordinal() - _EPOCH, np.int32)).cast(pl.Date),
            "left_on": _to_days(members.left),
            "birth_month": _to_days(members.births).dt.month_start(),
            "disability": _name(_CATEGORIES, rng.integers(0, len(_CATEGORIES), size), disabled),
            "grade": grade,
            "self_care": _name(("able", "partial", "lost"), needs, None),
            "obligor": _name(("able", "unable", "none"), np.where(members.alone, rng.integers(1, 3, size), 0), None),
            "pension": _name(("none", "resident", "employee"), scheme, None),
            "subsidies_from": _to_days(np.where(disabled & (rng.random(size) < 0.97), since + _EPOCH, NONE)),
            "area": homes["area"].to_numpy()[members.home],
        }
    )


def _write_incomes(homes: pl.DataFrame, wealth: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Share each income out over one or two sources, exactly; a third also has some that does not count."""
    income = wealth["income"].to_numpy()
    first = (rng.random(homes.height) * income).astype(np.int64)
    exempt = np.where(rng.random(homes.height) < 0.33, rng.integers(50_000, 200_000, homes.height), 0)
    kinds = rng.integers(0, len(_SOURCES), homes.height)
    other = (kinds + 1) % len(_SOURCES)
    parts = [
        wealth.select("household", "declared_on", "area").with_columns(
            pl.Series("amount", amount), _name(names, which, None).alias("source")
        )
        for amount, names, which in (
            (first, _SOURCES, kinds),
            (income - first, _SOURCES, other),
            (exempt, ("exempt",), np.zeros(homes.height, dtype=np.int64)),
        )
    ]
    every = pl.concat(parts).filter(pl.col("amount") > 0)
    return every.select("household", "source", "declared_on", "amount", "area")


def _to_days(ordinals: Ints) -> pl.Series:
    days = pl.Series(np.where(ordinals == NONE, 0, ordinals - _EPOCH).astype(np.int32)).cast(pl.Date)
    return days.set(pl.Series(ordinals == NONE), None)


def _name(names: Sequence[str], which: Ints, where: Mask | None) -> pl.Series:
    found = pl.Series(names, dtype=pl.String).gather(which)
    return found if where is None else found.set(pl.Series(~where), "none")
