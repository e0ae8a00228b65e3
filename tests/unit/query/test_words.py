"""Definitions in words."""

from datetime import date

import pytest

from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Not,
    Rows,
    Since,
    Total,
    describe,
)
from luoshi.records import Column, ColumnType, Contract

PAYMENT = Contract(
    "payment",
    1,
    "发放",
    "payment",
    (
        Column("area", ColumnType.AREA, "地区", "area"),
        Column("day", ColumnType.DATE, "发放日", "day of payment"),
        Column("ended", ColumnType.DATE, "终止日", "end", required=False),
        Column("person", ColumnType.KEY, "人员", "person"),
        Column("amount", ColumnType.MONEY, "金额", "amount"),
        Column("state", ColumnType.CHOICE, "状态", "state"),
        Column("accepted", ColumnType.FLAG, "已验收", "accepted"),
    ),
    ("person", "day"),
    "day",
)
CONTRACTS = {"payment": PAYMENT}


def test_describe_measure_names_kind_time_and_filter_in_both_languages() -> None:
    measure = Total("payment", "amount", Happens("day"), Both((Is("state", "paid"), Is("accepted", True))))
    assert describe(measure, CONTRACTS.__getitem__, "zh") == (
        "发放中“金额”的合计：“发放日”在期内；“状态”为paid，且“已验收”为是。"
    )
    assert describe(measure, CONTRACTS.__getitem__, "en") == (
        "The sum of 'amount' over records of payment, where 'day of payment' lies in the period; "
        "'state' is paid and 'accepted' is yes."
    )


@pytest.mark.parametrize(
    ("timing", "zh", "en"),
    [
        (InLastMonth("day"), "在期末当月", "lies in the period's last month"),
        (Holds("day", "ended"), "“发放日”不晚于期末，且“终止日”未到", "'end' has not come by then"),
        (Holds("day"), "“发放日”不晚于期末。", "is not after the period's last day."),
        (Since("day", date(2020, 5, 1)), "自2020年5月1日起至期末", "lies between 2020-05-01 and"),
    ],
)
def test_describe_timing_says_which_days_count(timing: object, zh: str, en: str) -> None:
    for measure in (Rows("payment", timing), Distinct("payment", "person", timing)):
        assert zh in describe(measure, CONTRACTS.__getitem__, "zh")
        assert en in describe(measure, CONTRACTS.__getitem__, "en")


@pytest.mark.parametrize(
    ("predicate", "zh", "en"),
    [
        (Everything(), "全部记录", "any record"),
        (IsIn("state", ("paid", "held")), "“状态”为下列之一：paid、held", "'state' is one of: paid, held"),
        (Compares("amount", ">=", 100), "“金额”不小于100", "'amount' is at least 100"),
        (Compares("day", "<", date(2021, 2, 3)), "“发放日”早于2021年2月3日", "'day of payment' is before 2021-02-03"),
        (Not(IsKnown("state")), "不符合（“状态”已知）", "not ('state' is known)"),
        (
            HasRecord("payment", "person", Is("accepted", False)),
            "同一“人员”另有发放记录（“已验收”为否）",
            "the same 'person' has a record of payment ('accepted' is no)",
        ),
        (
            Both((IsKnown("day"), Either((IsKnown("state"), IsKnown("amount"))))),
            "“发放日”已知，且（“状态”已知，或“金额”已知）",
            "'day of payment' is known and ('state' is known or 'amount' is known)",
        ),
        (Either(()), "无一记录", "no record"),
    ],
)
def test_describe_predicate_can_be_read_one_way_only(predicate: object, zh: str, en: str) -> None:
    assert describe(predicate, CONTRACTS.__getitem__, "zh", "payment") == zh
    assert describe(predicate, CONTRACTS.__getitem__, "en", "payment") == en


def test_describe_unknown_column_raises() -> None:
    with pytest.raises(KeyError, match=r"payment\.nobody"):
        describe(IsKnown("nobody"), CONTRACTS.__getitem__, "en", "payment")
