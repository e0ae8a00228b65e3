"""A text as statements: its sentences, each with its line, its claims, and the figures that they speak of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.bulletins.checking import CheckedClaim
from luoshi.bulletins.normal import clean
from luoshi.figures import Figure, get_stage

_END = re.compile(r"[。；;！？!?\n]|(?<=[A-Za-z\d%)])\.(?=\s|$)")
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z]{3,}")
# Words of every plan, which say nothing of what it is about.
_EMPTY = re.compile(
    "全年|年底|全市|我市|各县区|建立|实施|推进|完成|组织|开展|工作|以上|不少于|年内|已|为|的|了|和|与|及"
)
_EMPTY_ENGLISH = "the and are for all from with that this its who was were has been have will year each every new"
_STOP = frozenset(_EMPTY_ENGLISH.split(" "))
# What two statements on one subject share at least; our own texts have 0.5 and more, strangers 0.2 and less.
_SAME = 0.4
_SHORTEST = {True: 8, False: 4}  # characters of Chinese, words of English: anything shorter is a heading


@dataclass(frozen=True)
class Statement:
    """A sentence: its line (from 1), the sentence as printed, its simplified words, and the claims in it."""

    line: int
    quote: str
    words: str
    claims: tuple[CheckedClaim, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is too short to promise or report anything."""
        han = len(_HAN.findall(self.words))
        return (han if han else len(_WORD.findall(self.words.lower()))) < _SHORTEST[bool(han)]

    @property
    def topic(self) -> frozenset[str]:
        """What it is about: pairs of characters in Chinese, words in English."""
        if _HAN.search(self.words):
            parts = re.findall("[\u4e00-\u9fff]+", _EMPTY.sub(" ", self.words))
            return frozenset(one + other for part in parts for one, other in pairwise(part))
        return frozenset(word.rstrip("s") for word in _WORD.findall(self.words.lower()) if word not in _STOP)

    def list_figures(self) -> tuple[str, ...]:
        """Return the figures that its claims are bound to, in their order."""
        return tuple(dict.fromkeys(b.figure for claim in self.claims for b in claim.bindings))


def read_statements(text: str, claims: Sequence[CheckedClaim]) -> tuple[Statement, ...]:
    """Return the statements of a text in order; each claim stands in the statement where it begins."""
    cleaned = clean(text)
    statements = []
    place = 0
    for end in (*(found.end() for found in _END.finditer(cleaned.text)), len(cleaned.text)):
        words = cleaned.text[place:end].strip()
        if words:
            first = place + len(cleaned.text[place:end]) - len(cleaned.text[place:end].lstrip())
            start, stop = cleaned.to_original(first, first + len(words))
            own = tuple(one for one in claims if start <= one.claim.start < stop)
            quote = text[start:stop].strip()
            statements.append(Statement(text.count("\n", 0, start) + 1, quote, words, own))
        place = end
    return tuple(statements)


def find_alike(statement: Statement, others: Sequence[Statement]) -> Statement | None:
    """Return the statement among `others` that is most about the same thing; None where none is."""
    topic = statement.topic
    shares = [(len(topic & other.topic) / max(1, len(topic)), other) for other in others]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= _SAME else None


def index_figures(
    statements: Sequence[Statement], figures: Mapping[str, Figure]
) -> Mapping[str, tuple[Statement, CheckedClaim]]:
    """Return for each figure its first statement and claim; a claim of several figures counts for each.

    A claim that is bound to none because its words leave the stage open (48 schools: built, or completed?)
    speaks of the likelier of the two.
    """
    found: dict[str, tuple[Statement, CheckedClaim]] = {}
    for statement in statements:
        for claim in statement.claims:
            for name in [binding.figure for binding in claim.bindings] or _find_open_stage(claim, figures):
                found.setdefault(name, (statement, claim))
    return found


def _find_open_stage(claim: CheckedClaim, figures: Mapping[str, Figure]) -> list[str]:
    likely = [figures[candidate.figure] for candidate in claim.candidates[:2]]
    works = {(figure.programme, figure.unit) for figure in likely}
    staged = all(get_stage(figure) is not None for figure in likely)
    return [likely[0].id] if len(likely) == 2 and len(works) == 1 and staged else []
