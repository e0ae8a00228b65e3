"""Figures in English text: number, currency, unit and comparator, dates and names left out."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from luoshi.bulletins import english_words as words
from luoshi.bulletins.comparators import Comparator, Interval
from luoshi.bulletins.english_fractions import find_fractions
from luoshi.bulletins.english_prefix import find_before
from luoshi.bulletins.numerals import LONGEST, Numeral
from luoshi.bulletins.tokens import Token

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?)"
_WORD = "|".join(sorted([*words.NUMBER_WORDS, *words.WORD_SCALES], key=len, reverse=True))
_NUMBER = re.compile(
    r"(?:(?P<sign>(?<![A-Za-z])(?:US|HK|A|C)?\$|£|€|¥|(?<![A-Za-z])(?:RMB|CNY|USD|GBP|EUR)\s?)|(?<![\w.,:/#*\-+])|(?<=\d-))"
    rf"(?:(?P<minus>[-+])(?=\d))?(?:(?P<number>{_DIGITS})"
    r"(?P<scale>(?:\s{1,3}|-)?(?:thousand|million|billion|trillion)\b|(?:bn|mn|tn|[mkb])\b)?"
    rf"|(?P<words>(?:(?<!half\s)a\s(?=(?:dozen|hundred|thousand|million|billion)\b))?(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}))*)(?![\w]|-[a-z]))"
    r"(?P<ratio>\s?%|\s{0,3}per\s?cent\b(?!age)|\s{0,3}percent\b(?!age)|(?:\s{1,3}|-)percentage[\s-]points?\b|\s?pp\b)?",
    re.IGNORECASE,
)
_PLUS_MINUS = re.compile(r"(?:±|\+/-)\s?$")
_PHRASE = re.compile(r"(?:\s+[A-Za-z][A-Za-z'’-]*){1,4}")
_SINGULAR_ENDS = ("ss", "ous", "us", "is", "'s", "’s")
_AFTER = re.compile("|".join(f"(?P<{name}>{forms})" for name, forms in words.AFTER.items()), re.IGNORECASE)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+(?:to|and)\s+", re.IGNORECASE)
_LIST = re.compile(r"\s+(?:and|or)\s+|,\s+(?:and\s+)?", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;]\s|\n")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
# 412 (63%): a count with its share.
_SHARE_AFTER = re.compile(r"\s\(\d[\d.]*\s?(?:%|per\s?cent)", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\s+(?:confidence|significance)\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s+[\d,]+\s+\w+")
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+)?", re.IGNORECASE)
_KNOWN = re.compile(r"[A-Za-z]+")
# A sentence's words before a bare figure that can still say what it counts.
_WINDOW = 120


@dataclass(frozen=True, slots=True)
class _Read:
    """A printed number with what stands at it, before it is known to be a claim."""

    match: re.Match[str]
    start: int
    number_start: int
    number_end: int
    end: int
    numeral: Numeral
    unit: str | None
    unit_text: str
    comparator: Comparator | None
    measured: bool
    plus_minus: bool


def find_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the figures of the English text `start:end` in order of place."""
    special = find_fractions(text, start, end)
    reads = []
    at = 0
    for match in _NUMBER.finditer(text, start, end):
        while at < len(special) and special[at].end <= match.start():
            at += 1
        if len(match[0]) > LONGEST or (match["scale"] == "B" and not match["sign"]):
            continue  # an identifier; a house number (221B)
        if at == len(special) or special[at].start >= match.end():
            reads.append(_read(text, match, end))
    return sorted([*special, *_join(text, reads)], key=lambda t: t.start)


