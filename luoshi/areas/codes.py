"""Area codes as text in their shortest form, and as the padded 12-digit numbers that records hold."""

from functools import lru_cache
from typing import Literal, NewType

from luoshi.errors import UserFault

AreaCode = NewType("AreaCode", str)
Level = Literal["city", "county", "township", "village"]
LEVELS: tuple[Level, ...] = ("city", "county", "township", "village")

# A padded code ends in this many zeros at least: 3713|00|000|000, 371302|000|000, 371302001|000.
_CITY_STEP = 10**8
_COUNTY_STEP = 10**6
_TOWNSHIP_STEP = 10**3
_LOWEST_NUMBER = 11 * 10**10  # 11 is Beijing, the first province


@lru_cache(1 << 16)  # a city has five thousand areas, and their numbers are asked for again and again
def code_number(code: str) -> int:
    """Return the padded 12-digit number of a code of 6, 9 or 12 digits; anything else is a UserFault.

    >>> code_number("371302")
    371302000000
    """
    if len(code) not in (6, 9, 12) or not (code.isascii() and code.isdigit()):
        raise UserFault("areas.unreadable", code=code)
    number = int(code.ljust(12, "0"))
    if number < _LOWEST_NUMBER:
        raise UserFault("areas.unreadable", code=code)
    return number


def code_of_number(number: int) -> AreaCode:
    """Return the shortest form of a padded number: 6 digits for city or county, 9 township, 12 village.

    >>> code_of_number(371302001000)
    '371302001'
    """
    if not _LOWEST_NUMBER <= number < 10**12:
        raise UserFault("areas.unreadable", code=number)
    text = str(number)
    if number % _COUNTY_STEP == 0:
        return AreaCode(text[:6])
    return AreaCode(text[:9] if number % _TOWNSHIP_STEP == 0 else text)


def canonical_code(code: str) -> AreaCode:
    """Return a code of any length, padded or not, in its shortest form."""
    return code_of_number(code_number(code))


def level_of_number(number: int) -> Level:
    """Return the level at which a padded number stands, by its zeros; it need not be in any tree."""
    if number % _CITY_STEP == 0:
        return "city"
    if number % _COUNTY_STEP == 0:
        return "county"
    return "township" if number % _TOWNSHIP_STEP == 0 else "village"
