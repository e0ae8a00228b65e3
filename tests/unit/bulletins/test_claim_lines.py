from pathlib import Path

import pytest

from luoshi.bulletins import find_claims

_LINES = [
    line.split("=>")
    for line in Path(__file__).with_name("claim_lines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("line", "spans"), _LINES, ids=[line for line, _ in _LINES])
def test_each_line_gives_its_claims_and_no_others(line, spans):
    expected = [span.strip() for span in spans.split("|") if span.strip()]
    assert [claim.text for claim in find_claims(line.strip())] == expected


def test_there_are_more_than_120_lines():
    assert len(_LINES) > 120


def test_all_lines_in_one_text_give_the_same_claims_as_each_alone():
    lines = [line.strip() for line, _ in _LINES]
    together = [claim.text for claim in find_claims("\n".join(lines))]
    alone = [claim.text for line in lines for claim in find_claims(line)]
    assert together == alone
