"""Binds each claim to the figures that its words and unit name; whether the number fits plays no part.

The scores of words and neighbours decide; where two figures are as likely, none is bound and both are shown.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from luoshi.bulletins.checking.contexts import Context
from luoshi.bulletins.checking.places import AreaPeriod
from luoshi.bulletins.checking.scoring import TAKEN, Neighbour, score_figures, weigh_neighbours
from luoshi.bulletins.checking.vocabulary import Entry, Vocabulary, split_grams
from luoshi.bulletins.claims import Claim

# Tuned on one measured bulletin, on our own and on the annotated texts of the tests, whose accuracy has a
# floor there: below this a claim is left without evidence.
_ENOUGH = 0.42
_MARGIN = 0.02
# Few words may do where no other figure comes near.
_LITTLE = 0.26
_CLEAR = 0.62
_ITEM = 0.15
_RIVAL = 0.8
_ALL_OF = re.compile(r"均|都|各|全部|both|each|all")
_DOUBTFUL = 0.25
_BARE = re.compile("[，、]?[\u4e00-\u9fff]{0,2}(?:率|比例|金额|总额|资金|人数|户数)(?:为|达|达到|是)?")
_RATE = re.compile(".{2}率.*$")
_AND = re.compile(r"、|和|与|以及|及| and |, ")


@dataclass(frozen=True)
class Candidate:
    """A figure that a claim may speak of, and how well the words say so (about 0 to 1)."""

    figure: str
    score: float


@dataclass(frozen=True)
class Choice:
    """The figures a claim is bound to (none when unsure), and the best candidates, best first."""

    figures: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def bind_claims(
    claims: Sequence[Claim], contexts: Sequence[Context], places: Sequence[AreaPeriod], vocabulary: Vocabulary
) -> list[Choice]:
    """Return one choice for each claim, in their order."""
    raw = [score_figures(claim, context, vocabulary) for claim, context in zip(claims, contexts, strict=True)]
    themes = _find_themes(contexts, raw)
    choices: list[Choice] = []
    taken: dict[int, Counter[str]] = {}
    for number, (claim, context) in enumerate(zip(claims, contexts, strict=True)):
        used = taken.setdefault(context.paragraph, Counter())
        neighbour = _find_neighbour(number, contexts, choices, vocabulary)
        moved = weigh_neighbours(raw[number], context, themes.get(context.paragraph), used, neighbour)
        doubtful = _hangs_on_unknown(number, contexts, choices)
        candidates = [Candidate(figure, min(score, _DOUBTFUL) if doubtful else score) for figure, score in moved]
        again = _find_same_again(number, claims, contexts, places, choices, vocabulary)
        choice = _choose(claim, context, candidates, vocabulary, used) if again is None else again
        used.update(choice.figures)
        choices.append(choice)
    return choices


def _find_neighbour(
    number: int, contexts: Sequence[Context], choices: Sequence[Choice], vocabulary: Vocabulary
) -> Neighbour:
    if not number or contexts[number - 1].sentence_start != contexts[number].sentence_start:
        return Neighbour()
    bound = choices[number - 1].figures
    return Neighbour(tuple(vocabulary.get(figure).figure for figure in bound))


def _hangs_on_unknown(number: int, contexts: Sequence[Context], choices: Sequence[Choice]) -> bool:
    """Return whether this number tells more of a thing that no figure counts (疫苗接种910万人，覆盖率83%)."""
    context = contexts[number]
    if not number or contexts[number - 1].sentence_start != context.sentence_start or choices[number - 1].figures:
        return False
    return bool(_BARE.fullmatch(context.near)) and not context.after.strip()


def _find_same_again(
    number: int,
    claims: Sequence[Claim],
    contexts: Sequence[Context],
    places: Sequence[AreaPeriod],
    choices: Sequence[Choice],
    vocabulary: Vocabulary,
) -> Choice | None:
    """Return the choice of the claim that this one repeats for another time or area (上半年为8200笔)."""
    context, place = contexts[number], places[number]
    said = context.near.rpartition("，")[2] + context.after
    if not _names_nothing(said, vocabulary):
        return None
    for earlier in range(number - 1, -1, -1):
        if contexts[earlier].paragraph != context.paragraph:
            return None
        if claims[earlier].unit == claims[number].unit and choices[earlier].figures:
            other = places[earlier]
            moved = (other.area, other.period) != (place.area, place.period)
            return choices[earlier] if moved else None
    return None


def _names_nothing(words: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.weigh(split_grams(words)) == 0


def _find_themes(contexts: Sequence[Context], raw: Sequence[list[tuple[Entry, float]]]) -> dict[int, int]:
    """Return the section that most of a paragraph's claims point to."""
    weights: dict[int, Counter[int]] = {}
    for context, scores in zip(contexts, raw, strict=True):
        if scores:
            entry, score = max(scores, key=lambda pair: pair[1])
            weights.setdefault(context.paragraph, Counter())[entry.figure.section] += round(score * 1000)
    own = {paragraph: counter.most_common(1)[0][0] for paragraph, counter in weights.items()}
    paragraphs = sorted(weights)
    for paragraph, following in pairwise(paragraphs):
        # A headline of one number says less about its theme than the paragraph below it.
        if sum(weights[paragraph].values()) < sum(weights[following].values()) / 2 and following - paragraph <= 2:
            own[paragraph] = own[following]
    return own


