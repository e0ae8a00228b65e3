"""Distinct counts a value once, in its last area."""

from collections.abc import Callable

from luoshi.query import Distinct, Happens

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
RESULT = """
period | area | value | records
2021-01 | 1 | 2 | 2
2021-02 | 2 | 1 | 1
2021 | 1 | 1 | 2
2021 | 2 | 1 | 1
"""


def test_distinct_counts_a_value_once_in_its_last_area(check: Callable[..., None]) -> None:
    """Person 7 was paid in area 1, then in 2: the last one has him. Records stay where they are."""
    check(Distinct("payment", "person", Happens("day")), {"payment": RECORDS}, RESULT)
