"""Money that reaches people: payments of benefits, rises of pensions, grants to funds."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, household, key, money, person

PAYMENTS = Contract(
    "payments",
    1,
    "补助发放",
    "payments of benefits",
    (
        key("payment", "支付流水号", "number of the payment order"),
        person(zh="领取人", en="person entitled"),
        household(zh="所属家庭", en="household entitled, where the benefit is a household's", required=False),
        choice(
            "benefit",
            "待遇种类",
            "benefit",
            "dibao",
            "tekun",
            "temporary_aid",
            "orphan_institution",
            "orphan_scattered",
            "unattended_child",
            "hardship_child",
            "disability_living",
            "disability_nursing",
            "injury_allowance",
            "injury_nursing",
            "injury_survivors",
            "injury_lump_sum",
            "veteran_pension",
            "veteran_subsidy",
            "veteran_medical",
            "two_cancers",
            "elder_allowance",
            "longevity",
            "poor_elder",
            "rent_subsidy",
        ),
        day("pay_month", "待遇所属月（当月1日）", "first day of the month that is paid for"),
        day("paid_on", "发放日期", "day of payment"),
        money("amount", "金额（分）", "amount in fen"),
        choice("status", "发放状态", "state of the payment", "paid", "returned", "held"),
        AREA,
    ),
    ("payment",),
    "paid_on",
)

PENSION_ADJUSTMENTS = Contract(
    "pension_adjustments",
    1,
    "养老金调整",
    "adjustments of monthly pensions",
    (
        person(zh="领取人", en="pensioner"),
        choice("scheme", "险种", "scheme", "retiree", "resident"),
        day("effective_on", "执行日期", "day from which the new amount is due"),
        day("replaced_on", "下次调整执行日期", "day from which a later adjustment is due", required=False),
        money("monthly_rise", "月增额（分）", "rise a month in fen"),
        choice("status", "状态", "state", "confirmed", "suspended"),
        AREA,
    ),
    ("person", "scheme", "effective_on"),
    "effective_on",
)

GRANTS = Contract(
    "grants",
    1,
    "争取资金",
    "grants won for a fund",
    (
        key("grant", "资金文号键", "number of the grant"),
        choice("purpose", "用途", "purpose", "two_cancers", "rehabilitation", "elder_care"),
        choice("level", "来源层级", "who grants", "central", "province", "city", "county"),
        day("awarded_on", "下达日期", "day of award"),
        money("amount", "金额（分）", "amount in fen"),
        choice("status", "状态", "state", "awarded", "applied", "recalled"),
        AREA,
    ),
    ("grant",),
    "awarded_on",
)

CONTRACTS = (PAYMENTS, PENSION_ADJUSTMENTS, GRANTS)
