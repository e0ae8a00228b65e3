"""IsKnown wants any value."""

from collections.abc import Callable

from luoshi.query import Happens, IsKnown, Rows

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
"""


def test_is_known_wants_any_value(check: Callable[..., None]) -> None:
    """Only record 3 has no state."""
    check(Rows("payment", Happens("day"), IsKnown("state")), {"payment": RECORDS}, RESULT)
