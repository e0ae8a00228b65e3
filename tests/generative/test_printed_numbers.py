"""A number is printed in each form of the trade by a printer that knows nothing of the reader.

The reader must find exactly that claim, and the true number must lie in its interval.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.bulletins import find_claims

_TRUE = st.integers(11, 10**12 - 1)
_DIGITS = "零一二三四五六七八九"
_UNITS = st.sampled_from(
    ["人", "户", "个", "元", "亩", "公里", "平方米", "人次", "件", "名", "吨", "千瓦时", "家", "所"]
)
_ENGLISH_UNITS = st.sampled_from(["people", "homes", "households", "schools", "low-income families", "electric buses"])


def _to_leading(true, count, rounding):
    """Keep `count` leading digits of a whole number."""
    place = 10 ** max(0, len(str(true)) - count)
    return int((Decimal(true) / place).to_integral_value(rounding)) * place, place


def _print_plain(number, style):
    if style == "万" and number >= 10**4 and number % 100 == 0:
        return f"{(Decimal(number) / 10**4).normalize():f}万"
    if style == "亿" and number >= 10**8 and number % 10**6 == 0:
        return f"{(Decimal(number) / 10**8).normalize():f}亿"
    return f"{number:,}" if style == "comma" else str(number)


def _print_han(number):
    """Print 1 to 9,999 in Chinese characters."""
    printed, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            printed += ("零" if gap and printed else "") + _DIGITS[digit] + name
        gap = not digit
    return printed


def _check(text, printed, true):
    (claim,) = find_claims(text)
    assert claim.text == printed
    assert claim.low is None or claim.low < true or (claim.low == true and claim.low_closed)
    # A tie at the upper end of a plain number agrees (GB/T 8170 rounds half to even).
    assert (
        claim.high is None
        or claim.high > true
        or (claim.high == true and (claim.high_closed or claim.comparator == "eq"))
    )
    return claim


_STYLES = st.sampled_from(["", "comma", "万", "亿"])


@settings(max_examples=150, deadline=None)
@given(_TRUE, _UNITS, st.integers(0, 3))
def test_a_rounded_number_of_wan_or_yi_holds_the_true_one(true, unit, places):
    for scale, name in ((10**4, "万"), (10**8, "亿")):
        if true < scale:
            continue
        shown = (Decimal(true) / scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        claim = _check(f"全市今年实现{shown}{name}{unit}，好于预期。", f"{shown}{name}{unit}", true)
        assert claim.value == shown * scale


@settings(max_examples=150, deadline=None)
@given(_TRUE, _UNITS, _STYLES, st.integers(1, 3), st.sampled_from(["超过", "突破", "逾", "超", "不少于", "至少"]))
def test_a_number_under_the_true_one_is_a_lower_end(true, unit, style, count, word):
    shown, _ = _to_leading(true - 1, count, ROUND_FLOOR)
    printed = f"{word}{_print_plain(shown, style)}{unit}"
    _check(f"全市今年实现{printed}，好于预期。", printed, true)


@settings(max_examples=150, deadline=None)
@given(_TRUE, _UNITS, _STYLES, st.integers(1, 3), st.sampled_from(["近", "接近", "不足", "不到", "不超过"]))
def test_a_number_over_the_true_one_is_an_upper_end(true, unit, style, count, word):
    shown, _ = _to_leading(true + 1, count, ROUND_CEILING)
    printed = f"{word}{_print_plain(shown, style)}{unit}"
    _check(f"全市今年实现{printed}，好于预期。", printed, true)


@settings(max_examples=150, deadline=None)
@given(_TRUE, _UNITS, st.integers(1, 2), st.sampled_from(["约", "大约"]), _STYLES)
def test_a_round_number_with_about_holds_the_true_one(true, unit, count, word, style):
    shown, _ = _to_leading(true, count, ROUND_HALF_EVEN)
    printed = f"{word}{_print_plain(shown, style)}{unit}"
    claim = _check(f"全市今年实现{printed}，好于预期。", printed, true)
    assert claim.comparator == "about"


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9999), _UNITS, st.sampled_from(["余", "多"]))
def test_a_number_with_yu_or_duo_is_followed_by_less_than_one_of_its_last_place(lead, zeros, part, unit, word):
    place = 10**zeros
    true = lead * place + max(1, part * place // 10_000)
    if true >= (lead + 1) * place:
        return
    shown = f"{lead}{'0' * (zeros % 4)}{word}{('', '万', '亿')[zeros // 4]}"
    claim = _check(f"全市今年实现{shown}{unit}，好于预期。", f"{shown}{unit}", true)
    assert (claim.comparator, claim.low) == ("over", lead * place)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 9999), st.sampled_from(["", "万", "亿"]), st.sampled_from(["人", "户", "元", "亩", "名", "家"]))
def test_a_chinese_numeral_holds_its_number(number, scale, unit):
    if number == 2 and not scale:
        return  # two things are 两, not 二
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    printed = f"{_print_han(number)}{scale}{unit}"
    claim = _check(f"全市今年实现{printed}，好于预期。", printed, number * factor)
    assert claim.value == number * factor


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 99_999), st.sampled_from(["%", "％", "个百分点", "‰"]))
def test_a_rate_is_a_fraction(hundredths, sign):
    printed = f"{Decimal(hundredths) / 100:.2f}{sign}"
    claim = _check(f"指标同比提高{printed}。", printed, Decimal(hundredths) / (100_000 if sign == "‰" else 10_000))
    assert claim.unit == "ratio"


@settings(max_examples=200, deadline=None)
@given(
    _TRUE,
    _ENGLISH_UNITS,
    st.sampled_from(["", "more than", "at least", "nearly", "up to", "about", "over", "fewer than"]),
)
def test_an_english_number_holds_the_true_one(true, unit, word):
    lower, upper = {"more than", "over", "at least"}, {"nearly", "up to", "fewer than"}
    if word in lower:
        shown, _ = _to_leading(true - 1, 2, ROUND_FLOOR)
    elif word in upper:
        shown, _ = _to_leading(true + 1, 2, ROUND_CEILING)
    else:
        shown = _to_leading(true, 2, ROUND_HALF_EVEN)[0] if word else true
    printed = f"{word} {shown:,} {unit}".strip()
    _check(f"The council helped {printed} during the year.", printed, true)


@settings(max_examples=150, deadline=None)
@given(
    _TRUE, st.sampled_from([("m", 6), ("bn", 9), (" million", 6), (" billion", 9), ("k", 3)]), st.sampled_from("£$€")
)
def test_english_money_with_a_scale_holds_the_true_amount(true, scale, sign):
    shown = (Decimal(true) / 10 ** scale[1]).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    printed = f"{sign}{shown:,}{scale[0]}"
    claim = _check(f"The project cost {printed}, the board said.", printed, true)
    assert claim.value == shown * 10 ** scale[1]
