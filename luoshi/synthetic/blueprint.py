"""What a synthetic city is built from: contracts, definitions, published values, villages and sizes."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from luoshi.errors import UserFault
from luoshi.figures import Behaviour, Figure, Rate
from luoshi.query import Both, Either, HasRecord, Is, IsIn, Measure, Not, Predicate, Total
from luoshi.records import Contract
from luoshi.synthetic.cohorts import Recipe
from luoshi.synthetic.hardship import Hardship
from luoshi.synthetic.situations import split_parts
from luoshi.synthetic.targets import Published, Target, draw_count, draw_share, scale_value


@dataclass(frozen=True)
class Blueprint:
    """A city to be built.

    By figure, `sizes` gives what the bulletin does not print: the whole of a rate (how many residents, estates,
    facilities), or a count that no text gives; `shares` a rate that is not printed but follows from one that is;
    `interim`, as printed and as a number, what was printed of January to September alone. By kind, `recipes` gives
    what is typical, and `registers` the rows of kinds that no figure counts. `persons` names the key columns whose
    holders live in a village. `hardship` is what is assumed of the households behind the assistance (None: none).
    """

    name: str
    contracts: Mapping[str, Contract]
    figures: tuple[Figure, ...]
    published: Mapping[str, Published]
    villages: tuple[int, ...]
    residents: int = 11_000_000
    sizes: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    interim: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    registers: Mapping[str, int] = field(default_factory=dict)
    persons: frozenset[str] = frozenset({"person"})
    hardship: Hardship | None = None


def read_published(figures: Path, panel: Path) -> tuple[dict[str, Published], dict[str, tuple[str, Decimal]]]:
    """Read the printed values of the year, each with that of January to September where `panel` prints one.

    The second mapping holds, as printed and as a number, what the panel alone prints.
    """
    with panel.open(encoding="utf-8", newline="") as lines:
        interim = {row["id"]: (row["printed"], Decimal(row["value"])) for row in csv.DictReader(lines)}
    found = {}
    with figures.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            printed, value = interim.pop(row["id"], ("", None))
            year = Decimal(row["value"])
            found[row["id"]] = Published(row["id"], row["printed"], year, row["comparator"], printed, value)
    return found, interim


def draw_targets(blueprint: Blueprint, scale: float, rng: np.random.Generator) -> dict[Measure, Target | None]:
    """Return what each measure of the city's figures must count; None where the city leaves it open.

    Figures are taken in their order; of two figures with one measure, the first that has a value decides.
    """
    targets: dict[Measure, Target | None] = {}
    for figure in sorted(blueprint.figures, key=lambda figure: isinstance(figure.expression, Rate)):
        for measure in figure.measures:
            if measure.kind not in blueprint.contracts:
                raise UserFault("synthetic.no_contract", figure=figure.id, kind=measure.kind)
            targets.setdefault(measure, None)
        if isinstance(figure.expression, Rate):
            _draw_rate(blueprint, figure, figure.expression, scale, rng, targets)
        elif len(figure.measures) == 1 and targets[figure.measures[0]] is None:
            targets[figure.measures[0]] = _draw_one(blueprint, figure, scale, rng)
    return targets


def _draw_one(blueprint: Blueprint, figure: Figure, scale: float, rng: np.random.Generator) -> Target | None:
    published = blueprint.published.get(figure.id)
    if published is None and figure.id in blueprint.sizes:
        printed, september = blueprint.interim.get(figure.id, ("", None))
        year = Decimal(blueprint.sizes[figure.id])
        published = Published(figure.id, "", year, "eq", printed, september)
    if published is None:
        return None
    return draw_count(published, figure.scale, scale, rng, rises=figure.behaviour is not Behaviour.STOCK)


def _draw_rate(
    blueprint: Blueprint,
    figure: Figure,
    rate: Rate,
    scale: float,
    rng: np.random.Generator,
    targets: dict[Measure, Target | None],
) -> None:
    whole = targets[rate.denominator] or _add_parts(rate.denominator, targets)
    if whole is None:
        if figure.id not in blueprint.sizes:
            raise UserFault("synthetic.no_target", figure=figure.id)
        size = scale_value(blueprint.sizes[figure.id], scale)
        # A summed base (residents, labour force) stands all year; a list of things grows.
        whole = Target(size, size if isinstance(rate.denominator, Total) else None)
    targets[rate.denominator] = whole
    published = blueprint.published.get(figure.id)
    if published is None and figure.id in blueprint.shares:
        published = Published(figure.id, "", blueprint.shares[figure.id])
    if published is not None and targets[rate.numerator] is None:
        september = None
        if whole.september is not None and published.september is not None:
            printed = replace(published, printed=published.september_printed, value=published.september)
            september = draw_share(printed, whole.september, rng)
        elif whole.september is not None and published.value == 1:
            september = whole.september
        # A rate of money per head is `scale` times the ratio of the two measures.
        year = (
            draw_share(published, whole.year, rng)
            if rate.scale == 1
            else int(published.value * whole.year * rate.scale)
        )
        targets[rate.numerator] = Target(year, september)


def _add_parts(whole: Measure, targets: Mapping[Measure, Target | None]) -> Target | None:
    """Return the sum over the measures that count one value each of a condition of the whole, if all have targets."""
    for part in split_parts(whole.where):
        if not isinstance(part, IsIn) or len(part.values) < 2:
            continue
        counted = []
        for value in part.values:
            one = (IsIn(part.column, (value,)), Is(part.column, value))
            others = [p for p in split_parts(whole.where) if p != part]
            found = (
                target
                for measure, target in targets.items()
                if replace(measure, where=whole.where) == whole
                and set(split_parts(measure.where)) in [{single, *others} for single in one]
            )
            counted.append(next(found, None))
        known = [target for target in counted if target is not None]
        if len(known) == len(counted):
            return Target(sum(target.year for target in known))
    return None


def list_inner(wheres: Iterable[Predicate]) -> dict[str, list[HasRecord]]:
    """Return by kind the records of other kinds that the filters ask for, at any depth."""
    found: dict[str, list[HasRecord]] = {}
    for where in wheres:
        for need in _walk_needs(where):
            found.setdefault(need.kind, []).append(need)
    return found


def _walk_needs(where: Predicate) -> Iterable[HasRecord]:
    if isinstance(where, HasRecord):
        yield where
        yield from _walk_needs(where.where)
    elif isinstance(where, Not):
        yield from _walk_needs(where.part)
    elif isinstance(where, Both | Either):
        for part in where.parts:
            yield from _walk_needs(part)
