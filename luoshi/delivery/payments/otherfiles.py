"""Other departments' files, given by `NAME=FILE`: who stands in them, by ID number, and in which row."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from luoshi.delivery.payments.case import OtherFile
from luoshi.delivery.payments.checks.payees import DEATHS
from luoshi.delivery.payments.lines import read_id_numbers
from luoshi.delivery.payments.lists import ROW, read_list
from luoshi.errors import UserFault
from luoshi.policy import Benefit, BenefitBook

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d")


def parse_against(given: Iterable[str], benefit: Benefit, rules: BenefitBook) -> dict[str, Path]:
    """Return the file of each name; raises UserFault for a text without `=`, a name twice, or one of no meaning.

    A name has a meaning where the benefit's rules say so, where it is a benefit that excludes this one, and
    where it is `deaths`.
    """
    known = [DEATHS, *benefit.against, *rules.find_exclusions(benefit.id)]
    files: dict[str, Path] = {}
    for text in given:
        name, equals, path = text.partition("=")
        if not equals or not name or not path:
            raise UserFault("payments.bad_against", given=text, known=", ".join(known))
        if name not in known:
            raise UserFault("payments.unknown_against", name=name, benefit=benefit.id, known=", ".join(known))
        if name in files:
            raise UserFault("payments.against_twice", name=name)
        files[name] = Path(path)
    return files


def read_others(files: Mapping[str, Path], today: date) -> dict[str, OtherFile]:
    """Return the files read: rows without a readable ID number join nobody and are left out."""
    return {name: _read_other(name, path, today) for name, path in files.items()}


def _read_other(name: str, path: Path, today: date) -> OtherFile:
    given = read_list(path)
    numbers = read_id_numbers(given, today)
    amount = pl.col("amount").str.replace_all(r"[,，\s¥￥元]", "").cast(pl.Float64, strict=False)
    cells = pl.DataFrame([given.frame[ROW].alias("row"), given.read("died_on"), given.read("amount")]).select(
        "row",
        pl.coalesce(pl.col("died_on").str.to_date(form, strict=False) for form in _DAYS),
        (amount * given.fen).round().cast(pl.Int64),
    )
    # A number of the wrong length or with letters in it is no ID number: a file of such joins nobody.
    shapeless = numbers["id_problem"].is_in(["length", "characters"]).fill_null(value=False)
    rows = cells.with_columns(numbers["id"]).filter(pl.col("id").is_not_null() & ~shapeless)
    if rows.is_empty():
        raise UserFault("payments.nobody_in_file", file=path, name=name)
    return OtherFile(name, path.name, rows)
