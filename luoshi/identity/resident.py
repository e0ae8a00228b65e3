"""One 18-digit resident number (GB 11643). Whole columns of them: columns.py.

`stdnum.cn.ric` is not used: it demands that the area code existed in the year of birth, though numbers
are given at registration, it raises KeyError for some codes, and it accepts births in the future.
"""

from collections.abc import Collection
from datetime import date
from enum import IntEnum
from typing import Literal

from stdnum.iso7064 import mod_11_2

from luoshi.errors import UserFault

# No province has 99, so a number that begins so belongs to no real person.
SYNTHETIC_PREFIX = "999"
# Numbers were first given in 1984, and nobody has lived past 122; earlier births are slips of the pen.
EARLIEST_BIRTH_YEAR = 1984 - 122

Sex = Literal["female", "male"]


class IdProblem(IntEnum):
    """What is wrong with a resident number; the numbers stand in columns of findings, 0 being none.

    Where several hold, the smallest is reported.
    """

    LENGTH = 1
    CHARACTERS = 2
    AREA = 3
    BIRTH_DATE = 4
    FUTURE_BIRTH = 5
    CHECK_DIGIT = 6

    @property
    def code(self) -> str:
        """The code of the message that explains the problem."""
        return f"identity.{self.name.lower()}"


def check_id_number(text: str, *, today: date, known_prefixes: Collection[str] | None = None) -> IdProblem | None:
    """Return the first problem of a resident number, or None; a small x is taken as X.

    `known_prefixes` are the 6-digit area codes that may stand first, besides 999xxx of synthetic
    people; without them the area is not judged, for codes of the whole country are many and old.
    """
    if len(text) != 18:
        return IdProblem.LENGTH
    if not text.isascii() or not text[:17].isdigit() or text[17] not in "0123456789Xx":
        return IdProblem.CHARACTERS
    if known_prefixes is not None and not text.startswith(SYNTHETIC_PREFIX) and text[:6] not in known_prefixes:
        return IdProblem.AREA
    born = _find_date(text[6:14])
    if born is None:
        return IdProblem.BIRTH_DATE
    if born > today:
        return IdProblem.FUTURE_BIRTH
    return None if mod_11_2.is_valid(text.upper()) else IdProblem.CHECK_DIGIT


def get_birth_date(text: str) -> date:
    """Return the date of birth in a resident number; one without a real date is a UserFault."""
    born = _find_date(text[6:14])
    if born is None:
        raise UserFault(IdProblem.BIRTH_DATE.code)
    return born


def get_sex(text: str) -> Sex:
    """Return the sex in a resident number: an odd 17th digit is male; one that is no digit is a UserFault."""
    digit = text[16:17]
    if not (digit.isascii() and digit.isdigit()):
        raise UserFault(IdProblem.CHARACTERS.code)
    return "male" if int(digit) % 2 else "female"


def _find_date(text: str) -> date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()) or int(text[:4]) < EARLIEST_BIRTH_YEAR:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
