"""The lines of a pay list as the rules see them: numbers made alike, amounts in fen, people as registry keys."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import polars as pl

from luoshi.areas import AreaTree
from luoshi.delivery.payments.lists import ROW, PayList
from luoshi.delivery.payments.places import build_area_columns, find_places
from luoshi.identity import IdProblem, append_check_digits, check_id_numbers

# What stands in the column `id_problem`: names of IdProblem in small letters, and these.
MISSING, DAMAGED, OLD = "missing", "damaged", "old"
_SCIENTIFIC = r"^\d+(?:\.\d+)?[eE]\+?\d+$"
_URBAN, _RURAL = ["城市", "城镇", "urban"], ["农村", "农业", "rural"]

_TEXTS = ("name", "account", "account_name", "household", "residence", "persons")

FindKeys = Callable[[Sequence[str]], Sequence[int | None]]


def build_lines(given: PayList, tree: AreaTree, month_ends: date, find_keys: FindKeys) -> pl.DataFrame:
    """Return one row a line, in order.

    Columns: `row`; `id` (as it is compared; null where none is written or its digits are lost), `id_problem`
    (null, or what is wrong); `born` (null where the number is wrong); `person` (key, null where not registered);
    `name`, `account`, `account_name`; `household`; `residence` (urban, rural or null); `persons`;
    `account_damaged`; `amount` (fen) and `amount_unreadable`; `area`, `county`, `village` (padded numbers).
    """
    texts = pl.DataFrame([given.read(role) for role in _TEXTS]).with_columns(
        _squeeze("name"), _squeeze("account_name"), pl.col("account").str.replace_all(r"[\s\-']", "")
    )
    numbers = read_id_numbers(given, month_ends)
    residence = pl.col("residence").str.to_lowercase()
    amounts = pl.Series("amount", [_read_fen(text, given.fen) for text in given.read("amount")], dtype=pl.Int64)
    derived = texts.select(
        "name",
        "account",
        "account_name",
        "household",
        pl.when(residence.str.contains_any(_URBAN))
        .then(pl.lit("urban"))
        .when(residence.str.contains_any(_RURAL))
        .then(pl.lit("rural"))
        .alias("residence"),
        pl.col("persons").str.extract(r"^(\d{1,2})(?:\.0+)?$").cast(pl.Int64),
        _is_damaged("account", numeric=given.roles.get("account") in given.numeric).alias("account_damaged"),
    )
    return pl.DataFrame(
        [
            given.frame[ROW].alias("row"),
            *numbers,
            pl.Series("person", _find_persons(numbers["id"], find_keys), dtype=pl.Int64),
            *derived,
            amounts,
            (amounts.is_null() & given.read("amount").is_not_null()).alias("amount_unreadable"),
            *build_area_columns(find_places(given, tree), tree),
        ]
    )


def read_id_numbers(given: PayList, today: date) -> pl.DataFrame:
    """Return `id`, `id_problem` and `born` of each line.

    Old numbers of 15 digits become the 18 that they stand for. In a column of numbers every one of 16 digits
    or more is damaged; elsewhere a wrong one that a spreadsheet's rounding would have left.
    """
    heading = given.roles["id_number"]
    texts = pl.Series("text", [_clean(text) for text in given.frame[heading]], dtype=pl.String)
    is_old = texts.str.contains(r"^\d{15}$")
    old = append_check_digits((texts.str.slice(0, 6) + "19" + texts.str.slice(6)).filter(is_old))
    frame = pl.DataFrame({"text": texts}).with_columns(id=texts)
    if len(old):
        frame = frame.with_columns(id=texts.scatter(is_old.arg_true(), old))
    findings = check_id_numbers(frame["id"], today=today)
    names = {int(problem): problem.name.lower() for problem in IdProblem}
    problem = findings.replace_strict(names, default=None, return_dtype=pl.String)
    # Rounding leaves the day of birth as it was: what it breaks is the check digit.
    broken = problem.eq("check_digit").fill_null(value=False)
    rounded = pl.Series([bad and _is_rounded(text) for bad, text in zip(broken, texts, strict=True)])
    damaged = texts.str.contains(_SCIENTIFIC) | rounded
    if heading in given.numeric:
        damaged = damaged | texts.str.contains(r"^\d{16,}$")
    frame = frame.with_columns(problem=problem, damaged=damaged, old=is_old)
    # A wrong number still joins the very same one; a damaged one is that of many.
    kept = pl.when(~pl.col("damaged")).then("id")
    return frame.select(
        kept.alias("id"),
        pl.when(pl.col("text").is_null())
        .then(pl.lit(MISSING))
        .when("damaged")
        .then(pl.lit(DAMAGED))
        .when(pl.col("problem").is_not_null())
        .then("problem")
        .when("old")
        .then(pl.lit(OLD))
        .alias("id_problem"),
        pl.when(~pl.col("damaged") & pl.col("problem").is_null())
        .then(pl.col("id").str.slice(6, 8))
        .str.to_date("%Y%m%d")
        .alias("born"),
    )


def _is_rounded(text: str | None) -> bool:
    """Return whether 18 digits are what is left of a number kept to 15: 000 at the end, or the nearest float."""
    if text is None or re.fullmatch(r"\d{18}", text) is None:
        return False
    kept = round(int(text), -3)
    return int(text) in (kept, int(float(kept)))


def _clean(text: str) -> str | None:
    """Return a number without spaces, quotes and full-width digits, None where nothing is written."""
    plain = re.sub(r"[\s'`’‘]", "", unicodedata.normalize("NFKC", text)).upper().removesuffix(".0")
    return plain or None


def _find_persons(numbers: pl.Series, find_keys: FindKeys) -> list[int | None]:
    asked = numbers.drop_nulls().unique(maintain_order=True).to_list()
    keys = dict(zip(asked, find_keys(asked), strict=True)) if asked else {}
    return [keys.get(number) for number in numbers]


def _squeeze(column: str) -> pl.Expr:
    # Names are written with spaces (王 芳) and with different middle dots.
    return pl.col(column).str.replace_all(r"[\s·•・.]", "")


def _is_damaged(column: str, *, numeric: bool) -> pl.Expr:
    pattern = rf"{_SCIENTIFIC}|^\d{{16,}}$" if numeric else _SCIENTIFIC
    return pl.col(column).str.contains(pattern).fill_null(value=False)


def _read_fen(text: str | None, fen: int) -> int | None:
    """Return an amount in whole fen, None where nothing is written or it is no amount."""
    if text is None:
        return None
    try:
        value = Decimal(re.sub(r"[,，\s¥￥元]", "", text)) * fen
    except InvalidOperation:
        return None
    # A workbook keeps 127.6 as 127.59999…: to the fen it is the same.
    return int(value.to_integral_value()) if value.is_finite() and value >= 0 else None
