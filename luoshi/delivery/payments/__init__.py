"""Payments to people: the check of a department's pay list. A suspect is a lead, and never a verdict."""

from luoshi.delivery.payments.check import CheckedList, MissingPayee, Request, check_pay_list
from luoshi.delivery.payments.leads import Lead, Said
from luoshi.delivery.payments.suspects import validate_out, write_suspects

__all__ = [
    "CheckedList",
    "Lead",
    "MissingPayee",
    "Request",
    "Said",
    "check_pay_list",
    "validate_out",
    "write_suspects",
]
