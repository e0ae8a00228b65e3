"""The words that say how a printed number stands to the true one, and the interval that follows.

The table of intervals is the one of the manual's conventions for claims; nothing here looks at units.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.bulletins.numerals import Numeral

Comparator = Literal["eq", "gt", "ge", "lt", "le", "about", "over"]

_BEFORE: dict[Comparator, str] = {
    "le": "不超过|未超过|不得超过|不多于|不高于|不大于|至多|最多|不超",
    "ge": "不少于|不低于|不小于|不得低于|至少|最少|不下于|不下",
    "gt": "超过|(?<![高赶])超出?|突破|(?<!至少)逾|多于|(?<=[^提])高于|大于|不止|"
    "(?<![突侦攻打爆看])破(?=[百千万亿\\d])|(?<![通超度])过(?=[半百千万亿])|上(?=[百千万亿])",
    "lt": "不足|不到|接近|将近|(?<![最附邻就靠临贴亲新])近|低于|少于|小于|未满|不满|未达到?",
    "about": "大约|约为|约达|(?<![节签预合条契公制特违履爽])约|大概|估计|近乎",
}
# English names are read by english.py; this pattern ends where the number begins.
_PREFIX = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items()))
_FILLER = re.compile(r"(?:了|有|为|过|到|达|是|合计|人民币|\s){0,3}$")
_SUFFIX = re.compile(
    r"(?P<ge>\s*\(?[及含]?以上(?!来)\)?|之上)|(?P<le>及?以下|及?以内|之内|之下)|(?P<about>左右|上下(?=[,，。;；、!\s]|$))"
)
# 至少新增5000个: the word stands before the verb, and bounds the number all the same.
_DETACHED = re.compile(r"(?:(?P<ge>至少|最少)|(?P<le>至多|最多))[\u4e00-\u9fff]{1,6}$")
# The longest word before a number (不得超过) with filler after it (了人民币).
_WINDOW = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """The true values that a claim allows; an end that is None is open to infinity."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool


def find_prefix(text: str, at: int) -> tuple[Comparator, int] | None:
    """Return the comparator that ends just before `at`, and where it starts."""
    begin = max(0, at - _WINDOW)
    window = text[begin:at]
    filler = _FILLER.search(window)
    stops = {len(window), filler.start() if filler else len(window)}
    for stop in sorted(stops, reverse=True):
        # The lookbehinds need the text before, the lookaheads the number after: so match in the whole text.
        for start in range(begin, begin + stop):
            match = _PREFIX.match(text, start)
            if match is not None and match.end() == begin + stop and match.lastgroup:
                return match.lastgroup, start  # type: ignore[return-value]
    detached = _DETACHED.search(window)
    if detached is None or not detached.lastgroup:
        return None
    return detached.lastgroup, begin + detached.start()  # type: ignore[return-value]


def find_suffix(text: str, at: int) -> tuple[Comparator, int] | None:
    """Return the comparator that starts at `at`, and where it ends."""
    match = _SUFFIX.match(text, at)
    if match is None or not match.lastgroup:
        return None
    return match.lastgroup, match.end()  # type: ignore[return-value]


def to_interval(numeral: Numeral, comparator: Comparator) -> Interval:
    """Return the interval of true values of `numeral` with `comparator`.

    >>> from luoshi.bulletins.numerals import read_arabic
    >>> to_interval(read_arabic("120万"), "about").low
    Decimal('1150000')
    """
    value = numeral.value
    if comparator == "gt":
        return Interval(value, None, False, False)
    if comparator == "ge":
        return Interval(value, None, True, False)
    if comparator == "lt":
        return Interval(None, value, False, False)
    if comparator == "le":
        return Interval(None, value, False, True)
    if comparator == "over":
        return Interval(value, value + numeral.nonzero_place, False, False)
    if comparator == "about":
        half = numeral.nonzero_place / 2
        return Interval(value - half, value + half, True, True)
    half = numeral.last_place / 2
    return Interval(value - half, value + half, True, False)


def to_wide(numeral: Numeral) -> tuple[Decimal, Decimal] | None:
    """Return both ends of the wide reading of a number that ends in written zeros, else None."""
    if not numeral.ends_in_zeros:
        return None
    half = numeral.nonzero_place / 2
    return numeral.value - half, numeral.value + half
