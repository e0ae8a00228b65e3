"""The words of all figures, weighed by how few figures share them; scores a figure against a context.

A phrase that was never listed still binds through its pairs of characters (words, in English). The
printed number plays no part.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from luoshi.bulletins.checking.contexts import Context
from luoshi.figures import Figure

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_QUOTES = re.compile("[“”\"'‘’《》「」\\s\\d]")
_BEFORE = re.compile("提高前|调整前|before")
# Rings of context: a word beside the number says more than one elsewhere in the sentence.
_NEAR, _CLAUSE, _QUESTION, _SENTENCE = 1.0, 0.55, 0.55, 0.25
_UNEXPLAINED = 0.45
# A pair of characters that no figure has may be an unknown thing or mere style: it counts a fifth.
_FOREIGN = 0.2
_STOPWORDS = frozenset(
    ["the", "and", "with", "for", "from", "was", "were", "are", "its", "that", "this", "all", "has", "have", "been"]
)  # shorter words are no grams at all
_IRREGULAR = {"children": "child", "women": "woman", "people": "person"}


@lru_cache(maxsize=8192)
def split_grams(text: str) -> frozenset[str]:
    """Return the pairs of Chinese characters and the English words (stemmed) in `text`."""
    plain = _QUOTES.sub("", text)
    pairs = {pair for run in re.findall("[\u4e00-\u9fff]+", plain) for pair in _pairs(run)}
    words = {_stem(word) for word in re.findall("[a-z]{3,}", text.lower()) if word not in _STOPWORDS}
    return frozenset(pairs | words)


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    one = word if word.endswith("ss") else word.removesuffix("s")
    return re.sub("(?:ing|ed|e)$", "", one) if len(one) > 4 else one


def _pairs(run: str) -> Iterable[str]:
    return (run[n : n + 2] for n in range(len(run) - 1))


def is_before(figure: Figure) -> bool:
    """Return whether the figure is a standard as it was before its rise."""
    return figure.id.endswith("_before") or getattr(figure.expression, "before", False) is True


@dataclass(frozen=True)
class Entry:
    """A figure with its phrases taken apart."""

    figure: Figure
    phrases: tuple[frozenset[str], ...]
    grams: frozenset[str]
    exact: tuple[str, ...]


class Vocabulary:
    """All figures' phrases and the weight of each pair of characters over them."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.entries = [_make_entry(figure) for figure in figures]
        self._by_id = {entry.figure.id: entry for entry in self.entries}
        counts = Counter(gram for entry in self.entries for gram in entry.grams)
        size = max(len(self.entries), 2)
        self._weights = {gram: math.log((size + 1) / count) for gram, count in counts.items()}
        self._usual = math.log(size)

    def get(self, figure: str) -> Entry:
        """Return the entry of the figure with that id."""
        return self._by_id[figure]

    def weigh(self, grams: Iterable[str]) -> float:
        """Return the summed weight; a pair of characters that no figure has weighs nothing."""
        return sum(self._weights.get(gram, 0.0) for gram in grams)

    def is_named(self, entry: Entry, context: Context) -> bool:
        """Return whether the number's own clause, or the question it answers, has a word of the figure's."""
        own = split_grams(context.near + "|" + context.after + "|" + context.clause + "|" + context.question)
        return not own.isdisjoint(entry.grams)

    def score(self, entry: Entry, context: Context) -> float:
        """Return how well the words about the number name the figure: 0 for nothing, about 1 for all."""
        rings = _make_rings(context)
        best = 0.0
        for phrase in entry.phrases:
            whole = self.weigh(phrase)
            if whole:
                found = sum(self._weights[gram] * rings.get(gram, 0.0) for gram in phrase)
                # Short phrases that are found whole must not beat long ones found nearly whole.
                best = max(best, found / (whole + 0.5 * self._usual))
        near = split_grams(context.near) | split_grams(context.after)
        said = self.weigh(near)
        foreign = _FOREIGN * self._usual * sum(1 for gram in split_grams(context.near) if gram not in self._weights)
        unexplained = (self.weigh(near - entry.grams) + foreign) / (said + foreign) if said else 0.0
        text = _QUOTES.sub("", (context.near + "|" + context.after).lower())
        exact = max((len(words) for words in entry.exact if words in text), default=0)
        return best * (1 - _UNEXPLAINED * unexplained) + min(exact, 10) * 0.02


@lru_cache(maxsize=64)  # one claim is scored against all figures in a row
def _make_rings(context: Context) -> dict[str, float]:
    rings = dict.fromkeys(split_grams(context.sentence), _SENTENCE)
    rings |= dict.fromkeys(split_grams(context.question), _QUESTION)
    rings |= dict.fromkeys(split_grams(context.clause), _CLAUSE)
    rings |= dict.fromkeys(split_grams(context.near) | split_grams(context.after), _NEAR)
    return rings


def _make_entry(figure: Figure) -> Entry:
    names = [_BEFORE.sub("", _BRACKETS.sub("", name)) for name in (figure.name_zh, figure.name_en)]
    texts = [*names, *(_BEFORE.sub("", words) for words in figure.words)]
    phrases = tuple(grams for grams in (split_grams(text) for text in texts) if grams)
    exact = tuple(word for word in (_QUOTES.sub("", text.lower()) for text in texts) if len(word) > 1)
    return Entry(figure, phrases, frozenset().union(*phrases), exact)
