"""Numbers as they are printed, Arabic and Chinese, with scale and precision; never a float.

What a number counts, and whether it is a claim at all, is decided elsewhere.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# No printed quantity is longer; a run of digits that is longer is an identifier, or no text at all.
LONGEST = 40

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
# 千瓦, 千米 and their like are units, 百分点 is one too; 万 and 亿 never begin a unit.
_SCALE = r"(?:[百千](?![瓦米克伏卡焦帕赫升分])|千(?=克拉)|[十万亿])"
_HAN_DIGIT = "[零〇一二两三四五六七八九]"
_HAN_NUMBER = rf"(?:{_HAN_DIGIT}|{_SCALE})+(?:点{_HAN_DIGIT}+)?(?:[多余来](?=[百千万亿])(?:{_SCALE})+)?"
NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC}(?:[多余来几]?(?:{_SCALE})+)?"
    rf"(?:(?<=[千万亿])零?{_ARABIC}(?:[多余来]?(?:{_SCALE})+))*(?:(?<=[万])(?:\d{{4}}|\d,\d{{3}})(?![\d,]))?)"
    rf"|(?P<han>{_HAN_NUMBER}(?:(?<=[零〇一二两三四五六七八九])(?:{_SCALE})+)?)"
)
_PART = re.compile(rf"({_ARABIC})([多余来几]?)((?:{_SCALE})*)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number: its value, and the worth of one in its last printed and last non-zero place.

    `over`: 余, 多 or 来 stands inside it (九百六十多万); `is_bare_scale`: it has no digit (百, 万).
    """

    value: Decimal
    last_place: Decimal
    nonzero_place: Decimal
    over: bool = False
    is_bare_scale: bool = False

    @property
    def ends_in_zeros(self) -> bool:
        """Whether the last written digits are zeros, so that the number may be rounded."""
        return self.nonzero_place > self.last_place

    def scaled(self, factor: Decimal) -> "Numeral":
        """Return the numeral `factor` times as large, places with it."""
        return Numeral(
            self.value * factor,
            self.last_place * factor,
            self.nonzero_place * factor,
            self.over,
            self.is_bare_scale,
        )


def to_factor(scales: str) -> Decimal:
    """Return what the scale characters multiply by.

    >>> to_factor("万亿")
    Decimal('1000000000000')
    """
    factor = Decimal(1)
    for scale in scales:
        factor *= SCALES[scale]
    return factor


def read_arabic(text: str) -> Numeral | None:
    """Return the number in Arabic digits with scales (3亿1294万, 1.2万亿), None if its parts do not fall.

    >>> read_arabic("3亿1294万").value
    Decimal('312940000')
    """
    if len(text) > LONGEST:
        return None
    total = Decimal(0)
    above: Decimal | None = None
    over = False
    last = nonzero = Decimal(1)
    for match in _PART.finditer(text):
        digits = match[1].replace(",", "")
        factor = to_factor(match[3])
        part = Decimal(digits) * factor
        if above is not None and part >= above:
            return None
        over = over or bool(match[2])
        above = factor
        total += part
        last = factor * Decimal(1).scaleb(-len(digits.partition(".")[2]))
        nonzero = _find_nonzero_place(digits, last)
    return Numeral(total, last, nonzero, over)


def _find_nonzero_place(digits: str, last: Decimal) -> Decimal:
    plain = digits.replace(".", "")
    stripped = plain.rstrip("0")
    # A nought alone has no non-zero digit: its last place serves.
    return last.scaleb(len(plain) - len(stripped)) if stripped else last


def read_han(text: str) -> Numeral | None:
    """Return the number in Chinese characters, None where they make none (一二三, 千千).

    From 1,000 up the precision is that of the last written place; below it is one.

    >>> read_han("一万六千五百").value
    Decimal('16500')
    """
    if len(text) > LONGEST:
        return None
    over = any(c in "多余来" for c in text)
    body, _, fraction = re.sub("[多余来]", "", text).partition("点")
    if fraction:
        return _read_han_fraction(body, fraction, over)
    if all(c in SCALES for c in body) and not body.startswith("十"):
        value = to_factor(body)
        return Numeral(value, value, value, over, is_bare_scale=True)
    found = _sum_han(body)
    if found is None:
        return None
    value, place = found
    last = place if value >= 1000 else Decimal(1)
    return Numeral(value, last, max(place, Decimal(1)), over)


def _read_han_fraction(body: str, fraction: str, over: bool) -> Numeral | None:
    digits = re.match(f"{_HAN_DIGIT}+", fraction)
    whole = _sum_han(body)
    if digits is None or whole is None:
        return None
    factor = to_factor(fraction[digits.end() :])
    printed = "".join(str(DIGITS[c]) for c in digits[0])
    value = (whole[0] + Decimal(f"0.{printed}")) * factor
    last = factor.scaleb(-len(printed))
    return Numeral(value, last, _find_nonzero_place(printed, last) if int(printed) else last, over)


def _sum_han(body: str) -> tuple[Decimal, Decimal] | None:
    """Return value and worth of the last written place of a Chinese numeral without 点."""
    if len(body) > 1 and all(c in DIGITS for c in body):
        return None  # 二〇二一, 三四: a year or a guess
    total = section = 0
    digit: int | None = None
    place = 1
    largest = 10**16
    small = 10**4
    for at, char in enumerate(body):
        if char in DIGITS:
            if digit:
                return None  # two digits side by side
            digit = DIGITS[char]
            if digit:
                # 一百二 is 120, 两万五 is 25,000: the last digit stands one place under the scale before it.
                short = at == len(body) - 1 and at > 0 and body[at - 1] in "百千万亿"
                place = SCALES[body[at - 1]] // 10 if short else 1
                digit *= place
            continue
        scale = SCALES[char]
        if scale < 10**4:
            if scale >= small or (not digit and char != "十"):
                return None
            section += (digit or 1) * scale
            small, place = scale, scale
        else:
            section += digit or 0
            if section == 0 and char == "亿" and body[at - 1] == "万" and total:
                total *= scale  # 万亿: a scale on a scale
            elif section == 0 or scale >= largest:
                return None
            else:
                total += section * scale
            place, section, small, largest = place * scale, 0, 10**4, scale
        digit = None
    return Decimal(total + section + (digit or 0)), Decimal(place)
