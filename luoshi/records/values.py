"""What a delivered cell means under a contract's column, and the reasons why it cannot be read.

Reading comes before validation: a date that is none, a number that lost its digits. What the values may be,
once they have their types, is the schema's business (validation.py).
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from luoshi.errors import Language, get_message
from luoshi.identity import check_id_numbers
from luoshi.records.contracts import Column, ColumnType
from luoshi.records.headings import Heading
from luoshi.records.schemas import get_stored_type
from luoshi.records.words import find_words

YES, NO = ("1", "true", "是", "有", "y", "yes"), ("0", "false", "否", "无", "n", "no")
_WHOLE = (ColumnType.KEY, ColumnType.MONEY, ColumnType.COUNT, ColumnType.LENGTH)
# A workbook counts days from this one; the range is 1954 to 2119, so no year, month or code is taken for a day.
_FIRST_DAY, _SERIAL = date(1899, 12, 30), r"^[2-7]\d{4}(?:\.0+)?$"


@dataclass(frozen=True)
class Reason:
    """Why a row is refused: `code` is its message, about the column `column`."""

    code: str
    column: Column

    def say(self, language: Language) -> str:
        """Return the reason in words."""
        name = f"{self.column.zh}({self.column.name})" if language == "zh" else self.column.name
        words = find_words(self.column)
        allowed = "/".join(f"{words[value]}({value})" if value in words else value for value in self.column.allowed)
        text = get_message(f"records.{self.code}", language)
        return text.format(column=name, minimum=self.column.minimum, allowed=allowed)


@dataclass(frozen=True)
class Reading:
    """How the cells under a heading become values of `column`.

    `dtype` is what the file holds; `numeric` and `workbook` as in Delivery; `identify` where ID numbers may
    stand, which the registry will turn into keys.
    """

    heading: Heading
    column: Column
    dtype: pl.DataType
    today: date
    numeric: bool = False
    workbook: bool = False
    identify: bool = False


Findings = dict[str, pl.Expr]


def build_value(reading: Reading) -> tuple[pl.Expr, Findings]:
    """Return the value of a cell (None where it is empty or unreadable) and, by code, where it is unreadable.

    ID numbers to be identified stay text; everything else has the column's stored type.
    """
    text = _text(reading)
    if reading.identify:
        return _read_identity(reading, text)
    integer = reading.dtype.is_integer() and reading.heading.shift == 0
    if reading.column.type is ColumnType.AREA and integer:
        return _read_area_number(reading)
    if integer and reading.column.type in _WHOLE:
        return _read_integer(reading, text)
    if reading.dtype == get_stored_type(reading.column) and reading.dtype != pl.String:
        return pl.col(reading.heading.text), {}
    return _READERS[reading.column.type](reading, text)


def is_id_number(text: pl.Expr, today: date) -> pl.Expr:
    """Return whether a text is a resident ID number without a fault; false where there is no text."""

    def _check(numbers: pl.Series) -> pl.Series:
        return check_id_numbers(numbers.cast(pl.String), today=today).eq(0)

    return text.map_batches(_check, return_dtype=pl.Boolean, is_elementwise=True).fill_null(value=False)


def _text(reading: Reading) -> pl.Expr:
    text = pl.col(reading.heading.text).cast(pl.String)
    if reading.dtype == pl.String and reading.column.type is not ColumnType.TEXT:
        # Full-width digits and the like; a document's own number keeps its characters.
        text = text.map_batches(_narrow, return_dtype=pl.String, is_elementwise=True)
    text = text.str.strip_chars()
    return pl.when(text != "").then(text)


def _narrow(texts: pl.Series) -> pl.Series:
    # Most columns are plain ASCII: then characters and bytes are as many, and nothing has to be done.
    return texts if texts.str.len_bytes().eq(texts.str.len_chars()).all() else texts.str.normalize("NFKC")


def _lost_digits(reading: Reading, text: pl.Expr) -> pl.Expr:
    """Return where a number was kept as a float: 15 digits are right, and what follows is lost."""
    lost = text.str.contains(r"^-?\d+(?:\.\d+)?[eE]\+?\d+$")
    if reading.dtype.is_float():
        return lost | (pl.col(reading.heading.text).abs() >= 10**15)
    if reading.numeric:
        return lost | (text.str.contains(r"^-?\d{16,}"))
    if not reading.workbook:
        return lost
    # In a column of mixed cells all comes as text. A number was kept as a double nearest to 15 digits; a text
    # of 18 digits looks like that once in a thousand times.
    long = text.str.contains(r"^[1-9]\d{15,18}$")
    whole = pl.when(long).then(text).cast(pl.Int64, strict=False)
    step = pl.lit(10, dtype=pl.Int64).pow((text.str.len_chars().cast(pl.Int64) - 15).clip(0, 4)).cast(pl.Int64)
    kept = ((whole + step // 2) // step * step).cast(pl.Float64).cast(pl.Int64, strict=False)
    return lost | (kept == whole).fill_null(value=False)


def _read_identity(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    """ID numbers, and under a heading of keys also keys; what looks like a mistyped ID number is neither."""
    lost = _lost_digits(reading, text)
    right = is_id_number(text, reading.today)
    if reading.heading.role == "id_number":
        return text.str.to_uppercase(), {
            "row_number_as_float": lost,
            "row_wrong_check_digit": text.is_not_null() & ~lost & ~right,
        }
    key = text.str.contains(r"^\d+$") & text.cast(pl.Int64, strict=False).is_not_null()
    mistyped = text.str.contains(r"^\d{15,17}[\dXx]?$") & (text.str.len_chars() < 19)
    return text.str.to_uppercase(), {
        "row_number_as_float": lost,
        "row_wrong_check_digit": ~lost & mistyped & ~right,
        "row_not_key": text.is_not_null() & ~lost & ~mistyped & ~key,
    }


def _read_integer(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    value = pl.col(reading.heading.text).cast(pl.Int64, strict=False)
    if reading.column.type is ColumnType.KEY and reading.column.personal:
        return value, {"row_id_number": is_id_number(text, reading.today)}
    return value, {}


def _read_whole(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    column = reading.column
    if column.type is not ColumnType.KEY:
        return _read_amount(reading, text)
    value = text.str.replace(r"^(-?\d+)\.0+$", "$1").cast(pl.Int64, strict=False)
    lost = _lost_digits(reading, text)
    identity = is_id_number(text, reading.today) if column.personal else pl.lit(value=False)
    return value, {
        "row_number_as_float": lost,
        "row_not_key": ~lost & text.is_not_null() & value.is_null() & ~identity,
        # Without this an ID number ending in a digit would pass as a key, and enter the book for ever.
        "row_id_number": identity,
    }


def _read_amount(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    """Read digits, shifted from the file's unit to the column's: by text, for a float has no fen."""
    shift = reading.heading.shift
    plain = text.str.replace_all(r"[,，\s¥￥]", "")
    if reading.workbook:
        # What a formula leaves behind (1234.5600000000001) is no finer amount.
        long = plain.str.contains(r"\.\d{9,}$")
        plain = pl.when(long).then(plain.cast(pl.Float64, strict=False).round(6).cast(pl.String)).otherwise(plain)
    shaped = plain.str.contains(r"^-?\d+(?:\.\d+)?$")
    after = plain.str.extract(r"\.(\d+)$").fill_null("").str.strip_chars_end("0")
    digits = plain.str.extract(r"^(-?\d+)") + after.str.pad_end(shift, "0") if shift else plain.str.extract(r"^(-?\d+)")
    fits = shaped & (after.str.len_chars() <= shift)
    value = pl.when(fits).then(digits).cast(pl.Int64, strict=False)
    return value, {"row_not_whole": text.is_not_null() & value.is_null()}


def _read_area(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    code = text.str.replace(r"\.0+$", "")
    shaped = code.str.contains(r"^[1-9]\d{5}(?:\d{3}(?:\d{3})?)?$")
    value = pl.when(shaped).then(code.str.pad_end(12, "0")).cast(pl.Int64, strict=False)
    return value, {"row_not_area": text.is_not_null() & value.is_null()}


def read_area_number(code: pl.Expr) -> pl.Expr:
    """Return division codes of 6, 9 or 12 digits, padded to 12; None for another number."""
    return (
        pl.when(code.is_between(10**11, 10**12 - 1))
        .then(code)
        .when(code.is_between(10**8, 10**9 - 1))
        .then(code * 10**3)
        .when(code.is_between(10**5, 10**6 - 1))
        .then(code * 10**6)
    )


def _read_area_number(reading: Reading) -> tuple[pl.Expr, Findings]:
    code = pl.col(reading.heading.text).cast(pl.Int64, strict=False)
    value = read_area_number(code)
    return value, {"row_not_area": code.is_not_null() & value.is_null()}


def _read_date(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    plain = text.str.replace(r"[ T]00:00:00(?:\.0+)?$", "").str.replace("日$", "").str.replace_all("[年月/.]", "-")
    plain = plain.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "$1-$2-$3")
    padded = plain.str.replace(r"^(\d{4})-(\d)-", "$1-0$2-").str.replace(r"^(\d{4}-\d{2})-(\d)$", "$1-0$2")
    shaped = padded.str.contains(r"^\d{4}-\d{2}-\d{2}$")
    serial = text.str.contains(_SERIAL)
    days = pl.when(serial).then(text.str.slice(0, 5)).cast(pl.Int64, strict=False)
    value = (
        pl.when(serial)
        .then(pl.lit(_FIRST_DAY) + pl.duration(days=days))
        .otherwise(pl.when(shaped).then(padded).str.to_date("%Y-%m-%d", strict=False))
    )
    return value, {"row_not_date": text.is_not_null() & value.is_null()}


def _read_flag(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    lower = text.str.to_lowercase()
    value = pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
    return value, {"row_not_flag": text.is_not_null() & value.is_null()}


def _read_choice(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    words = {word: value for value, word in find_words(reading.column).items()}
    return text.replace(words) if words else text, {}


def _read_text(reading: Reading, text: pl.Expr) -> tuple[pl.Expr, Findings]:
    return text, {"row_number_as_float": _lost_digits(reading, text)}


_READERS = {
    **dict.fromkeys(_WHOLE, _read_whole),
    ColumnType.AREA: _read_area,
    ColumnType.DATE: _read_date,
    ColumnType.FLAG: _read_flag,
    ColumnType.CHOICE: _read_choice,
    ColumnType.TEXT: _read_text,
}
