"""The periods that words name: 1-9月, 截至9月底, 三季度, 上半年, 全年, 今年以来, by the end of September."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from luoshi.periods import Period

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_CARDINALS = {"three": 3, "six": 6, "nine": 9, "ten": 10, "eleven": 11}
_MONTH_NAMES = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_MONTH_NAME = "|".join(_MONTH_NAMES)
_YEAR_BEFORE = r"(?:(?P<year>(?:19|20)\d\d)年度?)?"


@dataclass(frozen=True)
class Moment:
    """A period that words name, and where in the text they begin and end."""

    start: int
    end: int
    period: Period


def find_moments(text: str, default: Period) -> list[Moment]:
    """Return the periods named in `text` in order of place; a month without a year is in the year last named.

    今年以来 stands for `default`, 同期 for the period named before it. A day that an event was on (1月25日上午)
    names no period; 截至 a day does, as does the end of a month: from January to then.
    """
    found: list[Moment] = []
    year = default.last_month // 12
    place = 0
    while (best := _find_next(text, place)) is not None:
        match, make = best
        if named := match.groupdict().get("year"):
            year = int(named)
        period = make(match, year, found[-1].period if found and match[0] == "同期" else default)
        if period is not None:
            found.append(Moment(match.start(), match.end(), period))
        place = match.end()
    return found


def _find_next(text: str, place: int) -> "tuple[re.Match[str], _Maker] | None":
    matches = [(match, make) for pattern, make in _PATTERNS if (match := pattern.search(text, place))]
    return min(matches, key=lambda pair: (pair[0].start(), -pair[0].end()), default=None)


_Maker = Callable[[re.Match[str], int, Period], Period | None]


def _to_month(match: re.Match[str], year: int, _default: Period) -> Period | None:
    last = int(match["month"])
    return Period.from_months(year * 12, year * 12 + last - 1) if 1 <= last <= 12 else None


def _in_month(match: re.Match[str], year: int, _default: Period) -> Period | None:
    month = int(match["month"])
    return Period.from_months(year * 12 + month - 1, year * 12 + month - 1) if 1 <= month <= 12 else None


def _quarter(match: re.Match[str], year: int, _default: Period) -> Period:
    quarter = _NUMERALS[match["quarter"]]
    if match["before"]:
        return Period.from_months(year * 12, year * 12 + quarter * 3 - 1)
    return Period.parse(f"{year}-Q{quarter}")


def _half(match: re.Match[str], year: int, _default: Period) -> Period:
    first = 0 if match["half"] == "上" else 6
    return Period.from_months(year * 12 + first, year * 12 + first + 5)


def _whole_year(match: re.Match[str], year: int, default: Period) -> Period:
    # A year's number alone in a text about part of that year (2021年民生实事) changes nothing.
    if match.groupdict().get("year") is None and default.last_month // 12 != year:
        year = default.last_month // 12
    return Period.parse(str(year))


def _so_far(_match: re.Match[str], _year: int, default: Period) -> Period:
    return default


def _same_last_year(_match: re.Match[str], _year: int, default: Period) -> Period:
    return Period.from_months(default.first_month - 12, default.last_month - 12)


def _last_year(_match: re.Match[str], _year: int, default: Period) -> Period:
    return Period.parse(str(default.last_month // 12 - 1))


def _english_quarter(match: re.Match[str], year: int, _default: Period) -> Period:
    return Period.parse(f"{year}-Q{_ORDINALS[match['quarter'].lower()]}")


def _english_months(match: re.Match[str], year: int, _default: Period) -> Period:
    months = 6 if match["count"] is None else _CARDINALS[match["count"].lower()]
    return Period.from_months(year * 12, year * 12 + months - 1)


def _english_end(match: re.Match[str], year: int, _default: Period) -> Period:
    last = _MONTH_NAMES.index(match["name"].lower())
    return Period.from_months(year * 12, year * 12 + last)


def _english_month(match: re.Match[str], year: int, _default: Period) -> Period:
    month = year * 12 + _MONTH_NAMES.index(match["name"].lower())
    return Period.from_months(month, month)


def _compile(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_PATTERNS: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_compile(_YEAR_BEFORE + r"(?<!\d)1月?(?:份)?\s*[-—–~至到]+\s*(?P<month>\d{1,2})月(?!\d*日)(?:份)?"), _to_month),
    (_compile(r"(?:截至|截止|截止到|至)" + _YEAR_BEFORE + r"(?P<month>\d{1,2})月(?:\d{1,2}日|底|末|份)?"), _to_month),
    (_compile(_YEAR_BEFORE + r"(?<![\d\-—–~至到月])(?P<month>\d{1,2})月(?:底|末)"), _to_month),
    (_compile(_YEAR_BEFORE + r"(?<![\d\-—–~至到月])(?P<month>\d{1,2})月(?!\d)(?:份)?"), _in_month),
    (_compile(_YEAR_BEFORE + r"(?P<before>前)?第?(?P<quarter>[一二三四1-4])个?季度"), _quarter),
    (_compile(_YEAR_BEFORE + r"(?P<half>[上下])半年"), _half),
    (_compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:全年|年末|年底)?(?!\d{0,2}月|[前第上下一二三四])"), _whole_year),
    (_compile(r"全年|年末|年底"), _whole_year),
    (_compile(r"今年以来|年初以来|年内|(?<!去年)(?<!上年)同期"), _so_far),
    (_compile(r"(?<![比较同])(?:去年|上年)同期"), _same_last_year),
    (_compile(r"(?<![比较同])(?:去年|上年|上一年)(?!同期|底|末)|(?<!than )(?:last|previous) year"), _last_year),
    (
        _compile(r"(?P<quarter>first|second|third|fourth|last) quarter(?: of (?P<year>(?:19|20)\d\d))?"),
        _english_quarter,
    ),
    (
        _compile(
            r"first (?:half|(?P<count>three|six|nine|ten|eleven) months)(?: of (?:the year|(?P<year>(?:19|20)\d\d)))?"
        ),
        _english_months,
    ),
    (
        _compile(
            rf"(?:by|to|until|as of) (?:the )?(?:end of |\d{{1,2}} )?(?P<name>{_MONTH_NAME})\b"
            r"(?: (?P<year>(?:19|20)\d\d))?"
        ),
        _english_end,
    ),
    (_compile(rf"\bin (?P<name>{_MONTH_NAME})\b(?: (?P<year>(?:19|20)\d\d))?"), _english_month),
    (_compile(r"\bin (?P<year>(?:19|20)\d\d)\b|\b(?:over|in|for) the (?:whole )?year\b"), _whole_year),
)
