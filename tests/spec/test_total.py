"""Total adds what is known."""

from collections.abc import Callable

from luoshi.query import Happens, Total

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
RESULT = """
period | area | value | records
2021-01 | 1 | 300 | 2
2021-02 | 2 | 300 | 2
"""


def test_total_adds_what_is_known(check: Callable[..., None]) -> None:
    """Record 4 has no amount: it adds nothing, and still is a counted record."""
    check(Total("payment", "amount", Happens("day")), {"payment": RECORDS}, RESULT)
