"""The plan as records: the year's pledges."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, count, day, key

PLEDGES = Contract(
    "pledges",
    1,
    "重点民生实事",
    "pledges of a year's plan",
    (
        key("pledge", "实事键", "pledge"),
        count("number", "序号", "number in the plan", minimum=1),
        day("adopted_on", "印发日期", "day on which the plan was issued, or the item proposed"),
        day("replaced_on", "下年度方案印发日期", "day of the next year's plan", required=False),
        choice("status", "状态", "state", "adopted", "proposed"),
        AREA,
    ),
    ("pledge",),
    "adopted_on",
)

CONTRACTS = (PLEDGES,)
