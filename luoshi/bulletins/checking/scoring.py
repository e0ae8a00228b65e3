"""How well the words about a claim name each figure, with what its neighbours in the text say.

Every claim scores every figure of a fitting unit; the printed number plays no part.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bulletins.checking.contexts import Context
from luoshi.bulletins.checking.units import fits_unit, is_same_unit
from luoshi.bulletins.checking.vocabulary import Entry, Vocabulary, is_before, split_grams
from luoshi.bulletins.claims import Claim
from luoshi.figures import Behaviour, Figure, find_said_stage, get_stage

TAKEN = 0.55
_THEME = 1.18
_SAME_LIST = 3.0
_PART = 1.35
_OTHER_UNIT = 0.92
_OTHER_STAGE = 0.6
# What follows on from the number before it: 残疾人22万名，发放3亿元 is the same programme's money.
_FOLLOWS = 1.2
_COMPANION = 0.3
# Words elsewhere in the sentence alone say what it is about, and not what this number counts.
_BY_SENTENCE = 0.2
_CHANGED = re.compile(
    r"(?:同比|环比|较去年|比去年|比上年|较上年|比上月|同期)[^，。；]*$"
    r"|(?:增长|下降|增加|减少|上升|回落|提高|降低|上涨|增幅|翻|月增|(?<!新)增)了?(?:约|近|超过)?$"
    r"|(?:year on year|than last year|rose by|fell by|up by|down by)\s*$"
)
_ADDED = re.compile(r"(?:增加|增添|净增)了?(?:约|近|超过)?$")
_HAN = re.compile("[\u4e00-\u9fff]")
_CHANGE_WORDS = re.compile("提高|增长|上升|下降|降低|月增|增加|增幅|涨|rise|uplift|increase|fall")
_DIFFERENCE_AFTER = re.compile(r"^\s*(?:个百分点|的增幅|more than (?:last|a) year|higher than)")
_SHARE = re.compile(r"(?:占|占比|比重)(?:比|全市|总数)?(?:约|近|达|为|的)*$")
# Words that a number of any figure may stand with; they name none.
_PLAIN = re.compile(
    r"全年|全市|全县|全区|累计|一共|共计|合计|总额|资金|金额|补贴|发放|支出|投入|拨付|下达|惠及|受益|涉及|达到|分别|其中|完成|已经"
    r"|居民|群众|人员|对象|项目|每人|每月|每年|截至|同期|今年|以来|上半年|下半年|季度|月份|年底|年末|月底"
    r"|[共为达到至由从给给了的已有约近则只是在和与及、，。；：]"
    r"|between them|in all|at a cost of|a total of|received|shared|some|about|cost|total|people|subsidie?s?|reached"
)


@dataclass(frozen=True)
class Neighbour:
    """The figures that the number before in the same sentence was bound to."""

    figures: tuple[Figure, ...] = ()


def score_figures(claim: Claim, context: Context, vocabulary: Vocabulary) -> list[tuple[Entry, float]]:
    """Return the figures that the claim's unit fits and its words do not rule out, each with its score."""
    if _SHARE.search(context.near) and claim.unit == "ratio":
        return []
    changed = bool(_CHANGED.search(context.near)) or bool(_DIFFERENCE_AFTER.search(context.after))
    changed = changed and not context.role
    added = bool(_ADDED.search(context.near))
    said = find_said_stage(context.near + context.after)
    # The reader knows few English nouns: to the others it gives the unit of plain things.
    unit = "number" if claim.unit == "item" and not _HAN.search(context.sentence) else claim.unit
    scores = []
    for entry in vocabulary.entries:
        figure = entry.figure
        if not fits_unit(figure.unit, unit) or is_before(figure) != (context.role == "from"):
            continue
        if changed and not (_counts_change(figure) or (added and _counts_added(figure))):
            continue
        score = vocabulary.score(entry, context)
        if not vocabulary.is_named(entry, context):
            score = min(score, _BY_SENTENCE)
        if not is_same_unit(figure.unit, claim.unit):
            score *= _OTHER_UNIT
        stage = get_stage(figure)
        if said is not None and stage is not None and said != stage:
            score *= _OTHER_STAGE
        scores.append((entry, score))
    return scores


def _counts_change(figure: Figure) -> bool:
    return bool(_CHANGE_WORDS.search(" ".join((figure.name_zh, figure.name_en, *figure.words))))


def _counts_added(figure: Figure) -> bool:
    """Return whether 增加 of so many is the figure itself: what is new in the period, in pieces."""
    pieces = figure.unit.split("/")[0] not in {"yuan", "ratio"}
    return pieces and (figure.behaviour is Behaviour.FLOW or "新" in figure.name_zh)


def weigh_neighbours(
    scores: list[tuple[Entry, float]],
    context: Context,
    theme: int | None,
    used: Counter[str],
    neighbour: Neighbour,
) -> list[tuple[str, float]]:
    """Return figures with their scores moved by theme, earlier use and the number before, best first."""
    companions = _find_companions(scores, context, neighbour)
    moved = []
    for entry, score in scores:
        figure = entry.figure
        if figure.id in companions:
            score += _COMPANION
        if figure.section == theme:
            score *= _THEME
        if used[figure.id] and not context.is_headline:
            score *= TAKEN
        score *= _weigh_neighbour(figure, context, neighbour.figures)
        if score > 0:
            moved.append((figure.id, round(score, 4)))
    return sorted(moved, key=lambda pair: (-pair[1], pair[0]))


def _find_companions(scores: Sequence[tuple[Entry, float]], context: Context, neighbour: Neighbour) -> set[str]:
    """Return the one figure of the neighbour's programme that fits, where the words name nothing else."""
    programmes = {figure.programme for figure in neighbour.figures}
    bound = {figure.id for figure in neighbour.figures}
    fitting = [e for e, _ in scores if e.figure.programme in programmes and e.figure.id not in bound]
    if len(fitting) != 1:
        return set()
    rest = _PLAIN.sub("", (context.near + " " + context.after).lower())
    for phrase in (*fitting[0].exact, *(word for figure in neighbour.figures for word in figure.words)):
        rest = rest.replace(phrase.lower(), "")
    foreign = re.sub(r"[^\u4e00-\u9fffa-z]", "", rest)
    words = (word for figure in neighbour.figures for word in (*figure.words, figure.name_zh, figure.name_en))
    own = fitting[0].grams.union(*(split_grams(word) for word in words))
    known = sum(1 for gram in split_grams(rest) if gram in own)
    limit = 2 if re.search("[\u4e00-\u9fff]", foreign) else 12
    return {fitting[0].figure.id} if len(foreign) - 2 * known <= limit else set()


def _weigh_neighbour(figure: Figure, context: Context, previous: tuple[Figure, ...]) -> float:
    """Return the factor that the number before in the same sentence gives: its part, its rise, its list."""
    near = context.near.lower()
    part = "其中" in near or "of which" in near or "of whom" in near
    for other in previous:
        if part and figure.within == other.id:
            return _PART
        if context.role == "to" and is_before(other) and other.programme == figure.programme:
            return _SAME_LIST
        if other.programme == figure.programme and other.id != figure.id:
            return _FOLLOWS if split_grams(near) else _SAME_LIST
    return 1.0
