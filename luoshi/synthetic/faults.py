"""Injected faults: a second, marked batch whose number, place and effect are known, so that checks can be scored.

No person, payment or road is in two faults, so the effects of several add up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.figures import Figure
from luoshi.periods import Period
from luoshi.query import Distinct, Happens, Total
from luoshi.records import Contract
from luoshi.synthetic.cohorts import Cohort
from luoshi.synthetic.effects import Change, list_effects, to_expression
from luoshi.synthetic.population import Ints

PAYMENTS, ROADS, DEATHS = "payments", "road_sections", "deaths"
# How many of each fault, where the city is large enough; withdrawals always, for a book can be told from them.
COUNTS: Mapping[str, int] = {
    "withdrawn_payments": 100,
    "duplicate_payments": 150,
    "wrong_areas": 60,
    "late_corrections": 80,
    "dead_payees": 40,
}
ROADS_AGAIN = 12
_REPLACING = frozenset({"withdrawn_payments", "wrong_areas", "late_corrections"})
_COPYING = frozenset({"duplicate_payments", "wrong_areas", "late_corrections", "last_years_roads"})


@dataclass(frozen=True)
class Site:
    """Where faults are put: the city's files by kind, its figures, its year, and a source of unused keys."""

    contracts: Mapping[str, Contract]
    files: Mapping[str, tuple[Path, ...]]
    figures: Sequence[Figure]
    year: int
    villages: Ints
    draw_keys: Callable[[str, int], Ints]
    last_records: dict[str, int] = field(default_factory=dict)

    def scan(self, kind: str) -> pl.LazyFrame:
        """Return the rows of a kind, without reading them."""
        return pl.scan_parquet(list(self.files[kind]))

    def renew(self, kind: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows under record numbers of their own, after the last of the kind."""
        if kind not in self.last_records:
            self.last_records[kind] = self.scan(kind).select(pl.col("record").max()).collect().item()
        first = self.last_records[kind] + 1
        self.last_records[kind] += rows.height
        return rows.with_columns(pl.int_range(first, first + rows.height, dtype=pl.Int64, eager=True).alias("record"))

    @property
    def city(self) -> int:
        """The city's six digits: those of its villages, down to the prefecture."""
        return int(self.villages[0]) // 10**8 * 100

    @property
    def periods(self) -> tuple[Period, Period]:
        """The year, and January to September."""
        return Period.parse(str(self.year)), Period.parse(f"{self.year}-01..{self.year}-09")


@dataclass
class Faults:
    """By kind the rows to append and the records to end; and the truth for the file beside the batch."""

    added: dict[str, pl.DataFrame] = field(default_factory=dict)
    ended: dict[str, pl.Series] = field(default_factory=dict)
    truth: list[dict[str, object]] = field(default_factory=list)


def choose_payments(cohorts: Sequence[Cohort], first_record: int, year: int, rng: np.random.Generator) -> Ints:
    """Return records of counted payments of the year, each of another person, from every benefit alike."""
    wanted = sum(COUNTS.values())
    opening, closing = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    at, found = first_record, []
    for cohort in cohorts:
        if cohort.role == "counted":
            days = cohort.days["paid_on"]
            rows = rng.permutation(np.flatnonzero((days >= opening) & (days <= closing)))
            _, once = np.unique(cohort.keys["person"][rows], return_index=True)
            found.append(rng.permutation(rows[once])[:wanted] + at)
        at += cohort.size
    # One of each benefit in turn, so that small programmes have their share.
    turns = max((len(records) for records in found), default=0)
    order = [records[turn] for turn in range(turns) for records in found if turn < len(records)]
    return np.array(order[:wanted], dtype=np.int64)


def build_faults(site: Site, chosen: Ints, rng: np.random.Generator) -> Faults:
    """Put every fault into the city: `chosen` are the payments that `choose_payments` returned."""
    payments = site.scan(PAYMENTS).filter(pl.col("record").is_in(chosen.tolist())).collect()
    payments = payments[rng.permutation(payments.height)]
    makers: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
        "withdrawn_payments": lambda rows: rows.clear(),
        "duplicate_payments": lambda rows: _pay_again(site, rows),
        "wrong_areas": lambda rows: _move_away(site, rows, rng),
        "late_corrections": lambda rows: _correct(site, rows, rng),
        "dead_payees": lambda rows: _pay_the_dead(site, rows, rng),
    }
    faults, at = Faults(), 0
    for name, size in _share(payments.height):
        rows = payments[at : at + size]
        at += size
        ended = rows["record"] if name in _REPLACING else rows["record"].clear()
        _note(site, faults, _Fault(name, PAYMENTS, rows, makers[name](rows), ended))
    if ROADS in site.files:
        rows = _find_old_roads(site)
        _note(site, faults, _Fault("last_years_roads", ROADS, rows, _enter_again(site, rows), rows["record"].clear()))
    return faults


