"""`luoshi claims` and `luoshi check`: the numbers of a text, and what the book says of them."""

import re
from bisect import bisect_left
from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins import find_claims, read_text
from luoshi.cli.options import validate_out
from luoshi.cli.output import Format, print_json, print_rows

_COLUMNS = ("line", "claim", "low", "high", "unit", "subject")


def claims(
    file: Annotated[Path, typer.Argument(help="A text: txt, docx, HTML or PDF with text.")],
    form: Annotated[Format, typer.Option("--format", help="table, json or csv.")] = Format.TABLE,
    text_out: Annotated[
        Path | None, typer.Option(help="Write the text that start and end count in (docx, HTML, PDF).")
    ] = None,
) -> None:
    """Find every figure claim in a text: its place, and the true values its print allows."""
    validate_out(text_out)
    text = read_text(file)
    if text_out is not None:
        with text_out.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    found = find_claims(text)
    if form is Format.JSON:
        print_json({"claims": [claim.to_json() for claim in found]})
        return
    breaks = [match.start() for match in re.finditer("\n", text)]
    rows = [
        {
            **claim.to_json(),
            "line": bisect_left(breaks, claim.start) + 1,
            "claim": claim.text,
        }
        for claim in found
    ]
    print_rows(rows, _COLUMNS, form, right=frozenset({"line", "low", "high"}))
