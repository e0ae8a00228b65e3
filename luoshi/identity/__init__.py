"""Checks and masks of personal and organisational numbers; nothing here stores or logs one."""

from luoshi.identity.columns import append_check_digits, check_id_numbers
from luoshi.identity.masking import mask_id_number, mask_name
from luoshi.identity.numbers import has_card_check_digit, is_credit_code
from luoshi.identity.resident import (
    SYNTHETIC_PREFIX,
    IdProblem,
    Sex,
    check_id_number,
    get_birth_date,
    get_sex,
)

__all__ = [
    "SYNTHETIC_PREFIX",
    "IdProblem",
    "Sex",
    "append_check_digits",
    "check_id_number",
    "check_id_numbers",
    "get_birth_date",
    "get_sex",
    "has_card_check_digit",
    "is_credit_code",
    "mask_id_number",
    "mask_name",
]
