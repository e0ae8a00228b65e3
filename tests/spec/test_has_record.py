"""HasRecord looks into another kind."""

from collections.abc import Callable

from luoshi.query import Happens, HasRecord, Is, Rows

RECORDS = """
record | area | day        | person | amount | state | accepted
1      | 1    | 2021-01-05 | 7      | 100    | paid  | yes
2      | 1    | 2021-01-20 | 8      | 200    | held  | no
3      | 2    | 2021-02-03 | 7      | 300    |       | yes
4      | 2    | 2021-02-28 |        |        | paid  |
"""
HOUSEHOLDS = """
record | area | day        | person | state
1      | 1    | 2021-01-01 | 7      | poor
2      | 1    | 2021-01-01 | 8      | rich
3      | 1    | 2021-01-01 |        | poor
"""
RESULT = """
period | area | value | records
2021-01 | 1 | 1 | 1
2021-02 | 2 | 1 | 1
"""


def test_has_record_looks_into_another_kind(check: Callable[..., None]) -> None:
    """Person 7 is poor there, person 8 is not; an unknown person never matches an unknown one."""
    check(
        Rows("payment", Happens("day"), HasRecord("household", "person", Is("state", "poor"))),
        {"payment": RECORDS, "household": HOUSEHOLDS},
        RESULT,
    )
