"""What a delivered cell means under a contract's column, and the reasons why a row cannot be taken.

Polars expressions rather than dataframely: it validates values that are typed already, while the reasons here
are about the raw cell (a date that is none, a number that lost its digits), which must be read first; one
pass of expressions gives value and reason together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from luoshi.errors import Language, get_message
from luoshi.identity import check_id_numbers
from luoshi.records.contracts import Column, ColumnType
from luoshi.records.schemas import get_stored_type

YES, NO = ("1", "true", "是", "有", "y", "yes"), ("0", "false", "否", "无", "n", "no")
_WHOLE = (ColumnType.KEY, ColumnType.MONEY, ColumnType.COUNT, ColumnType.LENGTH)


@dataclass(frozen=True)
class Reason:
    """A row is refused where `found` is true; `code` is its message, about the column `column`."""

    found: pl.Expr
    code: str
    column: Column

    def say(self, language: Language) -> str:
        """Return the reason in words."""
        name = f"{self.column.zh}({self.column.name})" if language == "zh" else self.column.name
        text = get_message(f"records.{self.code}", language)
        return text.format(column=name, minimum=self.column.minimum, allowed="/".join(self.column.allowed))


@dataclass(frozen=True)
class Reading:
    """How the cells under `heading` become values of `column`.

    `dtype` is what the file holds; `numeric` and `workbook` as in DeliveredTable; `identify` where the cells
    are ID numbers that the registry will turn into keys; `areas` the codes that may stand, if limited.
    """

    column: Column
    heading: str
    dtype: pl.DataType
    today: date
    numeric: bool = False
    workbook: bool = False
    identify: bool = False
    areas: frozenset[int] | None = None


def build_value(reading: Reading) -> tuple[pl.Expr, list[Reason]]:
    """Return the value of a cell (None where it is empty or unreadable) and the reasons against it.

    ID numbers to be identified stay text; everything else has the column's stored type.
    """
    column = reading.column
    text = _text(reading)
    if reading.identify:
        value = text.str.to_uppercase()
        lost = _lost_digits(reading, text)
        wrong = text.is_not_null() & ~lost & ~is_id_number(text, reading.today)
        reasons = [
            Reason(lost, "row_number_as_float", column),
            Reason(wrong, "row_wrong_check_digit", column),
        ]
    elif reading.dtype == get_stored_type(column):
        value, reasons = pl.col(reading.heading), []
        if reading.dtype == pl.String:
            value = text
    else:
        value, reasons = _READERS[column.type](reading, text)
    reasons += _build_limits(reading, value, text)
    if column.required:
        reasons.append(Reason(text.is_null(), "row_missing", column))
    return value, reasons


def build_future(column: Column, value: pl.Expr, today: date) -> Reason:
    """Return the reason against a record that happened after `today`."""
    return Reason(value > today, "row_future", column)


def build_reason_text(reasons: Iterable[Reason], language: Language) -> pl.Expr:
    """Return all reasons that hold for a row, in one text; empty where the row is good."""
    texts = [pl.when(reason.found).then(pl.lit(reason.say(language))) for reason in reasons]
    return pl.concat_str(texts, separator="；" if language == "zh" else "; ", ignore_nulls=True)


def is_id_number(text: pl.Expr, today: date) -> pl.Expr:
    """Return whether a text is a resident ID number without a fault; false where there is no text."""

    def _check(numbers: pl.Series) -> pl.Series:
        return check_id_numbers(numbers.cast(pl.String), today=today).eq(0)

    return text.map_batches(_check, return_dtype=pl.Boolean, is_elementwise=True).fill_null(value=False)


def _text(reading: Reading) -> pl.Expr:
    text = pl.col(reading.heading).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text)


def _lost_digits(reading: Reading, text: pl.Expr) -> pl.Expr:
    """Return where a number was kept as a float: 15 digits are right, and what follows is lost."""
    lost = text.str.contains(r"^-?\d+(?:\.\d+)?[eE]\+?\d+$")
    if reading.dtype.is_float():
        return lost | (pl.col(reading.heading).abs() >= 10**15)
    if reading.numeric:
        return lost | (text.str.contains(r"^-?\d{16,}"))
    # Cells of mixed types come as text, where only the zeros after the fifteenth digit tell.
    return lost | text.str.contains(r"^\d{15}0+$") if reading.workbook else lost


def _read_whole(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, list[Reason]]:
    column = reading.column
    value = text.str.replace(r"^(-?\d+)\.0+$", "$1").cast(pl.Int64, strict=False)
    if column.type is not ColumnType.KEY:
        return value, [Reason(text.is_not_null() & value.is_null(), "row_not_whole", column)]
    lost = _lost_digits(reading, text)
    return value, [
        Reason(lost, "row_number_as_float", column),
        Reason(~lost & text.is_not_null() & value.is_null() & ~_is_identity(reading, text), "row_not_key", column),
    ]


def _read_area(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, list[Reason]]:
    code = text.str.replace(r"\.0+$", "")
    shaped = code.str.contains(r"^[1-9]\d{1,11}$")
    value = pl.when(shaped).then(code.str.pad_end(12, "0")).cast(pl.Int64, strict=False)
    return value, [Reason(text.is_not_null() & value.is_null(), "row_not_area", reading.column)]


def _read_date(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, list[Reason]]:
    plain = text.str.replace(r"[ T]00:00:00(?:\.0+)?$", "").str.replace("日$", "").str.replace_all("[年月/.]", "-")
    plain = plain.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "$1-$2-$3")
    padded = plain.str.replace(r"^(\d{4})-(\d)-", "$1-0$2-").str.replace(r"^(\d{4}-\d{2})-(\d)$", "$1-0$2")
    shaped = padded.str.contains(r"^\d{4}-\d{2}-\d{2}$")
    value = pl.when(shaped).then(padded).str.to_date("%Y-%m-%d", strict=False)
    return value, [Reason(text.is_not_null() & value.is_null(), "row_not_date", reading.column)]


def _read_flag(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, list[Reason]]:
    lower = text.str.to_lowercase()
    value = pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
    return value, [Reason(text.is_not_null() & value.is_null(), "row_not_flag", reading.column)]


def _read_text(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, list[Reason]]:
    return text, []


def _is_identity(reading: Reading, text: pl.Expr) -> pl.Expr:
    return is_id_number(text, reading.today) if reading.column.personal else pl.lit(value=False)


def _build_limits(reading: Reading, value: pl.Expr, text: pl.Expr) -> list[Reason]:
    column, reasons = reading.column, []
    if column.minimum is not None and not reading.identify:
        reasons.append(Reason(value < column.minimum, "row_below_minimum", column))
    if column.type is ColumnType.CHOICE:
        reasons.append(Reason(text.is_not_null() & ~text.is_in(column.allowed), "row_not_allowed", column))
    if column.type is ColumnType.AREA and reading.areas is not None:
        reasons.append(Reason(value.is_not_null() & ~value.is_in(reading.areas), "row_unknown_area", column))
    if column.type is ColumnType.TEXT:
        reasons.append(Reason(_lost_digits(reading, text), "row_number_as_float", column))
    if column.type is ColumnType.KEY and not reading.identify and column.personal:
        # Without this an ID number ending in a digit would pass as a key, and enter the book for ever.
        reasons.append(Reason(_is_identity(reading, text), "row_id_number", column))
    return reasons


_READERS = {
    **dict.fromkeys(_WHOLE, _read_whole),
    ColumnType.AREA: _read_area,
    ColumnType.DATE: _read_date,
    ColumnType.FLAG: _read_flag,
    ColumnType.CHOICE: _read_text,
    ColumnType.TEXT: _read_text,
}
