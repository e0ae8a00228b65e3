"""Is wants a known, equal value."""

from collections.abc import Callable

from luoshi.query import Happens, Is, Rows

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
RESULT = """
period | area | value | records
2021-01 | 1 | 1 | 1
2021-02 | 2 | 1 | 1
"""


def test_is_wants_a_known_equal_value(check: Callable[..., None]) -> None:
    """Record 3 has no state, so it is not paid; in January only record 1 is."""
    check(Rows("payment", Happens("day"), Is("state", "paid")), {"payment": RECORDS}, RESULT)
