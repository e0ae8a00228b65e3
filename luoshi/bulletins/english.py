"""Figures in English text: number, currency, unit and comparator, dates and names left out."""

import re
from dataclasses import replace
from decimal import Decimal

from luoshi.bulletins.comparators import Comparator, Interval
from luoshi.bulletins.numerals import Numeral
from luoshi.bulletins.tokens import Token

_BEFORE: dict[Comparator, str] = {
    "le": r"up\s+to|at\s+most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of",
    "ge": r"at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of",
    "gt": r"more\s+than|greater\s+than|over|above|exceed(?:ing|ed|s)?|upwards\s+of|in\s+excess\s+of|"
    r"well\s+over|just\s+over",
    "lt": r"nearly|almost|just\s+under|less\s+than|fewer\s+than|under|below|close\s+to|approaching",
    "about": r"about|around|approximately|roughly|circa|an\s+estimated|some|approx\.?",
}
_AFTER: dict[Comparator, str] = {
    "ge": r"\s+or\s+(?:more|above|over)|\s+and\s+(?:above|over)",
    "le": r"\s+or\s+(?:less|fewer|below|under)",
}
_WORDS = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(2, 13),
        strict=True,
    )
)
_NOUNS: dict[str, str] = {
    "person": "people|persons?|residents?|patients?|children|women|men|pupils?|students?|workers?|jobs?|"
    "teachers?|"
    "recipients?|beneficiaries|adults?|pensioners?|staff|employees?|"
    r"nurses?|doctors?|officers?|apprentices?|carers?|"
    "veterans?|graduates?|volunteers?|tenants?|learners?|participants?|farmers?|drivers?|inspectors?|inhabitants?",
    "household": "households?|families|homes?",
    "attendance": "attendances?|person-times|visits?|appointments?",
    "school": "schools?|academies|kindergartens?|nurseries",
    "flat": "flats?|dwellings?|apartments?|houses|properties",
    "bed": "beds?",
    "project": "projects?|schemes?",
    "km": "km|kilometres?|kilometers?",
    "km2": r"square\s+kilomet(?:re|er)s?",
    "mile": "miles?",
    "hectare": "hectares?|ha",
    "tonne": r"tonnes?|metric\s+tons|tons",
    "m2": r"square\s+met(?:re|er)s|sqm|m2",
    "mw": "MW|megawatts?",
    "loan": "loans?",
    "card": "cards?",
    "village": "villages?",
    "event": "events?|shows?|performances?",
    "business": "businesses|companies|firms?|enterprises?",
    "times": "times",
    "yuan": r"yuan|RMB|renminbi",
    "hour": "hours?",
}
_UNITS = "|".join(f"(?P<n_{name}>{forms})" for name, forms in _NOUNS.items())
_SPELLED_NOUN = re.compile(rf"(?:{_UNITS}|libraries|centres|clinics|hospitals|parks|sites|stations|buses)\b")
_ADJECTIVES = (
    r"(?:(?:new|affordable|local|more|additional|extra|older|young|disabled|social|free|full-time|part-time|homeless|"
    r"council|rural|urban|low-income|eligible|primary|secondary|vulnerable|unemployed|registered|nursing|care)\s+){0,2}"
)
_PREFIX = "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items())
_SUFFIX = "|".join(f"(?P<after_{name}>{words})" for name, words in _AFTER.items())
_SCALES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
_SPELLED = (
    rf"(?<![\w\-])(?P<word>{'|'.join(_WORDS)})"
    rf"(?=\s+{_ADJECTIVES}(?:{_SPELLED_NOUN.pattern.replace('?P<n_', '?P<w_')}))"
)
_NOT_COUNTED = (
    r"of|and|in|to|per|at|on|by|for|or|the|from|is|was|were|with|as|a|an|it|had|but|years?|months?|weeks?|days?|"
    r"minutes?|has|his|this|its|points?|towards|across|plus|less|versus|alongside|pages?"
)
_CLAIM = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_PREFIX})\s+)?"
    r"(?P<sign>(?:US|HK)?\$|£|€|¥|RMB\s?|CNY\s?)?"
    rf"(?P<body>(?<![\w.,:/#*\-])(?:(?P<low>{_NUMBER})(?:\s?[-–—]\s?|\s+(?P<joint>to|and)\s+)[£$€¥]?(?=\d))?"
    rf"(?P<number>{_NUMBER})"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion)\b|(?:bn|mn|tn|[mkb])\b)?"
    rf"|{_SPELLED})"
    r"(?P<ratio>\s?%|\s?per\s?cent\b|\s?percent\b|(?:\s|-)percentage\s+points?\b)?"
    rf"(?P<noun>(?:\s+|(?=(?:km|ha|MW|sqm|m2)\b)){_ADJECTIVES}(?:(?:{_UNITS})\b|(?P<other>(?!(?:{_NOT_COUNTED})\b)[a-z]{{2,}}s\b)))?"
    rf"(?P<after>{_SUFFIX})?",
    re.IGNORECASE,
)
_SIGN_NAMES = {
    "£": "gbp",
    "€": "eur",
    "$": "usd",
    "US$": "usd",
    "HK$": "hkd",
    "¥": "yuan",
    "RMB": "yuan",
    "CNY": "yuan",
}
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_NAME_BEFORE = re.compile(
    r"(?:\b(?:section|sections|phase|page|table|figure|chapter|article|no\.?|number|paragraph|annex|appendix|part|zone|type|"
    rf"class|grade|key\s+stage|stage|level|round|item|step|form|version|aged?|ages|year|years|{_MONTHS}|since|"
    r"room|route|tel|telephone|call|clause|schedule|regulation|tier|band|ward|unit|line)\s*:?\s*|[A-Za-z]-|[(]\s?)$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(
    rf"\s+(?:{_MONTHS})\b|\s?(?:st|nd|rd|th)\b|\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b|[:/]\d|-\d{{2,}}|-[A-Za-z]|'?s\b|\.\d"
    r"|[A-Za-z*]|\+[A-Za-z]|(?:\s+|-)(?:years?|months?|weeks?|days?)[\s-]+(?:old|olds|plan|programme|ago)|\s?[)]",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:section|phase|page|table|figure|chapter|article|no\.?|paragraph|annex|appendix|clause|schedule)\s*$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:(?:up|down|rose|fell|doubled|increased|decreased|grew|risen|fallen)\s+(?:from|to)|reached|totall?ed|stood\s+at)\s+$",
    re.IGNORECASE,
)
# A fraction in words: with "of" after it, or a third quarter would be two quarters.
_FRACTION = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_PREFIX})\s+)?(?P<body>\b(?P<part>a|one|two|three|four)[\s-]"
    r"(?P<per>half|third|quarter|fifth|tenth)s?)\b(?=\s+of\b)",
    re.IGNORECASE,
)
_PARTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_WHOLES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTED = re.compile(rf"\s+(?!(?:{_NOT_COUNTED})\b)[a-z]{{3,}}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|by|since|until|from|of|during|to|before|after|and|for|late|early|mid|between)\s+$",
    re.IGNORECASE,
)


