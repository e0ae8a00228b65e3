"""Safety: inspection teams and visits, findings and their mending, grades, food samples."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, flag, key

DISPATCHES = Contract(
    "dispatches",
    1,
    "检查组派出",
    "inspection teams sent out",
    (
        key("dispatch", "派出批次键", "dispatch of one team"),
        choice("campaign", "行动", "campaign", "hazard_campaign", "routine", "fire"),
        day("sent_on", "派出日期", "day on which the team went, or was to go"),
        count("inspectors", "检查人员数", "inspectors in the team"),
        choice("status", "状态", "state", "sent", "cancelled"),
        AREA,
    ),
    ("dispatch",),
    "sent_on",
)

INSPECTIONS = Contract(
    "inspections",
    1,
    "现场检查",
    "visits to businesses",
    (
        key("inspection", "检查键", "visit"),
        key("dispatch", "派出批次键", "dispatch of the team"),
        key("business", "单位键", "business visited"),
        day("inspected_on", "检查日期", "day of the visit"),
        choice("status", "状态", "state", "done", "closed_door"),
        AREA,
    ),
    ("inspection",),
    "inspected_on",
)

FINDINGS = Contract(
    "findings",
    1,
    "隐患",
    "hazards found",
    (
        key("finding", "隐患键", "hazard"),
        choice(
            "source",
            "来源",
            "found by",
            "hazard_campaign",
            "union_activity",
            "house_survey",
            "routine",
        ),
        choice(
            "subject",
            "隐患所在",
            "where it lies",
            "workplace",
            "self_built_business",
            "self_built_home",
        ),
        day("found_on", "排查日期", "day on which it was found"),
        choice("status", "状态", "state", "confirmed", "void"),
        AREA,
    ),
    ("finding",),
    "found_on",
)

RECTIFICATIONS = Contract(
    "rectifications",
    1,
    "隐患整改",
    "hazards mended",
    (
        key("finding", "隐患键", "hazard"),
        day("rectified_on", "整改日期", "day on which it was mended"),
        flag("verified", "是否复查合格", "a second visit found it mended"),
        AREA,
    ),
    ("finding",),
    "rectified_on",
)

RISK_GRADES = Contract(
    "risk_grades",
    1,
    "风险分级",
    "risk grades of businesses",
    (
        key("business", "单位键", "business"),
        choice("trade", "行业", "trade", "catering", "food_production", "food_sale"),
        choice("grade", "风险等级", "grade", "A", "B", "C", "D"),
        day("graded_on", "评定日期", "day of grading"),
        day("ended_on", "失效日期", "first day no longer valid", required=False),
        choice("status", "状态", "state", "confirmed", "proposed"),
        AREA,
    ),
    ("business", "trade", "graded_on"),
    "graded_on",
)

FOOD_SAMPLES = Contract(
    "food_samples",
    1,
    "食品抽样",
    "food samples",
    (
        key("sample", "样品键", "sample"),
        choice("purpose", "抽检性质", "purpose", "supervision", "risk_monitoring", "complaint"),
        day("tested_on", "检验日期", "day of the report, or of sampling where none came"),
        choice("status", "状态", "state", "reported", "spoiled"),
        AREA,
    ),
    ("sample",),
    "tested_on",
)

CONTRACTS = (DISPATCHES, INSPECTIONS, FINDINGS, RECTIFICATIONS, RISK_GRADES, FOOD_SAMPLES)
