"""How commands print: tables for people, JSON and CSV for programs, errors in both languages."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

from rich.cells import cell_len
from rich.console import Console, ConsoleDimensions
from rich.markup import escape
from rich.progress import Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from luoshi.errors import LuoshiError
from luoshi.identity import mask_id_number

# An ID number with nothing joined to it; person keys have 19 digits and hashes more.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


# The width of a file or a pipe: there nothing is folded, so that a path or a period can be found and copied.
_UNFOLDED = 4096
# What parts two columns of a table, and what the narrower leave to each wider one.
_BETWEEN, _LEAST = 2, 12


class _MaskingConsole(Console):
    """A console on which no ID number appears whole, and which folds lines for a screen alone.

    A file's name or a heading may carry an ID number.
    """

    @property
    def size(self) -> ConsoleDimensions:
        """Return the screen's size; COLUMNS or a width that never folds where there is no screen."""
        size = super().size
        if self.is_terminal or "COLUMNS" in os.environ:
            return size
        return ConsoleDimensions(_UNFOLDED, size.height)

    @size.setter
    def size(self, new_size: tuple[int, int]) -> None:
        self._width, self._height = new_size

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
    cells = [["" if row.get(column) is None else str(row[column]) for column in columns] for row in rows]
    widths = [max(cell_len(line[place]) for line in [list(columns), *cells]) for place in range(len(columns))]
    for column, width in zip(columns, _share_width(widths, console.width), strict=True):
        justify: Literal["left", "right"] = "right" if column in right else "left"
        table.add_column(column, justify=justify, overflow="fold", width=width)
    for line in cells:
        table.add_row(*line)
    console.print(table)


def make_progress() -> Progress:
    """Return a line of progress for long work, gone at its end; nothing at all where there is no screen."""
    columns = (TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=notices, transient=True, disable=not notices.is_terminal)


def _share_width(widths: Sequence[int], width: int) -> list[int]:
    """Return each column's width on a screen: the narrowest stay whole, and the widest share what is left.

    A period or a figure's id torn over two lines cannot be read or copied; a sentence can.

    >>> _share_width([17, 12, 60], 80)
    [17, 12, 47]
    >>> _share_width([17, 12, 40], 80)
    [17, 12, 40]
    """
    shared = list(widths)
    rest = width - _BETWEEN * (len(widths) - 1)
    for after, place in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        wider = len(widths) - after - 1
        shared[place] = max(1, min(widths[place], max(rest // (wider + 1), rest - _LEAST * wider)))
        rest -= shared[place]
    return shared


def print_error(error: LuoshiError) -> None:
    """Print a user's fault in Chinese and English, with its code and no traceback."""
    chinese, english = escape(error.say("zh")), escape(error.say("en"))
    notices.print(f"[bold red]✗[/] {chinese}", highlight=False)
    notices.print(f"  {english} [dim]\\[{error.code}][/]", highlight=False)


def _mask(text: str) -> str:
    return _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
