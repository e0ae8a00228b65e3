"""Periods and days in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from luoshi.errors import Language
from luoshi.periods import Period

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def say_period(period: Period, language: Language) -> str:
    """Return the period in words.

    >>> say_period(Period.parse("2021-01..2021-09"), "zh")
    '2021年1—9月'
    """
    year, first, last = period.first_day.year, period.first_day.month, period.last_day.month
    zh = language == "zh"
    if period.kind == "year":
        return f"{year}年" if zh else str(year)
    if period.kind == "quarter":
        return f"{year}年第{first // 3 + 1}季度" if zh else f"Q{first // 3 + 1} {year}"
    if period.kind == "month":
        return f"{year}年{first}月" if zh else f"{_MONTHS[first - 1]} {year}"
    if period.last_day.year != year:
        return f"{say_day(period.first_day, language)}—{say_day(period.last_day, language)}"
    return f"{year}年{first}—{last}月" if zh else f"{_MONTHS[first - 1]}–{_MONTHS[last - 1]} {year}"


def say_month(period: Period, language: Language) -> str:
    """Return a month's short name, for an axis."""
    month = period.first_day.month
    return f"{month}月" if language == "zh" else _MONTHS[month - 1]


def say_day(day: date, language: Language) -> str:
    """Return a day in words; a moment is told as the day that it was in Shanghai."""
    if isinstance(day, datetime):
        day = day.astimezone(_SHANGHAI).date()
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
