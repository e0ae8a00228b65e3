"""InLastMonth takes the last list only."""

from collections.abc import Callable

from luoshi.query import Distinct, InLastMonth

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
2021-01..2021-02 | 2 | 1 | 1
"""


def test_in_last_month_takes_the_last_list_only(check: Callable[..., None]) -> None:
    """Of January and February only February's list counts; the unknown person of record 4 is nobody."""
    check(Distinct("payment", "person", InLastMonth("day")), {"payment": RECORDS}, RESULT)
