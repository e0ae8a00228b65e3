"""Happens puts a record where its day lies."""

from collections.abc import Callable

from luoshi.query import Happens, Rows

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
2021-02 | 2 | 2 | 2
2021-Q1 | 1 | 2 | 2
2021-Q1 | 2 | 2 | 2
2021-02..2021-04 | 2 | 2 | 2
"""


def test_happens_puts_a_record_where_its_day_lies(check: Callable[..., None]) -> None:
    """A flow adds up over months; the last day of a month still belongs to it."""
    check(Rows("payment", Happens("day")), {"payment": RECORDS}, RESULT)
