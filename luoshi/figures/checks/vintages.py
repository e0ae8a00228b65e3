"""Checks between two vintages: what fell, what passes an earlier stage, and definitions that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from luoshi.figures.checks.lead import Found, Lead
from luoshi.figures.checks.within_vintage import GROWING
from luoshi.figures.definitions import Figure
from luoshi.figures.results import Result
from luoshi.figures.stages import get_stage
from luoshi.periods import Period

# Other fields say the same thing better or name who answers for it: they do not change what is counted.
_MEANING = frozenset({"unit", "behaviour", "expression", "scope_zh", "scope_en", "scale", "within"})


@dataclass(frozen=True)
class VintageResults:
    """What a vintage says: its name (a release's id), the period it was made for, figures and results."""

    name: str
    period: Period
    figures: Mapping[str, Figure]
    results: Mapping[tuple[str, str, Period], Result]

    def find(self, figure: str, area: str, period: Period) -> Result | None:
        """Return the result, or None where there is none or its value is not known."""
        found = self.results.get((figure, area, period))
        return None if found is None or found.value is None else found


def check_vintages(before: VintageResults, after: VintageResults) -> tuple[Lead, ...]:
    """Return the leads of comparing an earlier vintage with a later one, by kind of check."""
    return (*_check_falls(before, after), *_check_stages(before, after), *_check_definitions(before, after))


def _check_falls(before: VintageResults, after: VintageResults) -> Iterator[Lead]:
    """A flow or cumulative figure of the earlier vintage is less in the later one, for as long a time or longer."""
    for result in _list_own(before):
        figure = after.figures.get(result.figure)
        if figure is None or figure.behaviour not in GROWING:
            continue
        longer = before.period.first_month == after.period.first_month <= before.period.last_month
        same = after.find(result.figure, result.area, before.period)
        later = same or (after.find(result.figure, result.area, after.period) if longer else None)
        if later is None or later.period.last_month < before.period.last_month:
            continue
        if later.value is not None and result.value is not None and later.value < result.value:
            found: dict[str, Found] = {"before": result.value, "value": later.value, **_name(before, after)}
            yield Lead("fell_between_vintages", figure.id, result.area, str(later.period), found)


def _check_stages(before: VintageResults, after: VintageResults) -> Iterator[Lead]:
    """More of a programme has passed a later stage than the earlier vintage had approved at all."""
    if before.period.last_month >= after.period.last_month:
        return
    approved = [figure for figure in before.figures.values() if get_stage(figure) == 0]
    for early in approved:
        for late in after.figures.values():
            stage = get_stage(late)
            if not stage or (late.programme, late.unit) != (early.programme, early.unit) or late.unit == "ratio":
                continue
            for result in _list_own(after):
                base = before.find(early.id, result.area, before.period)
                if result.figure == late.id and base is not None and _exceeds(result, base):
                    found: dict[str, Found] = {
                        "value": result.value or 0,
                        "earlier_figure": early.id,
                        "earlier": base.value or 0,
                        "earlier_period": str(before.period),
                        **_name(before, after),
                    }
                    yield Lead("stage_exceeds_earlier", late.id, result.area, str(after.period), found)


def _check_definitions(before: VintageResults, after: VintageResults) -> Iterator[Lead]:
    for name, old in before.figures.items():
        new = after.figures.get(name)
        if new is None:
            yield Lead("figure_gone", name, "", str(after.period), _name(before, after))
            continue
        if new.milestone != old.milestone:
            found: dict[str, Found] = {"old": old.milestone, "new": new.milestone, **_name(before, after)}
            yield Lead("milestone_changed", name, "", str(after.period), found)
        changed = [one.name for one in fields(Figure) if getattr(old, one.name) != getattr(new, one.name)]
        if meant := [field for field in changed if field in _MEANING]:
            said: dict[str, Found] = {"fields": ", ".join(meant), **_name(before, after)}
            yield Lead("definition_changed", name, "", str(after.period), said)


def _list_own(vintage: VintageResults) -> list[Result]:
    """Return the known results for the vintage's own period."""
    return [one for one in vintage.results.values() if one.period == vintage.period and one.value is not None]


def _exceeds(later: Result, earlier: Result) -> bool:
    return later.value is not None and earlier.value is not None and later.value > earlier.value


def _name(before: VintageResults, after: VintageResults) -> dict[str, Found]:
    return {"earlier_vintage": before.name, "later_vintage": after.name}
