"""The plans of all kinds, in an order in which a kind comes before those that its filters ask for."""

import zlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from luoshi.figures import Rate
from luoshi.query import Measure, Predicate, Since
from luoshi.synthetic.blueprint import Blueprint, list_inner
from luoshi.synthetic.cohorts import Calendar, Cohort, Recipe
from luoshi.synthetic.companions import Companion, Ground
from luoshi.synthetic.planning import KindPlan
from luoshi.synthetic.population import Ints, make_thing_keys
from luoshi.synthetic.targets import Target


class Builder:
    """Plans the kinds one after the other; what one needs of another is kept for that one's turn."""

    def __init__(
        self, city: Blueprint, targets: Mapping[Measure, Target | None], year: int, seed: int, scale: float
    ) -> None:
        self.city, self.targets, self.seed, self.scale = city, targets, seed, scale
        starts = {m.timing.start.toordinal() for m in targets if isinstance(m.timing, Since)}
        self.ground = Ground(Calendar(year, tuple(sorted(starts))), {}, {})
        self.needs = list_inner(measure.where for measure in targets)
        self.wanted: dict[str, list[Companion]] = {}
        rates = [f.expression for f in city.figures if isinstance(f.expression, Rate)]
        self._together: dict[Measure, list[Predicate]] = {rate.denominator: [rate.denominator.where] for rate in rates}
        for rate in rates:
            if rate.numerator.kind == rate.denominator.kind and targets[rate.numerator] == targets[rate.denominator]:
                self._together[rate.denominator].append(rate.numerator.where)
        self.plans: dict[str, KindPlan] = {}
        for kind in self.order():
            self.plans[kind] = self._make_plan(kind)

    def order(self) -> list[str]:
        """Return every kind that a figure or a filter names, askers before the asked."""
        first = [kind for kind in dict.fromkeys(m.kind for m in self.targets) if kind not in self.needs]
        return [*first, *sorted(self.needs), *self.city.registers]

    def plan(self, kind: str) -> list[Cohort]:
        """Return the cohorts of one kind; its plan is given up, for the rows are large."""
        plan = self.plans[kind]
        plan.plan(self.wanted.pop(kind, []))
        if kind in self.city.registers:
            plan.add_register(max(1, round(self.city.registers[kind] * self.scale)))
        for asked, companion in plan.companions:
            self.wanted.setdefault(asked, []).append(companion)
        cohorts = plan.cohorts
        plan.cohorts, plan.companions = [], []
        return cohorts

    def draw_keys(self, column: str, size: int) -> Ints:
        """Return keys of a thing's column that no row has, once every kind is planned."""
        first = self.ground.take(column, size)
        return make_thing_keys(np.arange(first, first + size, dtype=np.int64), column, self.seed)

    def _make_plan(self, kind: str) -> KindPlan:
        mine = {measure: target for measure, target in self.targets.items() if measure.kind == kind}
        inner = [need.where for need in self.needs.get(kind, [])]
        rng = np.random.default_rng([self.seed, 3, zlib.crc32(kind.encode())])
        recipe = self.city.recipes.get(kind, Recipe())
        scaled = {name: max(1, round(pool * self.scale)) for name, pool in recipe.pools.items()}
        recipe = replace(recipe, pools=scaled)
        plan = KindPlan(self.city.contracts[kind], mine, inner, self.ground, recipe, rng, self.plans)
        wholes = {whole: wheres for whole, wheres in self._together.items() if whole.kind == kind}
        bundles = tuple(tuple(dict.fromkeys(wheres)) for wheres in wholes.values() if len(wheres) > 1)
        plan.mark_wholes(frozenset(whole.where for whole in wholes), bundles)
        return plan
