"""Works: projects with their milestones, their units, and sections of road."""

from luoshi.records.contracts import Column, ColumnType, Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, flag, key

PROJECTS = Contract(
    "projects",
    1,
    "建设项目",
    "projects",
    (
        key("project", "项目键", "project"),
        key("site", "建设对象键", "what is built on: a school, village, home, canteen, county scheme"),
        choice(
            "works",
            "工程种类",
            "kind of works",
            "rural_industry",
            "primary_secondary_school",
            "kindergarten",
            "teacher_dormitory",
            "tekun_home",
            "street_care_centre",
            "old_estate",
            "resettlement",
            "rural_water",
            "rural_sewage",
            "culture_centre",
            "canteen_4d",
        ),
        choice(
            "action",
            "建设性质",
            "what is done",
            "new",
            "rebuilt",
            "extended",
            "upgraded",
            "maintained",
        ),
        choice("funding", "资金来源", "main source of money", "linking_fund", "other"),
        count("plan_year", "列入计划年度", "year of the plan that holds it"),
        count("round", "批次", "round within the plan year", minimum=1),
        day("approved_on", "立项日期", "day of approval"),
        day("started_on", "开工日期", "day on which works began", required=False),
        day("completed_on", "完工日期", "day on which works ended", required=False),
        day("archived_on", "移出年度清单日期", "first day no longer on the list of works", required=False),
        flag("accepted", "是否验收合格", "works accepted"),
        choice("status", "状态", "state", "current", "withdrawn"),
        AREA,
    ),
    ("project",),
    "approved_on",
)

PROJECT_UNITS = Contract(
    "project_units",
    1,
    "项目建设内容",
    "what a project provides, counted",
    (
        key("project", "项目键", "project"),
        count("part", "分项序号", "number of the part within the project", minimum=1),
        choice(
            "unit",
            "计量单位",
            "unit",
            "flat",
            "household",
            "nursing_bed",
            "ordinary_bed",
            "person_served",
            "building",
        ),
        count("quantity", "数量", "how many"),
        day("planned_on", "计划下达日期", "day of the plan"),
        day("started_on", "开工日期", "day on which works began", required=False),
        day("completed_on", "完工日期", "day on which works ended", required=False),
        flag("accepted", "是否验收合格", "works accepted"),
        AREA,
    ),
    ("project", "part"),
    "planned_on",
)

ROAD_SECTIONS = Contract(
    "road_sections",
    1,
    "农村公路路段",
    "sections of rural road",
    (
        key("section", "路段键", "section of road"),
        count("round", "建设轮次", "round of works on the section", minimum=1),
        choice("work", "建设内容", "kind of work", "extension", "upgrade", "maintenance"),
        Column("length", ColumnType.LENGTH, "里程（米）", "length in metres", minimum=0),
        day("approved_on", "立项日期", "day of approval"),
        day("completed_on", "完工日期", "day on which works ended", required=False),
        flag("accepted", "是否交工验收", "works accepted"),
        AREA,
    ),
    ("section", "work", "round"),
    "approved_on",
)

CONTRACTS = (PROJECTS, PROJECT_UNITS, ROAD_SECTIONS)
