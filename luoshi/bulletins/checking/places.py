"""Which area and period a claim speaks of: by the words about it, the sentence and paragraph so far, the title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.bulletins.checking.contexts import Context
from luoshi.bulletins.checking.moments import find_moments
from luoshi.periods import Period

# Words of another place's number; 全省 beside a level of a licence (省级) is no other place.
_ELSEWHERE = re.compile(
    r"全省(?!率先|前列|第|首|领先)(?:平均|水平|共|累计)?|全国(?!率先|前列|第|首|领先)|世界|省会"
    r"|(?:北京|上海|天津|重庆|济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照|德州|聊城|滨州|菏泽)"
    r"|nationwide|province-wide"
)
_CITY_NAME = re.compile(r"(?:^|[，；。：])([\u4e00-\u9fff]{2})市(?![级场政民直区值人])")
_NOT_A_CITY = re.compile(r"全$|我$|本$|城$|县$|各$|该$|上$|门$|超$|地$|都$")
_WHOLE_CITY = re.compile(r"全市|我市|本市|市域|city-?wide|across the city", re.IGNORECASE)
_SAME_COUNTY = re.compile(r"[全我该本][县区](?![县区域级])")
_ENDS_SENTENCE = re.compile(r"\s*[。.；;]")
_LAST_YEAR = re.compile(r"(?:去年|上年|上一年)(?!同期)|(?<!than )last year", re.IGNORECASE)
# 在兰山区召开 says where something was held, and nothing about whose number follows.
_VENUE = re.compile(r"[在于赴到]$")


@dataclass(frozen=True)
class Setting:
    """What holds where the text says nothing: the city, the period, and the names of areas in it."""

    area: str
    period: Period
    area_names: Mapping[str, str]


@dataclass(frozen=True)
class AreaPeriod:
    """The area (None: outside the city) and the period of one claim; `named` says that its own words name one."""

    area: str | None
    period: Period
    named: bool = False


def find_place(context: Context, setting: Setting) -> AreaPeriod:
    """Return the place of a claim: the last one named before it in its sentence, else the text's own."""
    area = find_area(context, setting)
    period = find_period(context, setting)
    own = _read_areas(context.near, setting, None) or find_moments(context.near, setting.period)
    return AreaPeriod(area, period, bool(own))


def find_area(context: Context, setting: Setting) -> str | None:
    """Return the last area named in the sentence up to the number, or in the rest of its clause.

    全县 is the county last named in the paragraph, or the title's; without any name the area is the title's
    county, else the city. None is a place outside the city.
    """
    titled = _read_areas(context.title, setting, None)
    default = titled[-1][1] if titled else setting.area
    counties = [code for _, code in _read_areas(context.passage, setting, None) if code not in {None, setting.area}]
    county = counties[-1] if counties else default
    if _ELSEWHERE.search(context.clause):
        return None
    for words in (context.opening, context.clause):
        if named := _read_areas(words, setting, county):
            return named[-1][1]
    return default


def _read_areas(words: str, setting: Setting, county: str | None) -> list[tuple[int, str | None]]:
    """Return places and codes of the areas named in `words`, in order; the longest name at a place counts."""
    found: dict[int, tuple[int, str | None]] = {}
    for name, code in setting.area_names.items():
        for match in re.finditer(re.escape(name), words):
            if not _VENUE.search(words[: match.start()]) and len(name) > found.get(match.start(), (0, None))[0]:
                found[match.start()] = (len(name), code)
    for match in _WHOLE_CITY.finditer(words):
        found[match.start()] = (2, setting.area)
    if county is not None:
        for match in _SAME_COUNTY.finditer(words):
            found.setdefault(match.start(), (2, county))
    for match in _CITY_NAME.finditer(words):
        if match.start(1) not in found and not _NOT_A_CITY.search(match[1]):
            found[match.start(1)] = (3, None)
    return [(place, code) for place, (_, code) in sorted(found.items())]


def find_period(context: Context, setting: Setting) -> Period:
    """Return the period last named in the paragraph up to the number, else the title's, else the setting's.

    A text whose title speaks of last year (晒出去年民生答卷) was written after the setting's: there 去年 is that one.
    """
    title, passage = context.title, context.passage
    if _LAST_YEAR.search(title):
        title, passage = (_LAST_YEAR.sub(lambda found: " " * len(found[0]), words) for words in (title, passage))
    titled = find_moments(title, setting.period)
    default = titled[-1].period if titled else setting.period
    begins = len(context.passage) - len(context.opening)
    named = [
        moment
        for moment in find_moments(passage, default)
        # "stood at 2.19% in December." speaks of that number, and not of the next sentence.
        if moment.start >= begins or not _ENDS_SENTENCE.match(context.passage, moment.end)
    ]
    return named[-1].period if named else default
