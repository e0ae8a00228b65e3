"""Area names without their endings, which differ from list to list (村民委员会, 村委会, 社区居委会)."""

import re

from luoshi.areas.codes import Level

# The last two village endings are cut off in the statistical list itself (开元社区居民委员).
_ENDINGS: dict[Level, re.Pattern[str]] = {
    "city": re.compile(r"市$"),
    "county": re.compile(r"(?:高新技术产业开发区|区|县|市)$"),
    "township": re.compile(r"(?:街道办事处|街道|镇|乡)$"),
    "village": re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|居民委员|村民委员)$"),
}
_VILLAGE_KIND = re.compile(r"(?:社区|村)$")


def trim_name(name: str, level: Level) -> str:
    """Return the part of a name that tells it from its neighbours; never empty.

    >>> trim_name("前十社区居民委员会", "village")
    '前十'
    """
    trimmed = _ENDINGS[level].sub("", name) or name
    if level == "village":
        trimmed = _VILLAGE_KIND.sub("", trimmed) or trimmed
    return trimmed


def match_name(name: str, other: str, level: Level) -> bool:
    """Return whether two names mean the same area of one level, endings aside."""
    return trim_name(name, level) == trim_name(other, level)
