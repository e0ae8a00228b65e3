from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.bulletins import clean
from luoshi.bulletins.numerals import read_arabic, read_han

_DIGITS = "零一二三四五六七八九"


def _print_han(number):
    """Print 1 to 9,999 in Chinese characters."""
    printed, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            printed += ("零" if gap and printed else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return printed


@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]))
def test_a_chinese_numeral_is_read_back(number, scale):
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    numeral = read_han(_print_han(number) + scale)
    assert numeral is not None
    assert numeral.value == number * factor


@pytest.mark.parametrize(
    ("printed", "value", "place"),
    [
        ("一万六千五百", 16500, 100),
        ("九百六十万", 9600000, 100000),
        ("一百二", 120, 1),
        ("两万五", 25000, 1000),
        ("十五", 15, 1),
        ("一百零二", 102, 1),
        ("一万亿", 10**12, 10**12),
        ("二十点五", "20.5", "0.1"),
    ],
)
def test_a_chinese_numeral_has_the_precision_of_its_last_written_place(printed, value, place):
    numeral = read_han(printed)
    assert numeral is not None
    assert (numeral.value, numeral.last_place) == (Decimal(value), Decimal(place))


@pytest.mark.parametrize("printed", ["二〇二一", "一二三", "千千", "三四"])
def test_characters_that_make_no_number_are_none(printed):
    numeral = read_han(printed)
    assert numeral is None or numeral.is_bare_scale


def test_parts_that_do_not_fall_are_no_number():
    assert read_arabic("20万30万") is None


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("數(shù)據", "数据"),
        ("行政村(社區(qū))", "行政村(社区)"),
        ("１，２８５名", "1,285名"),
        ("35 万 人", "35万人"),
        ("排查307.\n6万户", "排查307.6万户"),
        ("2021 35万人", "2021 35万人"),
        ("3億1294萬餘", "3亿1294万余"),
        ("标题\n正文", "标题\n正文"),
    ],
)
def test_noise_goes_and_the_rest_stays(printed, cleaned):
    assert clean(printed).text == cleaned
