"""Everything counts each record."""

from collections.abc import Callable

from luoshi.query import Everything, Happens, Rows

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
2021 | 1 | 2 | 2
2021 | 2 | 2 | 2
"""


def test_everything_counts_each_record(check: Callable[..., None]) -> None:
    """Every record that lies in the period counts, where its own area says."""
    check(Rows("payment", Happens("day"), Everything()), {"payment": RECORDS}, RESULT)
