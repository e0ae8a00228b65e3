"""Deaths: who is no longer to be paid."""

from luoshi.records.contracts import Contract
from luoshi.records.kinds.columns import AREA, choice, day, person

DEATHS = Contract(
    "deaths",
    1,
    "死亡登记",
    "registered deaths",
    (
        person(zh="死者", en="person who died"),
        day("died_on", "死亡日期", "day of death"),
        day("registered_on", "登记日期", "day of registration"),
        choice("source", "来源", "who reported it", "hospital", "village", "police"),
        AREA,
    ),
    ("person",),
    "died_on",
)

CONTRACTS = (DEATHS,)
