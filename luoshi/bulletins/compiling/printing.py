"""Prints an exact value as the trade prints it: 万, 亿, %, ‰, 超过, 以上; GB/T 8170 rounding, half to even.

A form is `[超过|近|不足|约] [万|亿|%|‰][unit] [decimals] [以上|以下|以内]` in Chinese and
`[more than|nearly|about|up to] [thousand|million|billion|%][unit] [decimals] [or more]` in English. A
one-sided word always stands on its right side: 超过 prints a bound below the value, 近 one above.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from luoshi.bulletins.checking import fits_unit
from luoshi.bulletins.claims import find_claims
from luoshi.errors import Language

_SINGULARS = {"people": "person", "children": "child", "women": "woman", "businesses": "business", "yuan": "yuan"}
_MOST_DECIMALS = 6
Rounding = Literal["nearest", "below", "at_most", "above", "at_least"]

_ZH_BEFORE: dict[str, Rounding] = {
    "超过": "below", "突破": "below", "近": "above", "不足": "above", "约": "nearest", "不少于": "at_most",
    "不超过": "at_least",
}  # fmt: skip
_ZH_AFTER: dict[str, Rounding] = {"以上": "at_most", "以下": "at_least", "以内": "at_least"}
_EN_BEFORE: dict[str, Rounding] = {
    "more than": "below", "nearly": "above", "about": "nearest", "at least": "at_most", "up to": "at_least",
}  # fmt: skip
_SCALES: dict[str, int | Fraction] = {"亿": 10**8, "万": 10**4, "%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_EN_SCALES: dict[str, int | Fraction] = {
    "billion": 10**9,
    "million": 10**6,
    "thousand": 10**3,
    "%": Fraction(1, 100),
}
_ZH = re.compile(
    rf"(?P<before>{'|'.join(_ZH_BEFORE)})?\s*(?P<scale>亿|万|%|‰)?(?P<unit>[^\d\s]*?)\s*(?P<decimals>\d)?"
    rf"\s*(?P<after>{'|'.join(_ZH_AFTER)})?"
)
_EN = re.compile(
    rf"(?P<before>{'|'.join(_EN_BEFORE)})?\s*(?P<scale>billion|million|thousand|%)?\s*(?P<unit>[^\d]*?)"
    r"\s*(?P<decimals>\d)?(?P<after>)"
)


@dataclass(frozen=True)
class Form:
    """How a number is to be printed: at most `decimals` places after scaling, trailing zeros dropped."""

    before: str
    scale_word: str
    scale: Fraction
    unit: str
    decimals: int
    after: str
    rounding: Rounding
    language: Language


def find_form(text: str, language: Language) -> Form | None:
    """Return the form that `text` asks for, None where it asks for nothing known."""
    found = (_ZH if language == "zh" else _EN).fullmatch(text.strip())
    if found is None:
        return None
    before, after = found["before"] or "", found["after"] or ""
    befores = _ZH_BEFORE if language == "zh" else _EN_BEFORE
    rounding = befores.get(before) or _ZH_AFTER.get(after) or "nearest"
    scale_word = found["scale"] or ""
    scale = Fraction((_SCALES if language == "zh" else _EN_SCALES).get(scale_word, 1))
    unit, decimals = found["unit"].strip(), int(found["decimals"] or 0)
    return Form(before, scale_word, scale, unit, decimals, after, rounding, language)


def fits_figure(form: Form, figure_unit: str) -> bool:
    """Return whether the form's unit is one that the figure's unit may be printed in.

    English forms name things by nouns, which are read with the sentence; there only money, rates and
    the rest are kept apart.
    """
    is_ratio, is_money = figure_unit == "ratio", figure_unit.split("/")[0] == "yuan"
    if (form.scale_word in {"%", "‰"}) != is_ratio:
        return False
    if is_ratio:
        return True
    if form.language == "en":
        return (form.unit.split(" ")[0] == "yuan") == is_money
    if not form.unit:
        return False
    claims = find_claims(f"共有2{form.unit}。")
    return len(claims) == 1 and fits_unit(figure_unit, claims[0].unit)


def print_number(value: Fraction, form: Form) -> str:
    """Return the value in words and digits of the form.

    Where rounding would print 0 for something that there is (0万户 for 1500), the number is printed unscaled, and
    a rate with as many decimals as it takes. Of nothing no bound is printed: 超过 and 近 say that there is something.
    """
    if not value:
        form = replace(form, before="", after="", rounding="nearest")
    form = _refine(value, form)
    steps = _round(value / form.scale * 10**form.decimals, form.rounding)
    digits = _write(Fraction(steps, 10**form.decimals), form.decimals, grouped=form.language == "en")
    if form.language == "zh":
        return f"{form.before}{digits}{form.scale_word}{form.unit}{form.after}"
    scale = "%" if form.scale_word == "%" else f" {form.scale_word}" if form.scale_word else ""
    unit = _to_one(form.unit) if digits == "1" and not scale else form.unit
    words = [form.before, digits + scale, unit]
    return " ".join(word for word in words if word)


def _to_one(unit: str) -> str:
    """Return the singular of the last word of an English unit: 1 household."""
    head, space, noun = unit.rpartition(" ")
    if noun.endswith("ies"):
        noun = noun[:-3] + "y"
    return head + space + _SINGULARS.get(noun, noun.removesuffix("s"))


def _refine(value: Fraction, form: Form) -> Form:
    if not value or _round(value / form.scale * 10**form.decimals, form.rounding):
        return form
    if form.scale > 1:
        return replace(form, scale_word="", scale=Fraction(1))
    return _refine(value, replace(form, decimals=form.decimals + 1)) if form.decimals < _MOST_DECIMALS else form


def _round(value: Fraction, rounding: Rounding) -> int:
    if rounding == "nearest":
        return round(value)  # a Fraction rounds half to even
    if rounding == "at_most":
        return floor(value)
    if rounding == "at_least":
        return ceil(value)
    if rounding == "below":
        return ceil(value) - 1
    return floor(value) + 1


def _write(number: Fraction, decimals: int, *, grouped: bool) -> str:
    steps = abs(int(number * 10**decimals))
    whole, rest = divmod(steps, 10**decimals)
    places = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if number < 0 else ""
    return sign + (f"{whole:,}" if grouped else str(whole)) + (f".{places}" if places else "")
