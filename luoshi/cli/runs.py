"""`luoshi runs`: the public log of what was counted, and how other commands add to it."""

from pathlib import Path

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, notices, print_json, print_rows
from luoshi.runs import list_runs, log_run

runs = typer.Typer(help="The public log of runs on a book.", no_args_is_help=True)

_COLUMNS = ("sequence", "time", "who", "command", "asked", "purpose", "code", "position", "definitions")


@runs.command("list")
def runs_list(book: BookOption, form: FormatOption = Format.TABLE) -> None:
    """List every count, check and release of a book, and check that no line was changed."""
    found = list_runs(book)
    if form is Format.JSON:
        print_json({"runs": [vars(run) for run in found]})
        return
    rows = [vars(run) for run in found]
    if form is Format.TABLE:
        rows = [{**row, "time": _shorten(str(row["time"])), "definitions": row["definitions"][:12]} for row in rows]
    print_rows(rows, _COLUMNS, form, right=frozenset({"sequence", "position"}))


def _shorten(time: str) -> str:
    """Return a time in UTC to the second, as a table shows it.

    >>> _shorten("2021-12-31T08:00:00.123456+00:00")
    '2021-12-31T08:00:00Z'
    """
    return f"{time[:19]}Z" if time.endswith("+00:00") else time


@runs.callback()
def _root() -> None:
    """Keep `list` a sub-command even while it is the only one."""


def note_run(book: Path, command: str, *asked: object) -> None:
    """Add this run to the book's log; where the book may not be written, say so and go on.

    A copy that a reader checks may well be read-only, and its runs are nobody's business but the reader's.
    """
    try:
        log_run(book, command, " ".join(str(part) for part in asked if part not in (None, "")))
    except PermissionError:
        notices.print(f"Not in the run log: {book} cannot be written here.", highlight=False)
