"""Checks every number of a text against results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luoshi.bulletins.checking.binding import Choice, bind_claims
from luoshi.bulletins.checking.contexts import Context, read_contexts
from luoshi.bulletins.checking.places import AreaPeriod, Setting, find_place
from luoshi.bulletins.checking.verdicts import Binding, CheckedClaim, ResultLookup, judge
from luoshi.bulletins.checking.vocabulary import Vocabulary
from luoshi.bulletins.claims import Claim, find_claims
from luoshi.figures import Figure
from luoshi.periods import Period


def check_text(
    text: str,
    figures: Iterable[Figure],
    results: ResultLookup,
    *,
    period: Period,
    area: str,
    area_names: Mapping[str, str] | None = None,
) -> list[CheckedClaim]:
    """Return every claim of `text` with bindings and verdict, in text order.

    `period` and `area` (the city) hold where the words name none; `area_names` gives the code of each
    name of an area in the city, so that a county's number is looked up in the county. A number about
    another place, another time than `results` has, or a change, is left without evidence.
    """
    claims = find_claims(text)
    contexts = read_contexts(text, claims)
    setting = Setting(area, period, area_names or {})
    places = [find_place(context, setting) for context in contexts]
    choices = bind_claims(claims, contexts, places, Vocabulary(figures))
    checked = [
        _check_one(claim, choice, place, results) for claim, choice, place in zip(claims, choices, places, strict=True)
    ]
    return _compare_headlines(checked, contexts)


def _check_one(claim: Claim, choice: Choice, place: AreaPeriod, results: ResultLookup) -> CheckedClaim:
    area, period = place.area, place.period
    bindings: tuple[Binding, ...] = ()
    if area is not None:
        bindings = tuple(Binding(figure, area, period, results(figure, area, period)) for figure in choice.figures)
    verdict, slack = judge(claim, bindings)
    return CheckedClaim(claim, bindings, verdict, slack, () if bindings else choice.candidates)


def _compare_headlines(checked: list[CheckedClaim], contexts: Sequence[Context]) -> list[CheckedClaim]:
    """Flag a headline and the body's claim of the same figure where their intervals do not meet."""
    doubted: set[int] = set()
    for one, headline in enumerate(contexts):
        if not headline.is_headline:
            continue
        for other, body in enumerate(contexts):
            same = checked[one].bindings and _keys(checked[one]) == _keys(checked[other])
            if same and not body.is_headline and not _meet(checked[one].claim, checked[other].claim):
                doubted |= {one, other}
    return [
        replace(claim, doubts=("headline_differs",)) if number in doubted else claim
        for number, claim in enumerate(checked)
    ]


def _keys(checked: CheckedClaim) -> list[tuple[str, str, Period]]:
    return [(binding.figure, binding.area, binding.period) for binding in checked.bindings]


def _meet(one: Claim, other: Claim) -> bool:
    lows = [float(claim.low) for claim in (one, other) if claim.low is not None]
    highs = [float(claim.high) for claim in (one, other) if claim.high is not None]
    return not lows or not highs or max(lows) <= min(highs)
