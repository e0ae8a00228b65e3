"""Households that ask for help: who belongs to them, what they earn and own, when they were confirmed."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, household, money, person

HOUSEHOLDS = Contract(
    "households",
    1,
    "困难家庭",
    "households that ask for help or are paid an allowance",
    (
        household(),
        choice("residence", "城乡类别", "whose standard holds", "urban", "rural"),
        day("applied_on", "申请日期", "day of the application"),
        day("confirmed_on", "审核确认日期", "day of the decision that confirmed the household", required=False),
        day("ended_on", "终止日期", "first day on which the household no longer stands", required=False),
        AREA,
    ),
    ("household",),
    "applied_on",
)

HOUSEHOLD_MEMBERS = Contract(
    "household_members",
    1,
    "困难家庭成员",
    "members of those households",
    (
        person(),
        household(),
        day("joined_on", "计入日期", "day from which the person is counted as a member"),
        day("left_on", "离开日期", "first day no longer a member: death, marriage, moving out", required=False),
        day("birth_month", "出生年月（当月1日）", "first day of the month of birth"),
        choice(
            "disability",
            "残疾类别",
            "category of the disability certificate",
            "none",
            "visual",
            "hearing",
            "speech",
            "physical",
            "intellectual",
            "mental",
            "multiple",
        ),
        count("grade", "残疾等级（1-4，无为0）", "grade of disability, 1 to 4; 0 without a certificate"),
        choice("self_care", "生活自理能力", "ability of self-care", "able", "partial", "lost"),
        choice("obligor", "法定义务人", "whoever the law obliges to support the person", "able", "unable", "none"),
        choice("pension", "养老保险类别", "pension scheme", "none", "resident", "employee"),
        day("subsidies_from", "残疾人补贴申请日期", "day of application for the disability subsidies", required=False),
        AREA,
    ),
    ("person", "joined_on"),
    "joined_on",
)

HOUSEHOLD_INCOMES = Contract(
    "household_incomes",
    1,
    "困难家庭收入",
    "incomes of those households in the twelve months before the declaration",
    (
        household(),
        choice(
            "source",
            "收入类别",
            "kind of income; exempt is what the law does not count",
            "wages",
            "business",
            "property",
            "transfers",
            "exempt",
        ),
        day("declared_on", "核对日期", "day of declaration and check"),
        money("amount", "近12个月收入（分）", "income of twelve months in fen"),
        AREA,
    ),
    ("household", "source", "declared_on"),
    "declared_on",
)

HOUSEHOLD_PROPERTIES = Contract(
    "household_properties",
    1,
    "困难家庭财产",
    "what those households own",
    (
        household(),
        day("declared_on", "核对日期", "day of declaration and check"),
        money("assets", "金融资产（分）", "financial assets in fen"),
        money("business_capital", "企业出资额（分）", "capital put into companies in fen"),
        count("vehicles", "机动车辆数（不含摩托车和残疾人代步车）", "motor vehicles but motorcycles and scooters"),
        count("dwellings", "住房套数", "dwellings"),
        AREA,
    ),
    ("household", "declared_on"),
    "declared_on",
)

CONTRACTS = (HOUSEHOLDS, HOUSEHOLD_MEMBERS, HOUSEHOLD_INCOMES, HOUSEHOLD_PROPERTIES)
