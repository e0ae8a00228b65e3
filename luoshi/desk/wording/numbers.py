"""Numbers as people read them: exact and grouped, rounded in 万 and 亿 or in millions, and with a sign."""

from fractions import Fraction

from luoshi.desk.wording.terms import UNITS, Term
from luoshi.errors import Language

_ZH_SCALES = ((10**8, "亿"), (10**4, "万"))
_EN_SCALES = ((10**9, " billion"), (10**6, " million"))
_MINUS = "−"
_PLACES = 6


def say_exact(value: Fraction | None, unit: str, language: Language) -> str:
    """Return the exact value with its unit, grouped by three; "not known" where there is none.

    >>> say_exact(Fraction(1443018620), "yuan", "en")
    '1,443,018,620.00 yuan'
    >>> say_exact(Fraction(219, 10000), "ratio", "zh")
    '2.19%'
    """
    if value is None:
        return "不掌握" if language == "zh" else "not known"
    return _add_unit(say_plain(value, unit), unit, language)


def say_plain(value: Fraction, unit: str) -> str:
    """Return the value without unit: two places for yuan, percent for a ratio, else what it needs up to six."""
    if unit == "ratio":
        return _write(value * 100, 0, 2) + "%"
    if unit == "yuan":
        return _write(value, 2, 2)
    return _write(value, 0, _PLACES if value.denominator != 1 else 0)


def say_rounded(value: Fraction | None, unit: str, language: Language) -> str:
    """Return the value as a sentence says it: 14.43亿元, 1.443 billion yuan; small values are exact.

    >>> say_rounded(Fraction(1443018620), "yuan", "zh")
    '14.43亿元'
    """
    if value is None or unit == "ratio":
        return say_exact(value, unit, language)
    places = 2 if language == "zh" else 3
    for scale, word in _ZH_SCALES if language == "zh" else _EN_SCALES:
        if abs(value) >= scale:
            return _add_unit(_write(value / scale, 0, places) + word, unit, language)
    return _add_unit(_write(value, 0, 2), unit, language)


def say_signed(value: Fraction, unit: str, language: Language) -> str:
    """Return a difference with its sign; a ratio's in points."""
    sign = "+" if value > 0 else _MINUS if value < 0 else "±"
    if unit == "ratio":
        points = _write(abs(value) * 100, 0, 2)
        return f"{sign}{points}个百分点" if language == "zh" else f"{sign}{points} points"
    return sign + _add_unit(say_plain(abs(value), unit), unit, language)


def _add_unit(number: str, unit: str, language: Language) -> str:
    word = UNITS.get(unit, Term(unit, unit)).say(language)
    if not word:
        return number
    if language == "en" and number == "1" and word.endswith("s"):
        word = unit  # units are named in the singular
    return f"{number}{word}" if language == "zh" else f"{number} {word}"


def _write(value: Fraction, least: int, most: int) -> str:
    """Return the value rounded half to even at `most` places, with at least `least` written."""
    steps = round(abs(value) * 10**most)
    whole, rest = divmod(steps, 10**most)
    places = f"{rest:0{most}d}" if most else ""
    while len(places) > least and places.endswith("0"):
        places = places[:-1]
    sign = _MINUS if value < 0 and steps else ""
    return f"{sign}{whole:,}" + (f".{places}" if places else "")
