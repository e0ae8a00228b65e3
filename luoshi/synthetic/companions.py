"""Companions: the rows of another kind that a cohort's conditions ask for, and the things that cohorts share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luoshi.query import HasRecord, Predicate
from luoshi.synthetic.cohorts import NONE, Calendar
from luoshi.synthetic.population import Ints
from luoshi.synthetic.situations import Situation, split_parts


@dataclass
class Ground:
    """What the planning of all kinds shares: the days, and how far key positions are used up.

    A pool holds the positions of the things that fulfil a condition, so that the cohorts of several kinds, or of
    several units of one thing, speak of the same hospitals, projects or teams.
    """

    calendar: Calendar
    used: dict[str, int]
    pools: dict[tuple[str, str, Predicate], int]

    def take(self, column: str, size: int) -> int:
        """Return the first of `size` positions that nobody else has in this column."""
        first = self.used.get(column, 0)
        self.used[column] = first + size
        return first

    def share(self, need: HasRecord, size: int) -> int:
        """Return the first of the `size` positions of the things that fulfil `need`, the same each time."""
        name = (need.kind, need.key, need.where)
        if name not in self.pools:
            self.pools[name] = self.take(need.key, size)
        return self.pools[name]


@dataclass(frozen=True)
class Demand:
    """What one situation asks of another kind under one key: every part of `true` and no one of `false`."""

    kind: str
    key: str
    true: tuple[Predicate, ...]
    false: tuple[Predicate, ...]


@dataclass(frozen=True)
class Companion:
    """Rows that are needed: with these positions in `key`, in `situation`, around the days of `moments`."""

    key: str
    positions: Ints
    moments: Ints
    situation: Situation


def list_demands(situation: Situation) -> list[Demand]:
    """Return what a situation asks of each other kind and key; of those it only asks to be absent, nothing."""
    groups: dict[tuple[str, str], tuple[list[HasRecord], list[HasRecord]]] = {}
    for name, cell in situation.items():
        if isinstance(name, HasRecord):
            groups.setdefault((name.kind, name.key), ([], []))[0 if cell else 1].append(name)
    return [
        Demand(
            kind,
            key,
            tuple(dict.fromkeys(part for need in true for part in split_parts(need.where))),
            tuple(need.where for need in false),
        )
        for (kind, key), (true, false) in groups.items()
        if true
    ]


def spoil(situation: Situation, need: HasRecord, left_out: Predicate) -> Demand:
    """Return the demand for a record that almost fulfils `need`: all but `left_out` of its conditions hold."""
    wanted = [d for d in list_demands(situation) if (d.kind, d.key) == (need.kind, need.key)]
    others = wanted[0].true if wanted else ()
    absent = [
        n.where
        for n, cell in situation.items()
        if isinstance(n, HasRecord) and not cell and n != need and (n.kind, n.key) == (need.kind, need.key)
    ]
    kept = tuple(part for part in split_parts(need.where) if part != left_out)
    return Demand(need.kind, need.key, (*others, *kept), (left_out, *absent))


def merge_companions(wanted: Sequence[Companion]) -> list[Companion]:
    """Return one companion a situation and key, with each position once, at its earliest moment."""
    groups: dict[tuple[str, int], list[Companion]] = {}
    for each in wanted:
        groups.setdefault((each.key, id(each.situation)), []).append(each)
    merged = []
    for (key, _), group in groups.items():
        positions = np.concatenate([each.positions for each in group])
        moments = np.concatenate([each.moments for each in group])
        order = np.argsort(moments, kind="stable")
        once, at = np.unique(positions[order], return_index=True)
        known = once != NONE
        merged.append(Companion(key, once[known], moments[order][at][known], group[0].situation))
    return merged
