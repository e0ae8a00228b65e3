"""Both wants all parts."""

from collections.abc import Callable

from luoshi.query import Both, Happens, Is, Rows

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
"""


def test_both_wants_all_parts(check: Callable[..., None]) -> None:
    """Record 4 is paid, but whether it was accepted is not known."""
    check(
        Rows("payment", Happens("day"), Both((Is("state", "paid"), Is("accepted", True)))),
        {"payment": RECORDS},
        RESULT,
    )
