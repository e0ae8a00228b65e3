"""A parser's complaint is passed on without what it quotes."""

import pytest

from luoshi.records.parseerrors import describe_parse_error


@pytest.mark.parametrize(
    ("said", "passed_on"),
    [
        ("found more fields than defined in 'Schema'\n\nConsider", "found more fields than defined in 'Schema'"),
        ('could not parse `"999,王五\n` as dtype `str`', "could not parse …"),
        (
            "CSV parse error: Row #2: Expected 8 columns, got 10: 1,王五",
            "CSV parse error: Row #2: Expected 8 columns, got 10…",
        ),
        (
            "CSV parse error: Row #2: Expected 8 columns, got 9: 1,王五",
            "CSV parse error: Row #2: Expected 8 columns, got 9…",
        ),
        ("", "ValueError"),
    ],
)
def test_quoted_cells_are_left_out(said: str, passed_on: str) -> None:
    assert describe_parse_error(ValueError(said)) == passed_on
