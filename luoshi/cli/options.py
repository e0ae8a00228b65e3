"""Options that several commands share."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from luoshi.cli.output import Format
from luoshi.errors import UserFault

BookOption = Annotated[Path, typer.Option("--book", help="The book's folder.")]
PeriodOption = Annotated[str, typer.Option("--period", help="2021, 2021-Q3, 2021-09 or 2021-01..2021-09.")]
FormatOption = Annotated[Format, typer.Option("--format", help="table, json or csv.")]
KnownOption = Annotated[
    datetime | None, typer.Option("--known", help="What the book knew at this time (UTC); now by default.")
]


def get_moment(known: datetime | None) -> datetime | None:
    """Return a known time as the book compares it: one given without a zone is UTC."""
    return known.replace(tzinfo=UTC) if known is not None and known.tzinfo is None else known


def validate_out(path: Path | None) -> None:
    """Raise UserFault where no file can be made at `path`: said before the work is done, not after it."""
    if path is None:
        return
    if path.is_dir():
        raise UserFault("cli.out_is_folder", path=path)
    if not path.parent.is_dir():
        raise UserFault("cli.no_folder", path=path, folder=path.parent)


def get_choice(value: str, allowed: Sequence[str], option: str) -> Any:  # noqa: ANN401 - a Literal of the caller
    """Return `value` if it is one of `allowed`; else a UserFault that lists them."""
    if value not in allowed:
        raise UserFault("cli.choice", value=value, option=option, allowed=", ".join(allowed))
    return value
