"""How commands print: tables for people, JSON and CSV for programs, errors in both languages."""

import csv
import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from luoshi.errors import LuoshiError
from luoshi.identity import mask_id_number

# An ID number with nothing joined to it; person keys have 19 digits and hashes more.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


class _MaskingConsole(Console):
    """A console on which no ID number appears whole: a file's name or a heading may carry one."""

    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401 - as Rich declares it
        """Print as Rich does, texts masked."""
        super().print(*(_mask(one) if isinstance(one, str) else one for one in objects), **options)


console = _MaskingConsole()
# Progress and errors go to the error stream, so that what a program reads stays clean.
notices = _MaskingConsole(stderr=True)


class Format(StrEnum):
    """The output formats of every command that prints data."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_json(value: object) -> None:
    """Print one JSON document, Chinese characters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_rows(
    rows: Sequence[Mapping[str, object]], columns: Sequence[str], form: Format, *, right: frozenset[str]
) -> None:
    """Print rows as a table (the columns in `right` aligned right) or as CSV."""
    if form is Format.CSV:
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        sys.stdout.write(text.getvalue())
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if row.get(column) is None else str(row[column]) for column in columns))
    console.print(table)


def print_error(error: LuoshiError) -> None:
    """Print a user's fault in Chinese and English, with its code and no traceback."""
    chinese, english = escape(error.say("zh")), escape(error.say("en"))
    notices.print(f"[bold red]✗[/] {chinese}", highlight=False)
    notices.print(f"  {english} [dim]\\[{error.code}][/]", highlight=False)


def _mask(text: str) -> str:
    return _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
