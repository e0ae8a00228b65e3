"""Health: records, checks, care of chronic patients, screening, and the bases of rates."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, flag, person

POPULATION_BASES = Contract(
    "population_bases",
    1,
    "人口基数",
    "numbers of people that rates are related to",
    (
        choice(
            "group",
            "人群",
            "group",
            "residents",
            "residents_65",
            "hypertension_estimated",
            "diabetes_estimated",
            "urban_labour_force",
        ),
        day("valid_from", "启用日期", "first day in use"),
        day("replaced_on", "停用日期", "first day no longer in use", required=False),
        count("persons", "人数", "persons"),
        AREA,
    ),
    ("group", "area", "valid_from"),
    "valid_from",
)

HEALTH_RECORDS = Contract(
    "health_records",
    1,
    "居民健康档案",
    "residents' health records",
    (
        person(zh="居民", en="resident"),
        day("opened_on", "建档日期", "day of opening"),
        day("closed_on", "注销日期", "first day no longer kept", required=False),
        flag("electronic", "是否电子档案", "kept electronically"),
        AREA,
    ),
    ("person",),
    "opened_on",
)

HEALTH_CHECKS = Contract(
    "health_checks",
    1,
    "年度健康体检",
    "yearly health checks",
    (
        person(zh="受检人", en="person checked"),
        choice("group", "对象", "group", "elderly", "disabled", "student"),
        day("checked_on", "体检日期", "day of the check"),
        day("counts_until", "计入截止日", "first day on which it no longer counts (the next year's first)"),
        flag("complete", "项目是否完整", "every item was done"),
        AREA,
    ),
    ("person", "group", "checked_on"),
    "checked_on",
)

PATIENT_CARE = Contract(
    "patient_care",
    1,
    "慢性病患者管理",
    "care of chronic patients",
    (
        person(zh="患者", en="patient"),
        choice("disease", "病种", "disease", "hypertension", "diabetes_2", "copd"),
        day("enrolled_on", "纳入管理日期", "first day under management"),
        day("ended_on", "终止管理日期", "first day no longer managed", required=False),
        flag("followed_up", "是否随访", "followed up as the rule asks"),
        AREA,
    ),
    ("person", "disease", "enrolled_on"),
    "enrolled_on",
)

SCREENINGS = Contract(
    "screenings",
    1,
    "疾病筛查",
    "screenings",
    (
        person(zh="受检妇女", en="woman screened"),
        choice("target", "筛查内容", "what is looked for", "cervical", "breast", "hepatitis"),
        day("screened_on", "筛查日期", "day of screening"),
        flag("free", "是否免费", "free of charge"),
        choice("status", "状态", "state", "completed", "broken_off"),
        AREA,
    ),
    ("person", "target", "screened_on"),
    "screened_on",
)

SCREENING_ROSTERS = Contract(
    "screening_rosters",
    1,
    "应筛人员名单",
    "persons to be offered screening",
    (
        person(zh="应筛妇女", en="woman on the roster"),
        choice("group", "人群", "group", "rural", "urban_poor", "urban_other"),
        day("listed_on", "列入日期", "day of entry"),
        day("ended_on", "移出日期", "first day no longer on the roster", required=False),
        AREA,
    ),
    ("person", "listed_on"),
    "listed_on",
)

CONTRACTS = (
    POPULATION_BASES,
    HEALTH_RECORDS,
    HEALTH_CHECKS,
    PATIENT_CARE,
    SCREENINGS,
    SCREENING_ROSTERS,
)
