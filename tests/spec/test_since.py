"""Since cumulates from a start."""

from collections.abc import Callable
from datetime import date

from luoshi.query import Rows, Since

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
2021-02 | 1 | 1 | 1
2021-02 | 2 | 2 | 2
2022 | 1 | 1 | 1
2022 | 2 | 2 | 2
"""


def test_since_cumulates_from_a_start(check: Callable[..., None]) -> None:
    """Record 1 is before the start; the others stay counted in all later periods."""
    check(Rows("payment", Since("day", date(2021, 1, 10))), {"payment": RECORDS}, RESULT)
