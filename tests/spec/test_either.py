"""Either wants one part."""

from collections.abc import Callable

from luoshi.query import Either, Happens, Is, Rows

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


def test_either_wants_one_part(check: Callable[..., None]) -> None:
    """Record 3 has no state and was accepted, so it counts; record 4 fulfils neither part."""
    check(
        Rows("payment", Happens("day"), Either((Is("state", "held"), Is("accepted", True)))),
        {"payment": RECORDS},
        RESULT,
    )
