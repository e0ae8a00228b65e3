"""Insurance: policies, claims, memberships of mutual aid."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, flag, key, money, person

INSURANCE_POLICIES = Contract(
    "insurance_policies",
    1,
    "商业保险保单",
    "insurance policies of persons",
    (
        person(zh="被保险人", en="insured person"),
        choice(
            "product",
            "险种",
            "product",
            "poverty_medical",
            "poverty_accident",
            "city_commercial",
            "student_accident",
        ),
        day("starts_on", "生效日期", "first day covered"),
        day("ends_on", "终止日期", "first day no longer covered", required=False),
        flag("paid", "保费是否缴清", "premium paid"),
        AREA,
    ),
    ("person", "product", "starts_on"),
    "starts_on",
)

INSURANCE_CLAIMS = Contract(
    "insurance_claims",
    1,
    "待遇结算",
    "settled claims",
    (
        key("claim", "结算单号", "number of the claim"),
        person(zh="享受待遇人", en="beneficiary"),
        choice("scheme", "险种", "scheme", "long_term_care", "poverty_medical"),
        day("settled_on", "结算日期", "day of settlement"),
        money("relief", "基金支付额（分）", "paid by the fund, in fen"),
        choice("status", "状态", "state", "paid", "refused"),
        AREA,
    ),
    ("claim",),
    "settled_on",
)

MEMBERSHIPS = Contract(
    "memberships",
    1,
    "互助保障参保",
    "memberships of mutual aid",
    (
        person(zh="职工", en="employee"),
        choice("scheme", "组织", "scheme", "employee_mutual_aid", "neighbour_mutual_aid"),
        choice("plan", "保障计划", "plan", "hospital", "serious_illness", "accident", "women_illness"),
        day("joined_on", "参保日期", "day of joining"),
        flag("paid", "是否缴费", "contribution paid"),
        AREA,
    ),
    ("person", "scheme", "plan", "joined_on"),
    "joined_on",
)

CONTRACTS = (INSURANCE_POLICIES, INSURANCE_CLAIMS, MEMBERSHIPS)
