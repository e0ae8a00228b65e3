"""`luoshi import` and `luoshi synthesize`: records come into a book."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, print_json
from luoshi.runs import import_records


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS, ET or Parquet.")],
    kind: Annotated[str, typer.Option(help="The record kind, for example payment.")],
    book: BookOption,
    correction: Annotated[bool, typer.Option(help="Rows replace the records with their natural keys.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take a file's rows into the book: every row is accepted, quarantined with its reason, or a duplicate."""
    report = import_records(book, file, kind, correction=correction)
    counts = {name: getattr(report, name) for name in ("read", "accepted", "quarantined", "duplicate")}
    where = None if report.quarantine_path is None else str(report.quarantine_path)
    if form is Format.JSON:
        print_json({**counts, "quarantine": where})
        return
    console.print(
        f"{file.name}: read {report.read:,} = accepted {report.accepted:,}"
        f" + quarantined {report.quarantined:,} + duplicate {report.duplicate:,}"
    )
    if where is not None:
        console.print(f"Rows to mend, with their reasons: {where}")
