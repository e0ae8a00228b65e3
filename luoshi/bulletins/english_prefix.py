"""The comparator that stands before an English number."""

import re

from luoshi.bulletins import english_words as words
from luoshi.bulletins.comparators import Comparator

_PREFIX = re.compile(
    r"(?<![A-Za-z-])(?:" + "|".join(f"(?P<{name}>{forms})" for name, forms in words.BEFORE.items()) + r")\s+(?:a\s+)?$",
    re.IGNORECASE,
)
# The longest comparator (in the region of) with a line break and an article after it.
_WINDOW = 26


def find_before(text: str, at: int) -> tuple[Comparator, int] | None:
    """Return the comparator that ends just before `at`, and where it starts.

    >>> find_before("It has more than 300 beds", 17)
    ('gt', 7)
    """
    begin = max(0, at - _WINDOW)
    match = _PREFIX.search(text[begin:at])
    if match is None or not match.lastgroup:
        return None
    return match.lastgroup, begin + match.start()  # type: ignore[return-value]
