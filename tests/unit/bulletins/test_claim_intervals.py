from decimal import Decimal

import pytest

from luoshi.bulletins import find_claims

_INTERVALS = [
    # text, value, low, high, low closed, high closed, unit, comparator
    ("再就业7227人", 7227, "7226.5", "7227.5", True, False, "person", "eq"),
    ("清洁取暖15万户", 150000, 145000, 155000, True, False, "household", "eq"),
    ("惠及23.25万名", 232500, 232450, 232550, True, False, "person", "eq"),
    ("失业率2.19%", "0.0219", "0.02185", "0.02195", True, False, "ratio", "eq"),
    ("报名超过35万人", 350000, 350000, None, False, False, "person", "gt"),
    ("投资突破20亿元", 2 * 10**9, 2 * 10**9, None, False, False, "yuan", "gt"),
    ("就业率95%以上", "0.95", "0.95", None, True, False, "ratio", "ge"),
    ("车位不少于300个", 300, 300, None, True, False, "item", "ge"),
    ("资金近260亿元", 26 * 10**9, None, 26 * 10**9, False, False, "yuan", "lt"),
    ("损耗率5%以内", "0.05", None, "0.05", False, True, "ratio", "le"),
    ("图书约120万册", 1200000, 1150000, 1250000, True, True, "copy", "about"),
    ("增长15%左右", "0.15", "0.145", "0.155", True, True, "ratio", "about"),
    ("救助600余万人次", 6 * 10**6, 6 * 10**6, 7 * 10**6, False, False, "attendance", "over"),
    ("志愿者1000多万名", 10**7, 10**7, 2 * 10**7, False, False, "person", "over"),
    ("九百六十多万人", 9600000, 9600000, 9700000, False, False, "person", "over"),
    ("共3亿1294万餘人", 312940000, 312940000, 312950000, False, False, "person", "over"),
    ("一万六千五百人", 16500, 16450, 16550, True, False, "person", "eq"),
    ("增长1.26倍", "1.26", "1.255", "1.265", True, False, "times", "eq"),
    ("产值翻一番", 2, "1.5", "2.5", True, False, "times", "eq"),
    ("占三成", "0.3", "0.25", "0.35", True, False, "ratio", "eq"),
    ("占三成五", "0.35", "0.345", "0.355", True, False, "ratio", "eq"),
    ("达百分之九十五", "0.95", "0.945", "0.955", True, False, "ratio", "eq"),
    ("铺设1579.4公里", "1579.4", "1579.35", "1579.45", True, False, "km", "eq"),
    ("死亡率3.5‰", "0.0035", "0.00345", "0.00355", True, False, "ratio", "eq"),
    ("安装充电桩3至5个", 4, 3, 5, True, True, "item", "eq"),
    ("每户补助2011元", 2011, "2010.5", "2011.5", True, False, "yuan/household", "eq"),
    ("基金1.2万亿元", 12 * 10**11, 115 * 10**10, 125 * 10**10, True, False, "yuan", "eq"),
    ("nearly 5,000 homes were built", 5000, None, 5000, False, False, "household", "lt"),
    ("It cost £1.2m in all", 1200000, 1150000, 1250000, True, False, "gbp", "eq"),
    ("About 12,000 residents came", 12000, 11500, 12500, True, True, "person", "about"),
]


@pytest.mark.parametrize("row", _INTERVALS, ids=[row[0] for row in _INTERVALS])
def test_the_interval_follows_the_conventions(row):
    text, value, low, high, low_closed, high_closed, unit, comparator = row
    (claim,) = find_claims(text)
    assert claim.value == Decimal(value)
    assert claim.low == (None if low is None else Decimal(low))
    assert claim.high == (None if high is None else Decimal(high))
    assert (claim.low_closed, claim.high_closed) == (low_closed, high_closed)
    assert (claim.unit, claim.comparator) == (unit, comparator)


def test_two_thirds_is_a_fraction_with_the_precision_of_thirds():
    (claim,) = find_claims("超过三分之二的村")
    assert claim.low == Decimal(2) / 3
    assert claim.high is None


def test_a_number_that_ends_in_zeros_carries_the_wide_reading():
    (claim,) = find_claims("检查单位20万家次")
    assert claim.wide == (Decimal(150000), Decimal(250000))
    (claim,) = find_claims("检查单位21万家次")
    assert claim.wide is None


def test_from_and_to_are_two_claims_and_share_the_rate():
    first, second = find_claims("补助标准由每人每年550元提高至580元。")
    assert (first.role, second.role) == ("from", "to")
    assert first.unit == second.unit == "yuan/person/year"
    assert second.change == "rise"


def test_a_shared_unit_and_scale_reach_back():
    first, second = find_claims("两市分别转移就业5.6、7.2万人。")
    assert (first.value, second.value) == (56000, 72000)
    assert first.unit == second.unit == "person"
    assert first.group == second.group is not None


def test_points_share_their_unit():
    first, second = find_claims("分别提高1.8和5.3个百分点")
    assert (first.value, second.value) == (Decimal("0.018"), Decimal("0.053"))


def test_a_fall_has_a_positive_value_and_its_direction():
    (claim,) = find_claims("进出口总额下降8.3%。")
    assert claim.value == Decimal("0.083")
    assert claim.change == "fall"


def test_the_persons_of_households_have_the_words_before_both():
    households, persons = find_claims("全市共认定帮扶对象3853户、9210人。")
    assert households.subject == persons.subject == "全市共认定帮扶对象"


def test_a_short_line_without_a_closing_mark_is_a_headline():
    headline, body = find_claims("新增就业10.7万人\n全年新增就业10.7万人，好于预期。")
    assert headline.is_headline
    assert not body.is_headline
    assert (headline.paragraph, body.paragraph) == (0, 1)


def test_the_json_has_the_eleven_keys_and_plain_numbers():
    (claim,) = find_claims("再就业7227人")
    assert claim.to_json() == {
        "start": 3,
        "end": 8,
        "text": "7227人",
        "value": 7227,
        "low": 7226.5,
        "high": 7227.5,
        "low_closed": True,
        "high_closed": False,
        "unit": "person",
        "comparator": "eq",
        "subject": "再就业",
    }


def test_clause_and_sentence_know_where_the_claim_stands():
    (claim,) = find_claims("会议召开。今年，新增就業逾12萬人。")
    assert claim.clause[claim.offset :].startswith("逾12万人")
    assert claim.sentence[claim.sentence_offset :].startswith("逾12万人")
    assert claim.printed == "逾12万人"


def test_a_number_torn_by_a_line_break_is_one_number():
    (claim,) = find_claims("共排查房屋307.\n6万户。")
    assert claim.text == "307.\n6万户"
    assert claim.value == 3076000
    (claim,) = find_claims("全年新增就业10.7\n万人。")
    assert claim.value == 107000
