"""Binds each claim to the figures that its words and unit name; whether the number fits plays no part.

Every claim scores every figure of a fitting unit; the paragraph's theme, lists, 其中 and 由…到… then move
the scores, and a figure that one number in the sentence has taken is worth less to the next.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from luoshi.bulletins.checking.contexts import Context
from luoshi.bulletins.checking.units import fits_unit
from luoshi.bulletins.checking.vocabulary import Entry, Vocabulary, is_before, split_grams
from luoshi.bulletins.claims import Claim
from luoshi.figures import Figure

# Tuned on the measured bulletin and on our own: below this a claim is left without evidence.
_ENOUGH = 0.42
_MARGIN = 0.02
# Few words may do where no other figure has half as many.
_LITTLE = 0.28
_CLEAR = 0.5
_SAME_LIST = 3.0
_THEME = 1.18
_TAKEN = 0.55
_PART = 1.35
_CHANGED = re.compile(
    r"(?:同比|环比|较去年|比去年|比上年|较上年|比上月|同期)[^，。；]*$"
    r"|(?:增长|下降|增加|减少|上升|回落|提高|降低|上涨|增幅|翻|月增|增)了?(?:约|近|超过)?$"
    r"|(?:year on year|than last year|rose by|fell by|up by|down by)\s*$"
)
_CHANGE_WORDS = re.compile("提高|增长|上升|下降|降低|月增|增幅|涨|rise|uplift|increase|fall")
_DIFFERENCE_AFTER = re.compile(r"^\s*(?:个百分点|的增幅|more than (?:last|a) year|higher than)")
_ALL_OF = re.compile(r"均|都|各|全部|both|each|all")


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


def bind_claims(claims: Sequence[Claim], contexts: Sequence[Context], vocabulary: Vocabulary) -> list[Choice]:
    """Return one choice for each claim, in their order."""
    raw = [_score_all(claim, context, vocabulary) for claim, context in zip(claims, contexts, strict=True)]
    themes = _find_themes(contexts, raw)
    choices: list[Choice] = []
    taken: dict[int, Counter[str]] = {}
    linked: tuple[int, tuple[Figure, ...]] = (-1, ())
    for claim, context, scores in zip(claims, contexts, raw, strict=True):
        used = taken.setdefault(context.paragraph, Counter())
        theme = themes.get(context.paragraph)
        previous = linked[1] if linked[0] == context.sentence_start else ()
        adjusted = _adjust(scores, context, theme, used, previous)
        choice = _choose(claim, context, adjusted, vocabulary, used)
        used.update(choice.figures)
        linked = (
            context.sentence_start,
            tuple(entry.figure for entry in vocabulary.entries if entry.figure.id in choice.figures),
        )
        choices.append(choice)
    return choices


def _score_all(claim: Claim, context: Context, vocabulary: Vocabulary) -> list[tuple[Entry, float]]:
    changed = bool(_CHANGED.search(context.near)) or bool(_DIFFERENCE_AFTER.search(context.after))
    changed = changed and not context.role
    scores = []
    for entry in vocabulary.entries:
        figure = entry.figure
        if not fits_unit(figure.unit, claim.unit) or is_before(figure) != (context.role == "from"):
            continue
        if changed and not _CHANGE_WORDS.search(" ".join((figure.name_zh, figure.name_en, *figure.words))):
            continue
        score = vocabulary.score(entry, context)
        if score > 0:
            scores.append((entry, score))
    return scores


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


def _adjust(
    scores: list[tuple[Entry, float]],
    context: Context,
    theme: int | None,
    used: Counter[str],
    previous: tuple[Figure, ...],
) -> list[Candidate]:
    adjusted = []
    for entry, score in scores:
        figure = entry.figure
        if figure.section == theme:
            score *= _THEME
        if used[figure.id] and not context.is_headline:
            score *= _TAKEN
        score *= _weigh_neighbour(figure, context, previous)
        adjusted.append(Candidate(figure.id, round(score, 4)))
    return sorted(adjusted, key=lambda candidate: (-candidate.score, candidate.figure))


def _weigh_neighbour(figure: Figure, context: Context, previous: tuple[Figure, ...]) -> float:
    """Return the factor that the number before in the same sentence gives: its part, its rise, its list."""
    near = context.near.lower()
    part = "其中" in near or "of which" in near or "of whom" in near
    for other in previous:
        if part and figure.within == other.id:
            return _PART
        if context.role == "to" and is_before(other) and other.programme == figure.programme:
            return _SAME_LIST
        if not split_grams(near) and other.programme == figure.programme and other.id != figure.id:
            return _SAME_LIST
    return 1.0


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
        best = replace(best, score=best.score / _TAKEN)  # repeated, as a plan's number of pledges is
    sure = best.score >= _ENOUGH and best.score - second >= _MARGIN
    alone = best.score >= _LITTLE and second < best.score * _CLEAR
    return Choice((best.figure,) if sure or alone else (), shown)


def _choose_several(
    claim: Claim, context: Context, candidates: list[Candidate], vocabulary: Vocabulary, used: Counter[str]
) -> tuple[str, ...]:
    """Return the figures of a list that shares one number (发热门诊、急诊设立率均达100%), in list order."""
    words = context.near.rpartition("其中")[2]
    items = [item for item in re.split(r"、|和|与|以及|及| and |, ", words) if item.strip()]
    rates = claim.unit == "ratio" and words.count("率") > 1
    if len(items) < 2 or not (rates or _ALL_OF.search(items[-1])) or not candidates:
        return ()
    entries = {entry.figure.id: entry for entry in vocabulary.entries}
    programme = entries[candidates[0].figure].figure.programme
    same = [entries[c.figure] for c in candidates if entries[c.figure].figure.programme == programme]
    chosen: list[str] = []
    for item in items:
        alone = replace(context, near=item, after="", clause=words, sentence=context.clause)
        scored = [
            (vocabulary.score(entry, alone) * (_TAKEN if used[entry.figure.id] else 1), entry.figure.id)
            for entry in same
        ]
        scored = [pair for pair in scored if pair[1] not in chosen]
        if not scored:
            return ()
        score, figure = max(scored)
        # An item that names nothing of its own is no rate but a word of the list's head.
        if score < _ENOUGH * 0.6:
            return ()
        chosen.append(figure)
    return tuple(chosen)
