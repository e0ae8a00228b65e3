"""Fractions and multiples in English words: two-thirds, one in five, almost half, more than doubled."""

import re
from collections.abc import Iterator
from decimal import Decimal

from luoshi.bulletins import english_words as words
from luoshi.bulletins.english_prefix import find_before
from luoshi.bulletins.numerals import Numeral
from luoshi.bulletins.tokens import Token

_WHOLES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
_WHOLES |= {"tenth": 10}
_SMALL = "|".join(w for w, n in words.NUMBER_WORDS.items() if n < 10)
_COUNT = rf"(?:{'|'.join(words.NUMBER_WORDS)}|\d{{1,3}}(?:,\d{{3}})*)"
# A third quarter is no fraction: after a single part stands "of" or the end of the phrase.
_TAIL = (
    r"(?=\s+(?:of|in|since|more|less|fewer|higher|lower|over|compared|between|from|on|during|are|were|is|was|had|have|"
    r"by|to|say|said|than)\b|\s*[.,;:!?)]|\s*$)"
)
_FRACTION = re.compile(
    rf"\b(?P<part>an?|{_SMALL})[\s-](?P<per>{'|'.join(_WHOLES)})(?P<many>s?)\b(?![\s-]?[a-z]*-)", re.IGNORECASE
)
_END = re.compile(_TAIL, re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b(?!-|\s+(?:an?\s+(?!of)|past|year|term|hour|day|time|mile|way))", re.IGNORECASE)
_HALF_NAME = re.compile(
    r"\b(?:first|second|latter|other|next|better|a|one|last|early|in|and)[\s-]+(?:a\s+)?$", re.IGNORECASE
)
_MILLION = re.compile(r"\bhalf\s+a\s+(?P<scale>million|billion)\b", re.IGNORECASE)
_IN = re.compile(
    rf"(?<![\w.,/£$€-])(?P<part>{_COUNT})(?:\s+|-)(?:in|out\s+of)(?:\s+|-)(?:every\s+)?(?P<per>{_COUNT})(?![\w.,]\w|\w|%|\s*(?:per\s?cent|{words.MONTHS}|million|months?|years?|days?|weeks?)\b)",
    re.IGNORECASE,
)
_MULTIPLES = {
    "doubled": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "doubling": 2,
    "tripling": 3,
    "twice": 2,
    "double": 2,
}
_MULTIPLE = re.compile(
    r"\b(?:(?P<double>double)\b|(?P<verb>doubled|tripled|trebled|quadrupled|doubling|tripling)\b(?P<to>(?=\s+(?:to|from)\b))?|"
    rf"(?P<twice>twice)(?:\s+as\s+(?:many|much|high|large|likely)\b|(?=\s+the\b))|(?P<fold>{_SMALL}|ten|\d+)-?fold\b)",
    re.IGNORECASE,
)


def find_fractions(text: str, start: int, end: int) -> list[Token]:
    """Return the fractions and multiples of the English text `start:end`, in order, none within another."""
    found = sorted(_find(text, start, end), key=lambda t: (t.start, -t.end))
    return [t for i, t in enumerate(found) if not any(o.end > t.start for o in found[max(0, i - 1) : i])]


def _find(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _FRACTION.finditer(text, start, end):
        single = match["part"].lower() in {"a", "an", "one"}
        if (single and match["many"]) or not (_END.match(text, match.end()) or not single):
            continue
        if not single and not match["many"]:
            continue
        whole = _WHOLES[match["per"].lower()]
        yield _build(text, match, _to_ratio(_to_count(match["part"]), whole), "ratio")
    for match in _HALF.finditer(text, start, end):
        told = find_before(text, match.start())
        named = _HALF_NAME.search(text[max(0, match.start() - 12) : match.start()])
        if told or (
            not named
            and re.match(
                r"\s+(?:of\s+(?:the|all|those|them|these|our|its|\w+s)|the|all|our)\b",
                text[match.end() : match.end() + 24],
            )
        ):
            yield _build(text, match, _to_ratio(1, 2), "ratio")
    for match in _MILLION.finditer(text, start, end):
        scale = Decimal(words.WORD_SCALES[match["scale"].lower()])
        yield _build(text, match, Numeral(scale / 2, scale / 2, scale / 2), "number")
    for match in _IN.finditer(text, start, end):
        part, per = _to_count(match["part"]), _to_count(match["per"])
        if 0 < part < per and not (1900 <= per < 2100 and "," not in match["per"]):
            yield _build(text, match, _to_ratio(part, per), "ratio")
    for match in _MULTIPLE.finditer(text, start, end):
        if (match["to"] is not None or match["double"]) and find_before(text, match.start()) is None:
            continue  # doubled to 2,400: the figure that follows says it
        count = _MULTIPLES.get(match[0].lower().split()[0]) or _to_count(match["fold"] or "")
        yield _build(text, match, Numeral(Decimal(count), Decimal(1), Decimal(1)), "times")


def _to_count(printed: str) -> int:
    plain = printed.lower().replace(",", "")
    return int(plain) if plain.isdecimal() else words.NUMBER_WORDS.get(plain, 1)


def _to_ratio(part: int, whole: int) -> Numeral:
    place = Decimal(1) / whole
    return Numeral(Decimal(part) / whole, place, place)


def _build(text: str, match: re.Match[str], numeral: Numeral, unit: str) -> Token:
    found = find_before(text, match.start())
    start = found[1] if found else match.start()
    return Token(start, match.end(), match.start(), match.end(), numeral, unit, "", found[0] if found else "eq")
