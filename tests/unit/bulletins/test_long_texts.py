"""Texts that make a careless pattern or sum run for ever; each would take minutes if time grew with the square."""

import pytest

from luoshi.bulletins import find_claims

_LONG = 20_000


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("1", 0),
        ("一", 0),
        ("万", 0),
        ("1,234", 0),
        ("1-", 0),
        ("(", 0),
        (" ", 0),
        ("\n", 0),
        ("“", 0),
        ("分之", 0),
        ("and two ", 0),
    ],
)
def test_a_long_run_of_one_piece_holds_no_claim(piece, count):
    assert len(find_claims(piece * (_LONG // len(piece)))) == count


def test_a_line_without_any_end_gives_each_of_its_claims():
    claims = find_claims("新增就业10.7万人、" * 2000)
    assert {c.text for c in claims} == {"10.7万人"}
    assert len(claims) == 2000
    assert max(len(c.sentence) for c in claims) <= 1200


def test_a_long_english_line_gives_each_of_its_claims():
    claims = find_claims("We built 12 homes and spent £1.2m " * 500)
    assert len(claims) == 1000


def test_a_number_too_long_for_a_quantity_is_none_and_its_neighbours_stay():
    assert [c.text for c in find_claims(f"编号{'9' * 5000}，新增床位300张。")] == ["300张"]
    assert [c.text for c in find_claims(f"Code {'9' * 5000} and 300 beds.")] == ["300 beds"]
