"""How commands print: tables for people, JSON and CSV for programs, errors in both languages."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum

from rich.console import Console
from rich.table import Table

from luoshi.errors import LuoshiError

console = Console()
# Progress and errors go to the error stream, so that what a program reads stays clean.
notices = Console(stderr=True)


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
    notices.print(f"[bold red]✗[/] {error.say('zh')}", highlight=False)
    notices.print(f"  {error.say('en')} [dim]\\[{error.code}][/]", highlight=False)