def _read(text: str, match: re.Match[str], end: int) -> _Read:
    sign = (match["sign"] or "").strip().upper()
    number_start, number_end = match.span("words") if match["words"] else match.span("number")
    if sign and match["minus"]:
        number_start = match.start("minus")
    unit, unit_text, stop = _find_unit(text, match, end) if not match["ratio"] else ("ratio", match["ratio"], 0)
    if sign:
        unit, unit_text, stop = words.SIGNS.get(sign, "money"), sign, 0
    stop = max(stop, match.end())
    after = _AFTER.match(text, stop, end)
    found = find_before(text, match.start())
    plus_minus = _PLUS_MINUS.search(text[max(0, match.start() - 4) : match.start()])
    begin = found[1] if found else match.start() - len(plus_minus[0]) if plus_minus else match.start()
    return _Read(
        match,
        begin,
        number_start,
        number_end,
        after.end() if after else stop,
        _measure(match),
        unit,
        (unit_text or "").strip(),
        after.lastgroup if after else found[0] if found else None,  # type: ignore[arg-type]
        bool(sign or match["scale"] or match["ratio"] or (match["number"] and "," in match["number"])),
        plus_minus is not None,
    )


def _find_unit(text: str, match: re.Match[str], end: int) -> tuple[str | None, str, int]:
    """Return unit, its text and its end: the first plural of the words after the number (12 electric buses)."""
    glued = re.compile(r"\s?([A-Za-z°]+2?)(?![A-Za-z])").match(text, match.end(), end)
    if glued and glued[1].lower() in words.GLUED:
        return words.UNIT_OF[glued[1].lower()], glued[1], glued.end()
    phrase = _PHRASE.match(text, match.end(), end)
    if phrase is None:
        return None, "", 0
    one = (
        (match["number"] or "") == "1"
        or (match["number"] or "").startswith("0.")
        or (match["words"] or "").lower() == "one"
    )
    square = False
    single: tuple[str | None, str, int] = (None, "", 0)
    for part in re.finditer(r"[A-Za-z][A-Za-z'’-]*", phrase[0]):
        word = part[0].lower()
        if word == "and" and part.start() > 1 and not single[2]:
            continue  # 48 primary and secondary schools
        if word in words.STOPS:
            break
        if part[0][0].isupper() and word not in words.UNIT_OF:
            continue  # 15 Green Flag parks: a name stands before what is counted
        stop = match.end() + part.end()
        if square and word in words.SQUARES:
            return words.SQUARES[word], part[0], stop
        square = word == "square"
        if word in words.UNIT_OF:
            return words.UNIT_OF[word], part[0], stop
        if one and word in words.UNIT_OF_ONE:
            single = words.UNIT_OF_ONE[word], part[0], stop
            continue
        if len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR_ENDS) and word not in words.NO_NOUNS:
            return "item", part[0], stop
        named = (match["number"] or "") == "1" and part[0] == word and not words.NO_SINGULAR.fullmatch(word)
        if single[2] and not named:
            break
        single = ("item", part[0], stop) if named else single
    return single  # 1 senior bus card issued: what is counted is the last of the words that can name it


def _measure(match: re.Match[str]) -> Numeral:
    if match["words"]:
        return _read_words(match["words"], Decimal("0.01") if match["ratio"] else Decimal(1))
    digits = match["number"].replace(",", "")
    factor = Decimal(1).scaleb(words.SCALES.get((match["scale"] or "").strip(" -\r\n\t\u00a0").lower(), 0))
    last = factor.scaleb(-len(digits.partition(".")[2]))
    plain = digits.replace(".", "")
    zeros = len(plain) - len(plain.rstrip("0")) if plain.strip("0") else 0
    value = Decimal(digits) * factor * (-1 if match["minus"] == "-" else 1)
    return Numeral(value, last, last.scaleb(zeros)).scaled(Decimal("0.01") if match["ratio"] else Decimal(1))


def _read_words(printed: str, factor: Decimal) -> Numeral:
    """Read two hundred and fifty thousand; from 1,000 up its precision is its last written scale."""
    total = part = 0
    last = 1
    for word in re.findall("[a-z]+", printed.lower()):
        if word in words.NUMBER_WORDS:
            part += words.NUMBER_WORDS[word]
            last = 1
        elif word == "hundred":
            part, last = (part or 1) * 100, 100
        elif word in words.WORD_SCALES:
            scale = words.WORD_SCALES[word]
            total, part, last = total + (part or 1) * scale, 0, scale
    value = Decimal(total + part)
    place = Decimal(last if value >= 1000 else 1)
    digits = str(int(value / place))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Numeral(value * factor, place * factor, place.scaleb(zeros) * factor)


