"""Holds counts what has begun and not ended."""

from collections.abc import Callable

from luoshi.query import Holds, Rows

RECORDS = """
record | area | day        | ended      | person
1      | 1    | 2020-12-31 |            | 7
2      | 1    | 2021-01-15 | 2021-02-28 | 8
3      | 2    | 2021-02-01 | 2021-03-01 | 9
4      | 2    |            |            | 6
5      | 1    | 2021-01-10 | 2021-01-20 | 5
"""
RESULT = """
period | area | value | records
2020 | 1 | 1 | 1
2021-01 | 1 | 2 | 2
2021-02 | 1 | 1 | 1
2021-02 | 2 | 1 | 1
2021-Q1 | 1 | 1 | 1
"""


def test_holds_counts_what_has_begun_and_not_ended(check: Callable[..., None]) -> None:
    """An end on the period's last day has come, an unknown end has not; an unknown start never counts."""
    check(Rows("membership", Holds("day", "ended")), {"membership": RECORDS}, RESULT)
