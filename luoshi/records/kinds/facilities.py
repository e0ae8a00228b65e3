"""Places and what they have earned: facilities, their units, accreditations."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, flag, key

FACILITIES = Contract(
    "facilities",
    1,
    "设施机构",
    "facilities",
    (
        key("facility", "机构键", "facility"),
        choice(
            "type",
            "类型",
            "type",
            "rehab_institution",
            "rukang_home",
            "county_hospital",
            "city_hospital",
            "township_health_centre",
            "village_clinic",
            "toilet_platform",
            "toilet_station",
            "care_home",
        ),
        choice("level", "层级", "level", "city", "county", "township", "village"),
        day("registered_on", "登记日期", "day of entry in the register"),
        day("running_from", "运行日期", "first day in operation", required=False),
        day("closed_on", "停运日期", "first day no longer in operation", required=False),
        flag("accepted", "是否验收合格", "works accepted"),
        flag("designated", "是否定点", "designated for publicly paid service"),
        AREA,
    ),
    ("facility",),
    "registered_on",
)

FACILITY_UNITS = Contract(
    "facility_units",
    1,
    "机构科室",
    "units within a facility",
    (
        key("facility", "机构键", "facility"),
        choice(
            "unit",
            "科室种类",
            "unit",
            "fever_clinic",
            "infectious_department",
            "pcr_laboratory",
            "emergency",
        ),
        day("set_up_on", "设立日期", "day of setting up"),
        day("closed_on", "撤销日期", "first day no longer there", required=False),
        flag("accepted", "是否验收合格", "accepted by the health department"),
        AREA,
    ),
    ("facility", "unit", "set_up_on"),
    "set_up_on",
)

ACCREDITATIONS = Contract(
    "accreditations",
    1,
    "创建评定",
    "accreditations and awards of status",
    (
        key("subject", "评定对象键", "what is accredited: a facility, school, zone or major"),
        choice(
            "standard",
            "标准",
            "standard",
            "primary_care_recommended",
            "primary_care_basic",
            "clinic_provincial",
            "clinic_city",
            "inclusive_zone",
            "inclusive_school",
            "vocational_school",
            "vocational_major",
        ),
        day("accredited_on", "评定日期", "day of the award"),
        day("ended_on", "失效日期", "first day no longer valid", required=False),
        choice("status", "状态", "state", "awarded", "nominated", "refused"),
        flag("renewal", "是否复评", "confirms an award that the subject already held"),
        AREA,
    ),
    ("subject", "standard", "accredited_on"),
    "accredited_on",
)

CONTRACTS = (FACILITIES, FACILITY_UNITS, ACCREDITATIONS)