def _choose(
    claim: Claim, context: Context, candidates: list[Candidate], vocabulary: Vocabulary, used: Counter[str]
) -> Choice:
    shown = tuple(candidates[:5])
    several = _choose_several(claim, context, candidates, vocabulary, used)
    if len(several) > 1:
        return Choice(several, shown)
    if not candidates:
        return Choice((), ())
    best, second = candidates[0], candidates[1].score if len(candidates) > 1 else 0.0
    if used[best.figure] and second < best.score * _CLEAR:
        best = replace(best, score=best.score / TAKEN)  # repeated, as a plan's number of pledges is
    if _is_unsaid(best, candidates, context, vocabulary):
        return Choice((), shown)
    sure = best.score >= _ENOUGH and best.score - second >= _MARGIN
    alone = best.score >= _LITTLE and second < best.score * _CLEAR
    return Choice((best.figure,) if sure or alone else (), shown)


def _is_unsaid(best: Candidate, candidates: list[Candidate], context: Context, vocabulary: Vocabulary) -> bool:
    """Return whether no word sets the best apart from a close rival: only the lengths of their names do."""
    said = split_grams(context.sentence + "|" + context.question + "|" + context.after)
    own = vocabulary.get(best.figure).grams
    rivals = [c for c in candidates[1:] if c.score >= best.score * _RIVAL]
    return any(said.isdisjoint(own - vocabulary.get(rival.figure).grams) for rival in rivals)


def _choose_several(
    claim: Claim, context: Context, candidates: list[Candidate], vocabulary: Vocabulary, used: Counter[str]
) -> tuple[str, ...]:
    """Return the figures of a list that shares one number (发热门诊、急诊设立率均达100%), in list order."""
    words = context.near.rpartition("其中")[2]
    items = [item for item in _AND.split(words) if item.strip()]
    rates = claim.unit == "ratio" and words.count("率") > 1
    if len(items) < 2 or not (rates or _ALL_OF.search(items[-1])) or not candidates:
        return ()
    programme = vocabulary.get(candidates[0].figure).figure.programme
    same = [entry for c in candidates if (entry := vocabulary.get(c.figure)).figure.programme == programme]
    scored = []
    head = _RATE.sub("", items[0]) if rates else ""  # 在建小区的规划率、配建率: the estates are of both
    for place, item in enumerate(items):
        alone = replace(context, near=item, after="", clause=item + "|" + head, sentence=context.clause, question="")
        for entry in same:
            score = vocabulary.score(entry, alone) * (TAKEN if used[entry.figure.id] else 1)
            scored.append((score, place, entry.figure.id))
    chosen: dict[int, str] = {}
    for score, place, figure in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        # An item that names nothing of its own is no rate but a word of the list's head.
        if score >= _ITEM and place not in chosen and figure not in chosen.values():
            chosen[place] = figure
    return tuple(chosen[place] for place in range(len(items))) if len(chosen) == len(items) else ()
