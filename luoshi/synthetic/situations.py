"""Situations: which values a group of like records has in the columns that definitions ask about.

All rows of a cohort share one situation, so whether a definition's filter holds is decided once. Numbers
and dates are held as spans between the cuts that definitions make, so rows of one cohort still differ.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from luoshi.errors import UserFault
from luoshi.query import Both, Compares, Either, Everything, HasRecord, Is, IsIn, IsKnown, Not, Predicate
from luoshi.records import Column, ColumnType, Contract

_NUMERIC = {ColumnType.MONEY, ColumnType.COUNT, ColumnType.LENGTH, ColumnType.DATE}
_TRIES = 4000  # combinations looked at before the best so far is taken; more found nothing better in 2021


@dataclass(frozen=True)
class Span:
    """Whole numbers or days (as ordinals) from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True)
class Filled:
    """Some key or code, that no definition names."""


Cell = Span | Filled | str | bool | None
Situation = Mapping[str | HasRecord, Cell]


def to_whole(value: object) -> int:
    """Return a date as its ordinal and a number as itself."""
    return value.toordinal() if isinstance(value, date) else int(value)  # type: ignore[call-overload]


def split_parts(where: Predicate) -> tuple[Predicate, ...]:
    """Return the conditions that must all hold; of Everything, none."""
    if isinstance(where, Both):
        return tuple(part for each in where.parts for part in split_parts(each))
    return () if isinstance(where, Everything) else (where,)


def is_true(where: Predicate, situation: Situation) -> bool:
    """Return whether `where` holds for every record in the situation."""
    if isinstance(where, Both):
        return all(is_true(part, situation) for part in where.parts)
    if isinstance(where, Either):
        return any(is_true(part, situation) for part in where.parts)
    if isinstance(where, Not):
        return not is_true(where.part, situation)
    if isinstance(where, Everything):
        return True
    if isinstance(where, HasRecord):
        return bool(situation.get(where))
    cell = situation.get(where.column)
    if cell is None:
        return False
    return isinstance(where, IsKnown) or _is_value(where, cell)


def _is_value(where: Is | IsIn | Compares, cell: Cell) -> bool:
    if isinstance(where, Compares):
        low, value = cell.low, to_whole(where.value)  # type: ignore[union-attr]
        return {"<": low < value, "<=": low <= value, ">": low > value, ">=": low >= value}[where.operator]
    wanted = (where.value,) if isinstance(where, Is) else where.values
    if isinstance(cell, Span):
        return cell.low == cell.high and cell.low in {to_whole(value) for value in wanted}
    return cell in wanted


def walk_atoms(where: Predicate) -> Iterator[Is | IsIn | Compares | IsKnown | HasRecord]:
    """Yield the single conditions of `where` on its own record kind, in order."""
    if isinstance(where, Both | Either):
        for part in where.parts:
            yield from walk_atoms(part)
    elif isinstance(where, Not):
        yield from walk_atoms(where.part)
    elif not isinstance(where, Everything):
        yield where


class Space:
    """All situations of a record kind that the given filters can tell apart."""

    def __init__(self, contract: Contract, wheres: Iterable[Predicate]) -> None:
        self.contract = contract
        self.domains: dict[str | HasRecord, tuple[Cell, ...]] = {}
        atoms = [atom for where in wheres for atom in walk_atoms(where)]
        for atom in atoms:
            if isinstance(atom, HasRecord):
                self.domains[atom] = (False, True)
            elif atom.column not in self.domains:
                on_column = [a for a in atoms if not isinstance(a, HasRecord) and a.column == atom.column]
                self.domains[atom.column] = _list_cells(contract.get_column(atom.column), on_column)

    def find(
        self,
        true: Sequence[Predicate],
        false: Sequence[Predicate],
        avoid: Sequence[Predicate],
        rng: np.random.Generator,
        fits: Callable[[Situation], bool],
    ) -> Situation | None:
        """Return a situation that `fits`, with `true` holding and `false` not, under the fewest of `avoid`, or None."""
        asked = list(dict.fromkeys(_list_columns([*true, *false])))
        others = [name for name in self.domains if name not in asked]
        best, fewest = None, len(avoid) + 1
        tries = 0
        for cells in itertools.product(*(self._shuffle(name, rng) for name in asked)):
            chosen = dict(zip(asked, cells, strict=True))
            if not all(is_true(p, chosen) for p in true) or any(is_true(p, chosen) for p in false):
                continue
            for rest in itertools.product(*(self._shuffle(name, rng) for name in others)):
                full = {**chosen, **dict(zip(others, rest, strict=True))}
                count = sum(is_true(where, full) for where in avoid)
                if count < fewest and fits(full):
                    best, fewest = full, count
                tries += 1
                if fewest == 0 or tries % 200 == 0:
                    break
            if fewest == 0 or tries > _TRIES:
                break
        return best

    def _shuffle(self, name: str | HasRecord, rng: np.random.Generator) -> list[Cell]:
        cells = self.domains[name]
        return [cells[int(i)] for i in rng.permutation(len(cells))]


def _list_columns(wheres: Iterable[Predicate]) -> Iterator[str | HasRecord]:
    for where in wheres:
        for atom in walk_atoms(where):
            yield atom if isinstance(atom, HasRecord) else atom.column


def _list_cells(column: Column, atoms: Sequence[Is | IsIn | Compares | IsKnown]) -> tuple[Cell, ...]:
    cells: list[Cell]
    if column.type in _NUMERIC:
        cells = list(_cut_spans(column, atoms))
    elif column.type is ColumnType.FLAG:
        cells = [True, False]
    elif column.type is ColumnType.CHOICE:
        cells = list(column.allowed)
    else:
        named = [v for a in atoms if isinstance(a, Is | IsIn) for v in ((a.value,) if isinstance(a, Is) else a.values)]
        if not all(isinstance(value, str) for value in named):
            raise UserFault("synthetic.not_a_choice", column=column.name)
        cells = [Filled(), *(str(value) for value in named)]
    return tuple(cells if column.required else [*cells, None])


def _cut_spans(column: Column, atoms: Sequence[Is | IsIn | Compares | IsKnown]) -> Iterator[Span]:
    cuts: set[int] = set()
    for atom in atoms:
        if isinstance(atom, Compares):
            cuts.add(to_whole(atom.value) + (atom.operator in {"<=", ">"}))
        elif isinstance(atom, Is | IsIn):
            for value in (atom.value,) if isinstance(atom, Is) else atom.values:
                cuts |= {to_whole(value), to_whole(value) + 1}
    ordered = sorted(cuts)
    width = 300 if column.type is ColumnType.DATE else max(3, (ordered[0] // 4) if ordered else 3)
    floor = column.minimum if column.minimum is not None else (1 if column.type is ColumnType.DATE else 0)
    if not ordered:
        yield Span(floor + 1, floor + 100)
        return
    if ordered[0] > floor:
        yield Span(max(floor, ordered[0] - width), ordered[0] - 1)
    for low, high in itertools.pairwise(ordered):
        yield Span(low, high - 1)
    yield Span(ordered[-1], ordered[-1] + width)
