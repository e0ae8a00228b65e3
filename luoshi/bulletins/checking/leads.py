"""Suspicions that no single number shows: a vintage that an earlier one makes hard to believe."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luoshi.bulletins.checking.verdicts import Binding, CheckedClaim
from luoshi.errors import Language, get_message
from luoshi.figures import Evidence, Figure, Result, get_stage


@dataclass(frozen=True)
class BulletinLead:
    """A claim that passes what an earlier vintage allows; `earlier` is the result of the earlier stage."""

    checked: CheckedClaim
    binding: Binding
    earlier: Result

    def say(self, language: Language) -> str:
        """Return the suspicion in words."""
        claim = self.checked.claim
        return get_message("checking.later_stage_exceeds_earlier", language).format(
            text=claim.text,
            figure=self.binding.figure,
            value=claim.value,
            earlier_figure=self.earlier.figure,
            earlier=self.earlier.value,
            day=self.earlier.period.last_day,
        )

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form: which claim (by place), what it passes, and both sentences."""
        return {
            "start": self.checked.claim.start,
            "figure": self.binding.figure,
            "earlier": self.earlier.to_json(),
            "zh": self.say("zh"),
            "en": self.say("en"),
        }


def leads_for(
    checked: Iterable[CheckedClaim], earlier_results: Sequence[Result], figures: Iterable[Figure]
) -> list[BulletinLead]:
    """Return a lead for each claim of a later stage above an earlier stage of an earlier vintage.

    Both figures belong to one programme, have one unit and a stage in milestone, id or name; the earlier
    result's period ends before the claim's, and its area is the same. Of several earlier results the
    latest speaks. In the claims' order.
    """
    known = {figure.id: figure for figure in figures}
    leads: list[BulletinLead] = []
    for one in checked:
        for binding in one.bindings:
            exceeded = [earlier for earlier in earlier_results if _exceeds(one, binding, earlier, known)]
            if exceeded:
                leads.append(BulletinLead(one, binding, max(exceeded, key=lambda result: result.period.last_day)))
    return leads


def find_stage_figures(figure: str, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures of the same programme and unit that count what was approved, for a later stage's figure."""
    known = {one.id: one for one in figures}
    stage = get_stage(known[figure])
    if not stage or known[figure].unit == "ratio":
        return ()
    same = (one for one in known.values() if (one.programme, one.unit) == (known[figure].programme, known[figure].unit))
    return tuple(one for one in same if get_stage(one) == 0)


def state_results(checked: Iterable[CheckedClaim], units: Mapping[str, str]) -> list[Result]:
    """Return what the text itself states of each single figure, so that it can be held against itself."""
    return [
        Result(
            binding.figure,
            binding.area,
            binding.period,
            Fraction(str(one.claim.value)),
            None,
            None,
            units[binding.figure],
            Evidence.RETURNS,
            1,
        )
        for one in checked
        if len(one.bindings) == 1
        for binding in one.bindings
    ]


def _exceeds(one: CheckedClaim, binding: Binding, earlier: Result, known: dict[str, Figure]) -> bool:
    later_figure, earlier_figure = known.get(binding.figure), known.get(earlier.figure)
    if later_figure is None or earlier_figure is None or earlier.value is None:
        return False
    stages = get_stage(later_figure), get_stage(earlier_figure)
    return (
        stages[0] is not None
        and stages[1] == 0  # approval fixes how many there are; starts go on through the year
        and stages[0] > stages[1]
        and later_figure.programme == earlier_figure.programme
        and later_figure.unit == earlier_figure.unit != "ratio"
        and binding.area == earlier.area
        and earlier.period.last_day < binding.period.last_day
        and Fraction(str(one.claim.value)) > earlier.value
    )
