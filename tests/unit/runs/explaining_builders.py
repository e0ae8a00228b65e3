"""A book of a few payments and pensions, learnt day by day, and sides of a comparison counted from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from luoshi.areas import Area, AreaCode, AreaTree, Level, build_tree
from luoshi.engines import ReferenceEngine
from luoshi.figures import Behaviour, Expression, Figure, Ground, Rate, count_figures
from luoshi.periods import Period
from luoshi.policy import ParameterBook
from luoshi.query import Distinct, Happens, HasRecord, Holds, InLastMonth, Is, Measure, Rows, Total
from luoshi.records import Batch, Book, build_schema, get_contract
from luoshi.releases import Explained, make_result_table
from luoshi.runs.counting import build_source
from luoshi.runs.explaining import Explainer
from luoshi.runs.standing import Standing

NO_PARAMETERS = ParameterBook(())
SEPTEMBER, YEAR = Period.parse("2021-01..2021-09"), Period.parse("2021")
ONE, OTHER = "371302001001", "371311001001"
_NAMES = {
    "371300": ("city", None),
    "371302": ("county", "371300"),
    "371311": ("county", "371300"),
    "371302001": ("township", "371302"),
    "371311001": ("township", "371311"),
    ONE: ("village", "371302001"),
    OTHER: ("village", "371311001"),
}
PAID, HELD = Is("status", "paid"), Holds("effective_on", "replaced_on")
_MEASURES: Mapping[str, Measure | Rate] = {
    "rows": Rows("payments", Happens("paid_on"), PAID),
    "money": Total("payments", "amount", Happens("paid_on"), PAID),
    "persons": Distinct("payments", "person", Happens("paid_on"), PAID),
    "listed": Distinct("payments", "person", InLastMonth("paid_on"), PAID),
    "pensions": Rows("pension_adjustments", HELD),
    "pensioners": Distinct("pension_adjustments", "person", HELD),
    "both": Rows("payments", Happens("paid_on"), HasRecord("pension_adjustments", "person", Is("status", "confirmed"))),
    "share": Rate(Rows("pension_adjustments", HELD, Is("status", "confirmed")), Rows("pension_adjustments", HELD)),
}


def build_figures(**changes: Expression) -> dict[str, Figure]:
    return {name: _build_figure(name, measure) for name, measure in {**_MEASURES, **changes}.items()}


def _build_figure(name: str, expression: Expression) -> Figure:
    timing = getattr(expression, "timing", None)
    behaviour = Behaviour.FLOW if isinstance(timing, Happens) else Behaviour.STOCK
    words = dict.fromkeys(("programme", "name_zh", "name_en", "unit", "scope_zh", "scope_en"), name)
    duty = dict.fromkeys(("milestone", "owner", "basis"), "assumed")
    return Figure(id=name, section=1, behaviour=behaviour, expression=expression, words=("paid",), **words, **duty)


def build_trees(**parents: str) -> dict[str, AreaTree]:
    """Return both trees; `parents` gives townships of other counties, as `t371302001="371311"`."""
    areas = []
    for code, (level, parent) in _NAMES.items():
        above = parents.get(f"t{code}", parent)
        kind: Level = level  # type: ignore[assignment]
        areas.append(Area(AreaCode(code), code, kind, None if above is None else AreaCode(above)))
    tree = build_tree("legal", "1", areas)
    return {"legal": tree, "reporting": tree}


@dataclass
class Town:
    """A book whose clock is set by `day`; every `pay` and `hold` is a batch of its own."""

    path: Path
    today: list[date] = field(default_factory=lambda: [date(2021, 1, 1)])

    def __post_init__(self) -> None:
        self.book = Book.create(self.path, city="test", year=2021, seed=1, synthetic=True, clock=self._now)
        self._number = 0

    def _now(self) -> datetime:
        return datetime(self.today[0].year, self.today[0].month, self.today[0].day, 4, tzinfo=UTC)

    def on(self, month: int, day: int) -> "Town":
        self.today[0] = date(2021, month, day)
        return self

    def pay(self, payment: int, person: int, day: date, amount: int = 100, area: str = ONE, **more: object) -> int:
        row = {"payment": payment, "person": person, "household": None, "benefit": "dibao", "status": "paid"}
        row |= {"pay_month": day.replace(day=1), "paid_on": day, "amount": amount, "area": int(area)}
        return self._add("payments", {**row, **{k: v for k, v in more.items() if k != "ends"}}, more.get("ends"))

    def hold(self, person: int, day: date, ended: date | None = None, area: str = ONE, **more: object) -> int:
        row = {"person": person, "scheme": "retiree", "effective_on": day, "replaced_on": ended, "monthly_rise": 5}
        row |= {"status": "confirmed", "area": int(area)}
        named = {k: v for k, v in more.items() if k != "ends"}
        return self._add("pension_adjustments", {**row, **named}, more.get("ends"))

    def state(self, area: str, numerator: int, period: Period = SEPTEMBER, ends: int | None = None) -> int:
        row = {"item": "stated", "period": str(period), "numerator": numerator, "denominator": 1, "area": int(area)}
        return self._add("returns", {**row, "signed_on": self.today[0], "department": "bureau"}, ends)

    def end(self, kind: str, record: int, reason: str) -> None:
        self._append((self.book.stage_ended(kind, pl.Series([record], dtype=pl.Int64)),), reason)

    def _add(self, kind: str, row: Mapping[str, object], ends: object) -> int:
        schema = build_schema(get_contract(kind))
        names = [name for name in schema if name != "record"]
        frame = pl.DataFrame([row], schema={name: schema[name] for name in names})
        numbered = self.book.number(frame)
        files = [self.book.stage_numbered(kind, numbered)]
        if ends is not None:
            files.append(self.book.stage_ended(kind, pl.Series([ends], dtype=pl.Int64)))
        self._append(tuple(files), "")
        return int(numbered["record"][0])

    def _append(self, files: tuple, note: str) -> None:
        self._number += 1
        self.book.append(Batch("test", self._number, files, note=note))

    def stand(
        self,
        period: Period = SEPTEMBER,
        figures: dict[str, Figure] | None = None,
        trees: dict[str, AreaTree] | None = None,
        parameters: ParameterBook = NO_PARAMETERS,
    ) -> Standing:
        """Return the book as it stands, counted by the slow engine for the period and September alone."""
        snapshot = self.book.snapshot()
        known, placed = figures or build_figures(), trees or build_trees()
        ground = Ground(ReferenceEngine(), build_source(snapshot), parameters, placed)
        periods = (Period.parse("2021-09"), period)
        results = count_figures(tuple(known.values()), ground, periods, ("city", "county"))
        return Standing(str(period), period, snapshot, known, parameters, placed, make_result_table(results))


def explain(before: Standing, after: Standing) -> tuple[Explained, ...]:
    with Explainer(before, after) as explainer:
        return explainer.explain()


def get_reasons(
    explained: tuple[Explained, ...], figure: str, area: str = "371300", period: Period | None = None, part: str = ""
) -> dict[str, tuple[int, int]]:
    """Return records and amount by reason of one result of the legal tree, for the longest period if none is given."""
    found = [one for one in explained if (one.tree, one.figure, one.area) == ("legal", figure, area)]
    chosen = [one for one in found if one.period == str(period or SEPTEMBER) and one.part in (part, "counted")]
    assert len(chosen) <= 1, chosen
    return {str(r.reason): (r.records, r.amount) for one in chosen for r in one.reasons}