def find_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the figures of the English text `start:end` in order of place."""
    fractions = [_to_fraction(match) for match in _FRACTION.finditer(text, start, end)]
    tokens = [token for match in _CLAIM.finditer(text, start, end) for token in _to_tokens(text, match)]
    return sorted([*fractions, *tokens], key=lambda t: t.start)


def _to_fraction(match: re.Match[str]) -> Token:
    whole = _WHOLES[match["per"].lower()]
    place = Decimal(1) / whole
    numeral = Numeral(Decimal(_PARTS[match["part"].lower()]) / whole, place, place)
    return Token(match.start(), match.end(), *match.span("body"), numeral, "ratio", "", _find_before(match) or "eq")


def _to_tokens(text: str, match: re.Match[str]) -> list[Token]:
    sign = (match["sign"] or "").strip()
    measured = bool(sign or match["scale"] or match["ratio"])
    end = max(_end(match), match.end("after"))
    if not measured and match["number"]:
        if _is_name(text, match) or _is_year(text, match, end):
            return []
        reached = _REACHED.search(text[max(0, match.start() - 16) : match.start()])
        if not match["noun"] and not (_COUNTED.match(text, end) or _found(match) or reached):
            return []
    elif re.match(r"\.\d|[:/]\d", text[end : end + 2]):
        return []
    numeral, unit, unit_text = _measure(match, sign, match["number"])
    span = match.span("number") if match["number"] else match.span("body")
    token = Token(match.start(), end, *span, numeral, unit, unit_text, _found(match) or "eq")
    if not match["low"]:
        return [token]
    low, _, _ = _measure(match, sign, match["low"])
    before = text[max(0, match.start() - 9) : match.start()].lower()
    listed = match["joint"] == "and" and "between" not in before
    if listed or (match["joint"] == "to" and "from" in before) or low.value >= numeral.value:
        first = replace(
            token,
            end=match.end("low"),
            number_start=match.start("low"),
            number_end=match.end("low"),
            numeral=low,
            shares_unit=True,
        )
        return [first, replace(token, start=token.number_start, comparator="eq")]
    middle = Numeral((low.value + numeral.value) / 2, numeral.last_place, numeral.nonzero_place)
    interval = Interval(low.value, numeral.value, True, True)
    return [replace(token, number_start=match.start("low"), numeral=middle, interval=interval)]


def _is_year(text: str, match: re.Match[str], end: int) -> bool:
    if not _YEAR.fullmatch(match["low"] or match["number"]):
        return False
    if match["low"] and not match["n_person"]:
        return True
    if not match["noun"] and not _COUNTED.match(text, end):
        return True
    return _YEAR_BEFORE.search(text[max(0, match.start() - 8) : match.start("number")]) is not None


def _end(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("body", "ratio", "noun"))


def _is_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start("body") - 16) : match.start("body")]
    if _PLACE_BEFORE.search(before):
        return True
    if _NAME_BEFORE.search(before) and (match["other"] or not match["noun"]):
        return True
    line = text[text.rfind("\n", 0, match.start("body")) + 1 : match.start("body")].strip()
    if not line and re.match(r"[.)]\s", text[match.end("body") : match.end("body") + 2]):
        return True
    return not match["noun"] and _DATE_AFTER.match(text, match.end("body")) is not None


def _found(match: re.Match[str]) -> Comparator | None:
    for name in _AFTER:
        if match[f"after_{name}"]:
            return name
    return _find_before(match)


def _find_before(match: re.Match[str]) -> Comparator | None:
    return next((name for name in _BEFORE if match[name]), None)


def _measure(match: re.Match[str], sign: str, printed: str) -> tuple[Numeral, str, str]:
    if match["word"]:
        digits, power = str(_WORDS[match["word"].lower()]), 0
    else:
        digits, power = (
            printed.replace(",", ""),
            _SCALES.get((match["scale"] or "").strip().lower(), 0),
        )
    factor = Decimal(1).scaleb(power)
    last = factor.scaleb(-len(digits.partition(".")[2]))
    plain = digits.replace(".", "")
    zeros = len(plain) - len(plain.rstrip("0")) if plain.strip("0") else 0
    numeral = Numeral(Decimal(digits) * factor, last, last.scaleb(zeros))
    if match["ratio"]:
        return numeral.scaled(Decimal("0.01")), "ratio", match["ratio"].strip()
    noun = next((name for name in _NOUNS if match[f"n_{name}"]), None)
    if sign:
        return numeral, _SIGN_NAMES.get(sign.upper(), "money"), sign
    return (
        numeral,
        noun or ("number" if match["scale"] else "item"),
        match[f"n_{noun}"] if noun else match["other"] or "",
    )
