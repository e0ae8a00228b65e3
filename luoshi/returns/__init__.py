"""Forms that reporting units fill and sign, what a filled one says, and taking it into the book."""

from luoshi.returns.filled import FilledForm, FilledRow, read_form
from luoshi.returns.form import Form, build_forms
from luoshi.returns.judging import Fate, JudgedRow, judge_form
from luoshi.returns.receipts import Receipt, write_receipt
from luoshi.returns.taking import take_form
from luoshi.returns.writing import write_form

__all__ = [
    "Fate",
    "FilledForm",
    "FilledRow",
    "Form",
    "JudgedRow",
    "Receipt",
    "build_forms",
    "judge_form",
    "read_form",
    "take_form",
    "write_form",
    "write_receipt",
]
