"""The checks of a pay list, each a pure function from a case to leads. The order is that of the reasons."""

from luoshi.delivery.payments.checks.accounts import check_accounts
from luoshi.delivery.payments.checks.amounts import check_amounts
from luoshi.delivery.payments.checks.exclusive import check_exclusive
from luoshi.delivery.payments.checks.missing import find_missing
from luoshi.delivery.payments.checks.numbers import check_numbers
from luoshi.delivery.payments.checks.others import check_others
from luoshi.delivery.payments.checks.payees import check_ages, check_deaths
from luoshi.delivery.payments.checks.repeats import check_book, check_repeats
from luoshi.delivery.payments.checks.villages import check_villages, is_book_partial

CHECKS = (
    check_numbers,
    check_deaths,
    check_repeats,
    check_book,
    check_exclusive,
    check_ages,
    check_accounts,
    check_amounts,
    check_villages,
    check_others,
)

__all__ = [
    "CHECKS",
    "check_accounts",
    "check_ages",
    "check_amounts",
    "check_book",
    "check_deaths",
    "check_exclusive",
    "check_numbers",
    "check_others",
    "check_repeats",
    "check_villages",
    "find_missing",
    "is_book_partial",
]
