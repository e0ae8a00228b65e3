"""Suspicions that no single number shows: a vintage that an earlier one makes hard to believe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.bulletins.checking.verdicts import Binding, CheckedClaim
from luoshi.errors import Language, get_message
from luoshi.figures import Figure, Result, get_stage


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


def leads_for(
    checked: Iterable[CheckedClaim], earlier_results: Sequence[Result], figures: Iterable[Figure]
) -> list[BulletinLead]:
    """Return a lead for each claim of a later stage above an earlier stage of an earlier vintage.

    Both figures belong to one programme, have one unit and a stage in milestone, id or name; the earlier
    result's period ends before the claim's, and its area is the same. In the claims' order.
    """
    known = {figure.id: figure for figure in figures}
    leads: list[BulletinLead] = []
    for one in checked:
        for binding in one.bindings:
            leads.extend(
                BulletinLead(one, binding, earlier)
                for earlier in earlier_results
                if _exceeds(one, binding, earlier, known)
            )
    return leads


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
        and float(one.claim.value) > earlier.value
    )
