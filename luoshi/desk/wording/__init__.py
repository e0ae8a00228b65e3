"""How the desk says numbers, units, periods and evidence, in Chinese and English."""

from luoshi.desk.wording.numbers import say_exact, say_plain, say_rounded, say_signed
from luoshi.desk.wording.periods import say_day, say_month, say_period
from luoshi.desk.wording.terms import BEHAVIOURS, EVIDENCE, STATUSES, UNITS, VERDICTS, Term

__all__ = [
    "BEHAVIOURS",
    "EVIDENCE",
    "STATUSES",
    "UNITS",
    "VERDICTS",
    "Term",
    "say_day",
    "say_exact",
    "say_month",
    "say_period",
    "say_plain",
    "say_rounded",
    "say_signed",
]
