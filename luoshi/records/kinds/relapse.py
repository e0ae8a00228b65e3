"""Monitoring against a return into poverty: cases, their members, the help given."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, household, person

WATCH_CASES = Contract(
    "watch_cases",
    1,
    "防返贫监测对象",
    "households under watch",
    (
        household(),
        day("identified_on", "认定日期", "day of the decision"),
        choice(
            "risk",
            "风险类型",
            "class of risk",
            "unstable_after_poverty",
            "close_to_poverty",
            "severe_hardship",
        ),
        choice("status", "认定结果", "decision", "identified", "pending", "refused"),
        AREA,
    ),
    ("household", "identified_on"),
    "identified_on",
)

WATCH_MEMBERS = Contract(
    "watch_members",
    1,
    "监测对象家庭成员",
    "members of households under watch",
    (
        person(),
        household(),
        day("identified_on", "认定日期", "day of the decision on the household"),
        AREA,
    ),
    ("person", "identified_on"),
    "identified_on",
)

WATCH_MEASURES = Contract(
    "watch_measures",
    1,
    "帮扶措施",
    "help for households under watch",
    (
        household(),
        choice("measure", "措施种类", "kind of help", "income", "job", "health", "schooling", "housing"),
        day("begun_on", "落实日期", "day from which the help is there, or is planned"),
        choice("status", "状态", "state", "in_place", "planned"),
        AREA,
    ),
    ("household", "measure", "begun_on"),
    "begun_on",
)

CONTRACTS = (WATCH_CASES, WATCH_MEMBERS, WATCH_MEASURES)
