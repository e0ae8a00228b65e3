"""Old age: bus cards and rides, locator devices, estates and their sites of elder care."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, flag, key, person

CARDS = Contract(
    "cards",
    1,
    "优待卡证",
    "cards issued to persons",
    (
        key("card", "卡号键", "card"),
        person(zh="持卡人", en="holder"),
        choice("type", "卡种", "type", "senior_bus", "student_bus", "disability_bus"),
        day("issued_on", "发卡日期", "day of issue"),
        choice("status", "状态", "state", "issued", "void"),
        AREA,
    ),
    ("card",),
    "issued_on",
)

RIDES = Contract(
    "rides",
    1,
    "公交乘车",
    "bus rides",
    (
        key("ride", "刷卡流水号", "number of the tap"),
        day("rode_on", "乘车日期", "day of the ride"),
        choice("fare", "票种", "fare", "senior_free", "senior_paid", "disability_free"),
        AREA,
    ),
    ("ride",),
    "rode_on",
)

DEVICES = Contract(
    "devices",
    1,
    "器具发放",
    "devices issued to persons",
    (
        key("device", "器具键", "device"),
        person(zh="使用人", en="user"),
        choice("type", "器具种类", "type", "locator_bracelet", "alarm_button", "wheelchair"),
        day("issued_on", "发放日期", "day of issue"),
        choice("status", "状态", "state", "issued", "void"),
        AREA,
    ),
    ("device",),
    "issued_on",
)

ESTATES = Contract(
    "estates",
    1,
    "住宅小区",
    "housing estates",
    (
        key("estate", "小区键", "estate"),
        choice("stage", "建设阶段", "stage", "completed", "existing", "building"),
        day("listed_on", "列入清单日期", "day of entry in the register"),
        day("ended_on", "移出清单日期", "first day no longer in the register", required=False),
        flag("in_campaign", "是否列入专项整治", "on the list of the campaign on care sites"),
        AREA,
    ),
    ("estate",),
    "listed_on",
)

CARE_SITES = Contract(
    "care_sites",
    1,
    "小区养老服务设施",
    "sites of elder care in estates",
    (
        key("estate", "小区键", "estate"),
        day("registered_on", "登记日期", "day of entry"),
        day("planned_on", "规划日期", "day on which the plan with the site was approved", required=False),
        day("provided_on", "配建日期", "day on which the site was provided", required=False),
        day("qualified_on", "达标日期", "day on which it was found up to standard", required=False),
        day("handed_over_on", "移交登记日期", "day of hand-over and registration", required=False),
        day("running_from", "运营日期", "first day in operation", required=False),
        day("closed_on", "停用日期", "first day no longer there", required=False),
        AREA,
    ),
    ("estate",),
    "registered_on",
)

CONTRACTS = (CARDS, RIDES, DEVICES, ESTATES, CARE_SITES)
