"""IsIn wants one of the values."""

from collections.abc import Callable

from luoshi.query import Happens, IsIn, Rows

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
RESULT = """
period | area | value | records
2021 | 1 | 2 | 2
2021 | 2 | 1 | 1
"""


def test_is_in_wants_one_of_the_values(check: Callable[..., None]) -> None:
    """The unknown state of record 3 is none of the values."""
    check(Rows("payment", Happens("day"), IsIn("state", ("paid", "held"))), {"payment": RECORDS}, RESULT)
