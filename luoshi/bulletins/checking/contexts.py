"""The words around a claim, in rings: beside the number, its clause, its sentence, its paragraph."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.bulletins.claims import Claim
from luoshi.bulletins.normal import clean

_STOP = "。！？!?.\n"
_PAUSE = "，；,;" + _STOP  # no colon: what it announces names the number
_LIST = "、" + _PAUSE
_INSIDE_NUMBER = re.compile(r"\d(?:,\d{3}|:\d{2})(?!\d)")  # 1,285 and 12:30
_FROM = re.compile(r"(?:由|从|from)[^，；。]*$", re.IGNORECASE)
_TO = re.compile(
    r"(?:提高|增加|上升|提升|调整|增长|下降|上调|降低|rose|raised|up)?\s*(?:到|至|为|to)\s*$", re.IGNORECASE
)
_RAISED = re.compile(r"^[^，；。、\d]{0,8}(?:提高|增加|上升|提升|调整|增长|下降|上调|降低|到|至|to)", re.IGNORECASE)
# 1003万元消费券撬动了5075万元的消费: from the verb on, the words are the next number's.
_ONWARD = re.compile("(?:直接)?[带拉撬]动|惠及|发放|享受|涉及|支出")
_NUMBER_WORDS = frozenset(
    ["thousand", "million", "billion", "yuan", "more", "than", "nearly", "almost", "over", "about", "some", "least"]
)


@dataclass(frozen=True)
class Context:
    """Where a claim stands: `near` is what belongs to this number alone, `clause` includes list neighbours.

    All in simplified characters. `paragraph` numbers the lines, `opening` is the sentence up to the
    number and `passage` the line up to it; `title` is the text's first line where that is no sentence, and
    `question` the question that the line answers.
    """

    near: str
    after: str
    clause: str
    sentence: str
    opening: str
    paragraph: int
    sentence_start: int
    is_headline: bool
    role: Literal["from", "to", ""] = ""
    passage: str = ""
    title: str = ""
    question: str = ""


def read_contexts(text: str, claims: Sequence[Claim]) -> list[Context]:
    """Return one context for each claim, in the order given (text order)."""
    cleaned = clean(text)
    words = cleaned.text
    spans = [(bisect_left(cleaned.places, claim.start), bisect_left(cleaned.places, claim.end)) for claim in claims]
    contexts = [_read(words, spans, number) for number in range(len(spans))]
    contexts = [_add_noun(context, claim) for context, claim in zip(contexts, claims, strict=True)]
    return _spread_lists(contexts, words, spans)


def _read(text: str, spans: list[tuple[int, int]], number: int) -> Context:
    start, end = spans[number]
    previous_end = spans[number - 1][1] if number else 0
    next_start = spans[number + 1][0] if number + 1 < len(spans) else len(text)
    clause_start = _back(text, start, _PAUSE)
    sentence_start, sentence_end = _back(text, start, _STOP), _forth(text, end, _STOP)
    line_start, line_end = _back(text, start, "\n"), _forth(text, end, "\n")
    near = text[max(clause_start, previous_end) : start]
    if previous_end > clause_start:
        near = re.sub(r"^[^、率]{1,4}(?=、)", "", near)  # 285个项目、4.94万户: 项目 is the first number's
        near = near[near.rfind(" and ") + 1 :]  # 200,000 visits to businesses and had 471,000 hazards put right
    after = text[end : min(_forth(text, end, _LIST), next_start)]
    after = after.partition(" and ")[0] if next_start == end + len(after) else after
    if next_start == end + len(after) and (onward := _ONWARD.search(after, 2)):
        after = after[: onward.start()]
    line = text[line_start:line_end].strip()
    return Context(
        near=near,
        after=after,
        clause=text[clause_start : _forth(text, end, _PAUSE)],
        sentence=text[sentence_start:sentence_end],
        opening=text[sentence_start:start],
        paragraph=text.count("\n", 0, start),
        sentence_start=sentence_start,
        is_headline=len(line) <= 45 and not re.search(r"[。；！？;.]", re.sub(r"\d\.\d", "", line)),
        role=_read_role(text[clause_start:start], text[end : end + 20], near),
        passage=_read_passage(text, line_start, start),
        title=_read_title(text),
        question=_read_question(text, line_start),
    )


def _add_noun(context: Context, claim: Claim) -> Context:
    """Put the claim's own noun (48 schools) beside it; a Chinese measure word names nothing."""
    noun = " ".join(word for word in re.findall("[A-Za-z]{3,}", claim.text) if word.lower() not in _NUMBER_WORDS)
    return replace(context, after=f"{noun} {context.after}") if noun else context


def _read_passage(text: str, line_start: int, start: int) -> str:
    line = text[line_start:start]
    if line.lstrip().startswith("同期"):  # the same time as the line before speaks of
        return text[_back(text, max(line_start - 1, 0), "\n") : start]
    return line


def _read_title(text: str) -> str:
    first = text.lstrip().partition("\n")[0].strip()
    return first if len(first) <= 60 and not first.endswith(("。", ".", "；")) else ""


def _read_question(text: str, line_start: int) -> str:
    before = text[:line_start].rstrip().rpartition("\n")[2]
    return before if before.endswith(("？", "?")) else ""


def _read_role(before: str, after: str, near: str) -> Literal["from", "to", ""]:
    if _FROM.search(near) and _RAISED.search(after):
        return "from"
    if re.search(r"(?:由|从|from)[^，；。]*\d", before) and _TO.search(near):
        return "to"
    return ""


def _spread_lists(contexts: list[Context], text: str, spans: list[tuple[int, int]]) -> list[Context]:
    """Give each number of a 分别 list its own item, where items and numbers are as many."""
    spread = list(contexts)
    for first, context in enumerate(contexts):
        lead = context.near.rpartition("分别")
        head = lead[0] if lead[1] else ""
        if not head and lead[1] and first:
            head = context.opening.rpartition("分别")[0].rstrip("，")
        items = [item for item in re.split(r"[、和与及]|以及", re.split(r"[，；：]", head)[-1]) if item]
        run = [n for n in range(first, len(contexts)) if contexts[n].sentence_start == context.sentence_start]
        run = run[: len(items)]
        joined = all(re.fullmatch(r"[、和与及，]*", text[spans[a][1] : spans[a + 1][0]]) for a in run[:-1])
        if len(items) < 2 or len(run) != len(items) or not joined:
            continue
        for item, number in zip(items, run, strict=True):
            spread[number] = replace(contexts[number], near=item, clause=item + contexts[number].after)
    return spread


def _back(text: str, place: int, stops: str) -> int:
    while place and not _stops(text, place - 1, stops):
        place -= 1
    return place


def _forth(text: str, place: int, stops: str) -> int:
    while place < len(text) and not _stops(text, place, stops):
        place += 1
    return place


def _stops(text: str, place: int, stops: str) -> bool:
    character = text[place]
    if character in ",:" and _INSIDE_NUMBER.match(text, max(place - 1, 0)):
        return False
    if character == "." and "。" in stops:
        return text[place + 1 : place + 2] in {" ", "\n", ""}
    return character in stops