@dataclass(frozen=True)
class _Fault:
    """One sort of fault: the records that it starts from, those it adds and those it ends."""

    name: str
    kind: str
    of: pl.DataFrame
    added: pl.DataFrame
    ended: pl.Series


def _share(available: int) -> Iterator[tuple[str, int]]:
    """Yield each fault and how many payments it takes; of too few, each takes its share."""
    wanted = sum(COUNTS.values())
    for name, count in COUNTS.items():
        yield name, count if available >= wanted else count * available // wanted


def _pay_again(site: Site, rows: pl.DataFrame) -> pl.DataFrame:
    """The same month of the same benefit for the same person, under another order of payment."""
    orders = pl.Series("payment", site.draw_keys("payment", rows.height))
    return site.renew(PAYMENTS, rows).with_columns(orders)


def _move_away(site: Site, rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The same payments, in a village of another county."""
    counties = site.villages // 10**6
    moved = [int(rng.choice(site.villages[counties != area // 10**6])) for area in rows["area"]]
    return site.renew(PAYMENTS, rows).with_columns(pl.Series("area", moved, dtype=pl.Int64))


def _correct(site: Site, rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The same payments with the amount that they really had: a tenth to a third more."""
    percent = pl.Series(rng.integers(110, 134, rows.height, dtype=np.int64))
    return site.renew(PAYMENTS, rows).with_columns((pl.col("amount") * percent // 100 + 1).alias("amount"))


def _pay_the_dead(site: Site, rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Payments like those given, to persons who had died a month or more before the month that is paid for."""
    deaths = site.scan(DEATHS).sort("record").collect()
    dead = deaths[rng.permutation(deaths.height)].head(rows.height * 20).sort("died_on").head(rows.height)
    paid = rows.head(dead.height).with_columns(dead["person"], dead["area"], dead["died_on"])
    late = paid.filter(pl.col("pay_month") >= pl.col("died_on") + timedelta(days=31)).drop("died_on")
    return _pay_again(site, late).with_columns(pl.lit(None, dtype=pl.Int64).alias("household"))


def _find_old_roads(site: Site) -> pl.DataFrame:
    """Return roads that would count for a sum of the year if they had not been completed in the year before."""
    sums = [m for f in site.figures for m in f.measures if isinstance(m, Total) and m.kind == ROADS]
    flows = [(to_expression(m.where), m.timing.column) for m in sums if isinstance(m.timing, Happens)]
    opening, closing = date(site.year - 1, 1, 1), date(site.year - 1, 12, 31)
    old = [where & pl.col(column).is_between(opening, closing) for where, column in flows]
    rows = site.scan(ROADS).filter(pl.any_horizontal(pl.lit(value=False), *old)).sort("record").collect()
    return rows.head(ROADS_AGAIN)


def _enter_again(site: Site, rows: pl.DataFrame) -> pl.DataFrame:
    """The same sections as works of this year: a round later, with every date a year on."""
    dates = [column for column, kind in rows.schema.items() if kind == pl.Date]
    return site.renew(ROADS, rows).with_columns(pl.col("round") + 1, pl.col(dates).dt.offset_by("1y"))


def _note(site: Site, faults: Faults, fault: _Fault) -> None:
    """Add the fault to the batch and its truth to the file."""
    kind, contract = fault.kind, site.contracts[fault.kind]
    change = Change(kind, _find_around(site, fault), fault.ended, fault.added)
    effects = list(list_effects(change, site.figures, site.periods, site.city))
    if fault.added.height:
        faults.added[kind] = pl.concat([faults.added[kind], fault.added]) if kind in faults.added else fault.added
    if len(fault.ended):
        faults.ended[kind] = pl.concat([faults.ended[kind], fault.ended]) if kind in faults.ended else fault.ended
    told = fault.added if fault.added.height else fault.of
    columns = [c for c in ("amount", "length") if c in told.columns]
    faults.truth.append(
        {
            "fault": fault.name,
            "kind": kind,
            "count": told.height,
            "records": [str(number) for number in told["record"]],  # strings: JSON readers lose 64-bit integers
            "of": [str(number) for number in fault.of["record"]] if fault.name in _COPYING else [],
            "ended": [str(number) for number in fault.ended],
            "areas": [str(area) for area in told[contract.area]],
            "dates": [str(day) for day in told[contract.date]],
            "amounts": {name: int(told[name].sum()) for name in columns},
            "effects": effects,
        }
    )


def _find_around(site: Site, fault: _Fault) -> pl.DataFrame:
    """Return the records that share a distinctly counted key with those concerned, and those ended."""
    measures = [m for f in site.figures for m in f.measures if m.kind == fault.kind]
    keys = list(dict.fromkeys(m.key for m in measures if isinstance(m, Distinct)))
    holders = {key: pl.concat([fault.of[key], fault.added[key]]).drop_nulls().unique().to_list() for key in keys}
    near = [pl.col("record").is_in(fault.ended.to_list())]
    near += [pl.col(key).is_in(values) for key, values in holders.items()]
    return site.scan(fault.kind).filter(pl.any_horizontal(*near)).collect()
