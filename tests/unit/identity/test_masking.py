import pytest

from luoshi.identity import has_card_check_digit, is_credit_code, mask_id_number, mask_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王秀兰", "王*"), ("王兰", "王*"), ("欧阳明", "欧阳*"), ("司马", "司*"), ("王", "*"), ("", "")],
)
def test_mask_name_keeps_the_surname_only(name, shown):
    assert mask_name(name) == shown


def test_mask_id_number_keeps_two_first_and_three_last():
    assert mask_id_number("11010519491231002X") == "11*************02X"


def test_mask_id_number_of_a_short_text_keeps_nothing():
    assert mask_id_number("1234567") == "*******"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("91110000600037341L", True),
        ("91110000600037341K", False),
        ("9111 0000600037341L", False),
        ("", False),
        ("统一社会信用代码统一社会信用代码统一", False),
        ("ZZZZZZZZZZZZZZZZZZ", False),
    ],
)
def test_credit_code_is_true_only_with_form_and_check_character(text, outcome):
    assert is_credit_code(text) is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("4111111111111111", True), ("4111111111111112", False), ("", False), ("４111", False)],
)
def test_card_check_digit_follows_luhn(text, outcome):
    assert has_card_check_digit(text) is outcome
