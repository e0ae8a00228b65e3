import re
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.bulletins import clean, find_claims

_CHARACTERS = "一两三五百千万亿零第年月日人户元个项所处余多近约超各共为达由至到，、。；（）()%.,:-/ \n\t20019"
_WORDS = "超过 以上 以下 左右 翻一番 分之 百分点 三成 (shù) 每人每月 million £ per 萬 餘 １２ 20xx 提高到 分别 和"
_PIECES = st.sampled_from([*_CHARACTERS, *_WORDS.split(), "nearly ", " homes", " per cent"])
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join))
_UNITS = st.sampled_from(["人", "户", "万元", "亿元", "%", "个", "公里", "人次", "所", "万名", "万册"])
_NUMBERS = st.one_of(
    st.integers(1, 10**6).map(str),
    st.decimals(Decimal("0.01"), 10**4, places=2).map(str),
    st.integers(1000, 10**6).map(lambda n: f"{n:,}"),
)
_LINES = st.builds(lambda n, u: f"全市新增服务{n}{u}，好于预期。", _NUMBERS, _UNITS)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_any_text_is_read_and_each_claim_lies_where_it_says(text):
    claims = find_claims(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.start < claim.end
        if claim.low is not None and claim.high is not None:
            assert claim.low <= claim.high
        claim.to_json()
    for first, second in pairwise(claims):
        assert first.end <= second.start


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_clean_text_maps_back_in_order(text):
    cleaned = clean(text)
    assert len(cleaned.text) == len(cleaned.places)
    assert list(cleaned.places) == sorted(set(cleaned.places))


@settings(max_examples=200, deadline=None)
@given(_NUMBERS, _UNITS)
def test_a_printed_number_is_read_back(number, unit):
    (claim,) = find_claims(f"全市新增服务{number}{unit}。")
    factor = {"万": 10**4, "亿": 10**8, "%": Decimal("0.01")}.get(unit[0], 1)
    assert claim.value == Decimal(number.replace(",", "")) * factor
    assert claim.text == f"{number}{unit}"
    assert claim.low is not None
    assert claim.high is not None
    assert claim.low <= claim.value < claim.high


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_pinyin_noise_and_full_width_digits_change_no_value(line):
    plain = [(c.value, c.low, c.high, c.unit) for c in find_claims(line)]
    noisy = re.sub("([全增服好])", r"\1(xīn)", line)
    wide = line.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
    for text in (noisy, wide):
        assert [(c.value, c.low, c.high, c.unit) for c in find_claims(text)] == plain
