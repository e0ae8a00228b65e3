"""Which area and period a claim speaks of, by the words around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.bulletins.checking.contexts import Context
from luoshi.periods import Period

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = re.compile(r"(?<!\d)1?月?\s*[-—–~至到]\s*(\d{1,2})月(?!\d*日)")
_MONTH = re.compile(r"(?<![\d\-—–~至到月])(\d{1,2})月份")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_QUARTER = re.compile(r"(?:第)?([一二三四1-4])季度")
_LAST_YEAR = re.compile(r"去年|上年|上一年|last year|previous year", re.IGNORECASE)
# Words of another place's number; 全省 beside a level of a licence (省级) is no other place.
_ELSEWHERE = re.compile(
    r"全省(?!率先|前列|第|首|领先)(?:平均|水平|共|累计)?|全国(?!率先|前列|第|首|领先)|世界|省会"
    r"|(?:北京|上海|天津|重庆|济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照|德州|聊城|滨州|菏泽)"
    r"|nationwide|province-wide"
)
_CITY_NAME = re.compile(r"([\u4e00-\u9fff]{2,3})市(?![级场政民直区值人])")
_NOT_A_CITY = re.compile(r"全$|我$|本$|城$|县$|各$|该$|上$|门$|超$|地$|都$")


@dataclass(frozen=True)
class Setting:
    """What holds where the text says nothing: the city, the period, and the names of areas in it."""

    area: str
    period: Period
    area_names: Mapping[str, str]


def find_area(context: Context, setting: Setting) -> str | None:
    """Return the area named in the clause, the city when none is, None for a place outside the city."""
    named = [(context.clause.rfind(name), len(name), code) for name, code in setting.area_names.items()]
    named = [found for found in named if found[0] >= 0]
    if named:
        return max(named, key=lambda found: (found[1], found[0]))[2]
    if _ELSEWHERE.search(context.clause):
        return None
    for found in _CITY_NAME.finditer(context.clause):
        if not _NOT_A_CITY.search(found[1]) and len(found[1]) == 2 and found.start() == 0:
            return None
    return setting.area


def find_period(context: Context, setting: Setting) -> Period:
    """Return the period named in the sentence up to the number, else the bulletin's own."""
    year = setting.period.first_month // 12
    words = context.opening[-60:]
    if _LAST_YEAR.search(context.near):
        return Period.parse(str(year - 1))
    named_years = [int(found) for found in _YEAR.findall(words)]
    if named_years:
        year = named_years[-1]
    january = year * 12
    if found := list(_MONTHS.finditer(words)):
        last = int(found[-1][1])
        if 1 <= last <= 12:
            return Period.from_months(january, january + last - 1)
    if found := list(_QUARTER.finditer(words)):
        quarter = _NUMERALS[found[-1][1]]
        if re.search(r"前" + re.escape(found[-1][0]), words):
            return Period.from_months(january, january + quarter * 3 - 1)
        return Period.parse(f"{year}-Q{quarter}")
    if "上半年" in words:
        return Period.from_months(january, january + 5)
    if found := list(_MONTH.finditer(words)):
        month = int(found[-1][1])
        if 1 <= month <= 12:
            return Period.from_months(january + month - 1, january + month - 1)
    return Period.parse(str(year)) if named_years else setting.period
