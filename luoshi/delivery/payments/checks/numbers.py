"""ID numbers that cannot be right."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case
from luoshi.delivery.payments.leads import Lead

# From what `build_lines` finds to the reason's code.
_CODES = {
    "missing": "id_missing",
    "damaged": "id_damaged",
    "old": "id_old",
    "length": "id_length",
    "characters": "id_characters",
    "birth_date": "id_birth_date",
    "future_birth": "id_future_birth",
    "check_digit": "id_check_digit",
}


def check_numbers(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line whose ID number is missing, damaged, old or wrong."""
    wrong = case.lines.filter(pl.col("id_problem").is_not_null())
    for row, problem in wrong.select("row", "id_problem").iter_rows():
        yield Lead(row, _CODES[problem])
