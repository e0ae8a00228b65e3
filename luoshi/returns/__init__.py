"""Forms that reporting units fill and sign, what a filled one says, and taking it into the book."""

from luoshi.returns.filled import FilledForm, FilledRow, read_form
from luoshi.returns.form import NOT_KNOWN, NOTHING, Form, build_forms, get_scale, has_denominator
from luoshi.returns.judging import Fate, JudgedRow, judge_form
from luoshi.returns.receipts import Receipt, write_receipt
from luoshi.returns.taking import Origin, take_form
from luoshi.returns.writing import write_form

__all__ = [
    "NOTHING",
    "NOT_KNOWN",
    "Fate",
    "FilledForm",
    "FilledRow",
    "Form",
    "JudgedRow",
    "Origin",
    "Receipt",
    "build_forms",
    "get_scale",
    "has_denominator",
    "judge_form",
    "read_form",
    "take_form",
    "write_form",
    "write_receipt",
]
