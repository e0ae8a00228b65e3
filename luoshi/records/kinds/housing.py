"""Housing and the countryside: property titles, installations, surveys of houses."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, flag, household, key

TITLE_CASES = Contract(
    "title_cases",
    1,
    "产权历史遗留问题",
    "old problems of property titles, one a housing project",
    (
        key("title_case", "问题项目键", "case"),
        choice("property", "房产种类", "property", "urban_housing", "commercial", "industrial"),
        flag("supervised", "是否纳入省监管系统", "in the province's system of supervision"),
        count("households", "涉及户数", "households concerned"),
        day("registered_on", "登记日期", "day of entry"),
        day("resolved_on", "办结日期", "day of the outcome", required=False),
        day("withdrawn_on", "移出日期", "first day no longer on the list", required=False),
        choice("outcome", "办理结果", "outcome", "open", "resolved", "not_accepted"),
        AREA,
    ),
    ("title_case",),
    "registered_on",
)

TITLE_ISSUES = Contract(
    "title_issues",
    1,
    "不动产证书颁发",
    "titles issued in a case",
    (
        key("title_case", "问题项目键", "case"),
        day("issued_on", "颁证日期", "day of issue"),
        choice("kind", "登记类型", "kind of registration", "first_title", "change"),
        count("titles", "证书本数", "titles"),
        AREA,
    ),
    ("title_case", "issued_on", "kind"),
    "issued_on",
)

INSTALLATIONS = Contract(
    "installations",
    1,
    "入户改造",
    "installations in homes",
    (
        household(),
        choice("purpose", "改造内容", "purpose", "clean_heating", "toilet", "gas_supply"),
        flag("rural", "是否农村", "in the countryside"),
        day("completed_on", "完成日期", "day of completion, or planned for"),
        choice("status", "状态", "state", "completed", "planned"),
        AREA,
    ),
    ("household", "purpose", "completed_on"),
    "completed_on",
)

HOUSE_SURVEYS = Contract(
    "house_surveys",
    1,
    "农村房屋排查",
    "surveys of rural houses",
    (
        key("house", "房屋键", "house"),
        day("surveyed_on", "排查日期", "day of the survey"),
        choice("status", "状态", "state", "surveyed", "absent"),
        AREA,
    ),
    ("house", "surveyed_on"),
    "surveyed_on",
)

CONTRACTS = (TITLE_CASES, TITLE_ISSUES, INSTALLATIONS, HOUSE_SURVEYS)