def _join(text: str, reads: list[_Read]) -> list[Token]:
    """Make ranges of pairs, give shared units back, and leave out what is no claim; read from the last back."""
    tokens: list[Token] = []
    following: tuple[_Read, Token | None] | None = None
    for at in range(len(reads) - 1, -1, -1):
        read = reads[at]
        pair = _pair(text, read, *following) if following else None
        if pair is not None:
            token, replaces = pair
            if replaces:
                tokens.pop()
        else:
            token = _to_token(text, read, reads[at - 1] if at else None)
        if token is not None:
            tokens.append(token)
        following = (read, token)
    return tokens[::-1]


def _pair(text: str, low: _Read, high: _Read, token: Token | None) -> tuple[Token | None, bool] | None:
    """Return the claim of `low` by the one after it, and whether it takes its place; None where each stands alone."""
    between = text[low.match.end() : high.match.start()]
    ranged, listed = _RANGE.fullmatch(between), _LIST.fullmatch(between) or _OF.fullmatch(between)
    if token is None or token.interval is not None or not (ranged or listed):
        return None
    if low.match["ratio"] and token.unit != "ratio":
        return None
    shared = _share(low, high, token)
    if _is_name(text, low, "item") or (shared is not None and not low.measured and _is_year(text, low, None)):
        # 2019-20 awards: a year, and so is what follows its dash.
        return (None, True) if ranged and not between.strip().isalpha() else None
    before = text[max(0, low.start - 24) : low.start].lower()
    joint = between.strip().lower()
    numeral = shared or low.numeral
    changed = words.CHANGED.search(before) and not re.search(r"rang\w+\s+from\s+$", before)
    is_range = ranged and numeral.value < high.numeral.value and high.comparator is None
    if joint == "and":
        is_range = is_range and before.rstrip().endswith("between")
    elif joint == "to":
        is_range = is_range and not changed
    if is_range and (low.unit in {None, token.unit} or low.measured):
        middle = Numeral((numeral.value + high.numeral.value) / 2, high.numeral.last_place, high.numeral.nonzero_place)
        interval = Interval(numeral.value, high.numeral.value, True, True)
        begin = low.start
        return replace(token, start=begin, number_start=low.number_start, numeral=middle, interval=interval), True
    if shared is None:
        return None
    comparator = low.comparator or "eq"
    spans = (low.start, low.match.end(), low.number_start, low.number_end)
    return Token(*spans, shared, token.unit, token.unit_text, comparator, shares_unit=True), False


def _share(low: _Read, high: _Read, token: Token) -> Numeral | None:
    """Return the numeral of `low` with scale and unit of the later number, None where it has its own."""
    if low.match["ratio"] or low.match["scale"] or low.unit not in {None, token.unit} or low.match["words"]:
        return None
    if low.match["sign"]:
        return _scale_like(low, high) if high.match["scale"] and low.numeral.value < 1000 else None
    if token.unit == "ratio":
        return low.numeral.scaled(Decimal("0.01"))
    return _scale_like(low, high) if not low.measured or not high.match["scale"] else None


def _scale_like(low: _Read, high: _Read) -> Numeral:
    power = words.SCALES.get((high.match["scale"] or "").strip(" -\r\n\t\u00a0").lower(), 0)
    return low.numeral.scaled(Decimal(1).scaleb(power))


