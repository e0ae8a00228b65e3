"""Compares leaves the unknown out."""

from collections.abc import Callable

from luoshi.query import Compares, Happens, Rows

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
RESULT = """
period | area | value | records
2021 | 1 | 1 | 1
2021 | 2 | 1 | 1
"""


def test_compares_leaves_the_unknown_out(check: Callable[..., None]) -> None:
    """Record 2 has exactly 200 and counts; record 4 has no amount and does not."""
    check(Rows("payment", Happens("day"), Compares("amount", ">=", 200)), {"payment": RECORDS}, RESULT)
