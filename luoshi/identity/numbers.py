"""Numbers that are not resident numbers: unified social credit codes and bank cards."""

from stdnum import luhn
from stdnum.cn import uscc


def is_credit_code(text: str) -> bool:
    """Return whether `text` is a well-formed unified social credit code with the right check character."""
    # The library forgives spaces and dashes; a key that is joined on must be exact.
    return len(text) == 18 and text.isascii() and text.isalnum() and bool(uscc.is_valid(text))


def has_card_check_digit(text: str) -> bool:
    """Return whether a bank card number passes Luhn's check; for a warning only.

    Bank books and older accounts have numbers without a check digit, so no payment is refused by it.
    """
    return text.isascii() and text.isdigit() and bool(luhn.is_valid(text))