def _to_token(text: str, read: _Read, earlier: _Read | None) -> Token | None:
    unit = read.unit
    lettered = not read.match["sign"] and len(read.match["scale"] or "") == 1  # Table 4b
    if not read.measured or unit in words.TIMES or (lettered and _is_name(text, read, unit)):
        if _is_name(text, read, unit) or _is_year(text, read, unit):
            return None
        if unit in words.TIMES and not _is_duration(text, read):
            return None
        if unit is None and not _is_counted(text, read):
            return None
    elif re.match(r"\.\d|[:/]\d", text[read.end : read.end + 2]) or re.search(
        r"\bper\s+$", text[max(0, read.start - 5) : read.start], re.IGNORECASE
    ):
        return None
    if (read.match["ratio"] and _CONFIDENCE.match(text, read.end)) or _ORDINAL.match(text, read.match.end()):
        return None
    if unit is None:
        unit = _infer(text, read, earlier)
    numeral = read.numeral
    if unit in words.COINS:
        unit, numeral = words.COINS[unit], numeral.scaled(Decimal("0.01"))
    return Token(
        read.start, read.end, read.number_start, read.number_end, numeral, unit, read.unit_text, read.comparator or "eq"
    )


def _is_counted(text: str, read: _Read) -> bool:
    """Say whether a number without unit counts: its words say so (fell from 935 to 802), or its comparator."""
    if read.match["words"]:
        return False
    if _SHARE_AFTER.match(text, read.end):
        return True
    before = text[max(0, read.start - 24) : read.start]
    if words.AGE_BEFORE.search(text[max(0, read.match.start() - 24) : read.match.start()]):
        return False
    if re.match(r"\s+[A-Z]|[-–]", text[read.end : read.end + 2]):
        return False
    return read.comparator is not None or words.REACHED.search(before) is not None


def _is_duration(text: str, read: _Read) -> bool:
    if re.match(r"\s+(?:old|ago|of\s+age|later|earlier|plan)\b", text[read.end : read.end + 9]):
        return False
    before = re.split(_SENTENCE, text[max(0, read.start - 60) : read.start])[-1]
    lost = re.match(r"\s+(?:were\s+|was\s+)?(?:lost|saved)\b", text[read.end : read.end + 16])
    return bool(lost) or words.DURATION.search(before) is not None or not read.match[0].strip("+-").isalnum()


def _is_year(text: str, read: _Read, unit: str | None) -> bool:
    if not words.YEAR.fullmatch(read.match["number"] or "") or read.comparator is not None:
        return False
    if unit in {None, "item"}:
        return True
    return words.YEAR_BEFORE.search(text[max(0, read.start - 16) : read.start]) is not None


def _is_name(text: str, read: _Read, unit: str | None) -> bool:
    at = read.match.start()
    before = text[max(0, at - 20) : at]
    if words.NAME_BEFORE.search(before):
        return True
    line = (
        text[text.rfind("\n", 0, at) + 1 : at].strip() if text.rfind("\n", max(0, at - 4), at) >= 0 or at < 4 else "x"
    )
    if not line and re.match(r"[.)](?:\s|$)", text[read.match.end() : read.match.end() + 2]):
        return True
    if before.endswith("(") and text[read.match.end() : read.match.end() + 1] == ")":
        return True
    if read.match["words"] and re.match(r"\s?[-–]", text[read.match.end() : read.match.end() + 1]):
        return True
    return unit is None and words.DATE_AFTER.match(text, read.match.end()) is not None


def _infer(text: str, read: _Read, earlier: _Read | None) -> str:
    """Return what a bare figure counts: what the one counts that it is set against, else the nearest known noun."""
    if earlier is not None and earlier.unit and earlier.end > read.start - _WINDOW:
        between = text[earlier.end : read.start]
        if words.SET_AGAINST.search(between) and not _SENTENCE.search(between):
            return earlier.unit
    before = re.split(_SENTENCE, text[max(0, read.start - _WINDOW) : read.start])[-1]
    before = _PER.sub(" ", before)
    known = [words.UNIT_OF[w] for w in (m[0].lower() for m in _KNOWN.finditer(before)) if w in words.UNIT_OF]
    return reduce(lambda a, b: a if b in words.TIMES or b == "times" else b, known, "number")
