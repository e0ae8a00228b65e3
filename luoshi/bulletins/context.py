"""Where a figure stands: its line, sentence and clause, and what the words around it say of it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from luoshi.bulletins.tokens import Token

_SENTENCE_END = re.compile(r"[。!?;；！？]|(?<=[a-z\)])\.(?=\s|$)|\n")
_CLAUSE_END = re.compile(r"(?<!\d)[,，]|[,，](?!\d{3}(?!\d))")
_CLOSING = tuple("。.!！?？;；:：,，、")
_RISE = re.compile(r"增长|增加|提高|上升|提升|上涨|扩大|净增|增幅|增|ris(?:e|es|en|ing)|rose|increas\w+|grew|growth|up")
_FALL = re.compile(
    r"下降|减少|降低|回落|缩减|压减|缩短|下滑|减轻|降幅|收窄|降|fell|fall\w*|decreas\w+|down|drop\w*|cut"
)
_TO = re.compile(
    r"(?:的?[^,，。;；]{0,6}?(?:提高|增加|提升|扩大|上升|下降|减少|缩短|压缩|降低|增长|调整|上调|下调|调升|调高|调低|调增|调减|上升|优化|增|升|降|涨|缩小|回落|发展|扩展|拓展)"
    r"(?:到|至|为)了?|到|至|\s+(?:\w+\s+)?to\s+)[^,，。;；]{0,6}$"
)
_FROM = re.compile(r"(?:由|从|自|from)[^,，。;；\n]{0,16}$", re.IGNORECASE)
_LIST_JOIN = re.compile(r"\s?(?:[、和与及]|以及|,|，|和)?\s?")
# A heading is a line that can be read at a glance; the bulletin's longest has 26 characters.
_HEADLINE = 48
# No sentence of a bulletin is longer; a text without any mark is read in stretches, or time would grow with its square.
_REACH = 600
_TRIM = " ,，。;；、:!?！？()（）\n\t“”\"'"


@dataclass(frozen=True, slots=True)
class Lines:
    """The places where lines, sentences and clauses of a clean text begin and end."""

    text: str
    sentence_ends: tuple[int, ...]
    clause_ends: tuple[int, ...]
    line_ends: tuple[int, ...]
    has_lines: bool

    def find_sentence(self, at: int) -> tuple[int, int]:
        """Return the span of the sentence around `at`, its closing mark left out."""
        return _clamp(_span(self.sentence_ends, at), at)

    def find_clause(self, at: int) -> tuple[int, int]:
        """Return the span of the clause around `at`."""
        return _clamp(_span(self.clause_ends, at), at)

    def find_line(self, at: int) -> tuple[int, int, int]:
        """Return number, start and end of the line around `at`."""
        start, end = _span(self.line_ends, at)
        return bisect_right(self.line_ends, at), start, end

    def is_headline(self, at: int) -> bool:
        """Say whether the line around `at` is short and has no closing mark, in a text of several lines."""
        _, start, end = self.find_line(at)
        if not self.has_lines or end - start > 4 * _HEADLINE:
            return False
        line = self.text[start:end].strip()
        return len(line) <= _HEADLINE and not line.endswith(_CLOSING) and "\t" not in line


def _clamp(span: tuple[int, int], at: int) -> tuple[int, int]:
    return max(span[0], at - _REACH), min(span[1], at + _REACH)


def _span(ends: tuple[int, ...], at: int) -> tuple[int, int]:
    index = bisect_right(ends, at)
    return (ends[index - 1] + 1 if index else 0), ends[index]


def read_lines(text: str) -> Lines:
    """Return the divisions of clean `text`."""
    size = len(text)
    sentences = [m.start() for m in _SENTENCE_END.finditer(text)]
    clauses = sorted([*sentences, *(m.start() for m in _CLAUSE_END.finditer(text))])
    lines = [m.start() for m in re.finditer("\n", text)]
    return Lines(text, (*sentences, size), (*clauses, size), (*lines, size), "\n" in text.strip())


def find_subject(lines: Lines, token: Token, before: Token | None, after: Token | None) -> str:
    """Return the words of the clause that say what is counted, the figures themselves left out.

    A figure that follows another (3853户、9210人) has the words before the first.
    """
    text = lines.text
    start, end = lines.find_clause(token.number_start)
    sentence_start, _ = lines.find_sentence(token.number_start)
    left_edge = max(start, before.end) if before else start
    right_edge = max(token.end, min(end, after.start) if after else end)
    left = text[left_edge : token.start].strip(_TRIM)
    right = text[token.end : right_edge].split("、")[0].strip(_TRIM)
    if len(left) < 2 and (before is None or before.end > start):
        # The words stand before the figure that this one follows.
        clause = text[start : before.start] if before and before.start > start else ""
        left = clause.strip(_TRIM) or left
    if len(left) + len(right) < 2:
        left = text[sentence_start:left_edge].strip(_TRIM)[-24:]
    return f"{left} {right}".strip() if left and right else left or right


def find_change(lines: Lines, token: Token) -> str | None:
    """Return "rise" or "fall" by the nearest such word before the figure in its clause."""
    start, _ = lines.find_clause(token.number_start)
    window = lines.text[max(start, token.start - 14) : token.start]
    rise = max((m.start() for m in _RISE.finditer(window)), default=-1)
    fall = max((m.start() for m in _FALL.finditer(window)), default=-1)
    if rise == fall:
        return None
    return "rise" if rise > fall else "fall"


def find_roles(lines: Lines, tokens: list[Token]) -> list[str | None]:
    """Return "from" and "to" for the figures of 由A提高到B, None for the others."""
    text = lines.text
    roles: list[str | None] = [None] * len(tokens)
    for i, (first, second) in enumerate(pairwise(tokens)):
        start, _ = lines.find_sentence(first.number_start)
        between = text[first.end : second.start]
        if len(between) > 20 or "\n" in between or first.unit.split("/")[0] != second.unit.split("/")[0]:
            continue
        if _TO.search(between.lstrip(",，")) and _FROM.search(text[max(start, first.start - 24) : first.start]):
            roles[i], roles[i + 1] = "from", "to"
    return roles


def find_groups(lines: Lines, tokens: list[Token]) -> list[int | None]:
    """Return a number for each list of figures (分别为A、B和C; 1.8和5.3个百分点), None for figures alone."""
    text = lines.text
    groups: list[int | None] = [None] * len(tokens)
    count = 0
    for i in range(1, len(tokens)):
        first, second = tokens[i - 1], tokens[i]
        start, end = lines.find_sentence(first.number_start)
        if second.start >= end:
            continue
        close = _LIST_JOIN.fullmatch(text[first.end : second.start]) is not None
        respectively = "分别" in text[start : first.start] and "分别" not in text[first.end : second.start]
        if not (first.shares_unit or respectively or (close and first.unit == second.unit)):
            continue
        if groups[i - 1] is None:
            groups[i - 1] = count
            count += 1
        groups[i] = groups[i - 1]
    return groups
