"""`luoshi book verify` and `merge`: every byte of a book checked, and small batches read as one."""

from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, make_progress, print_error, print_json
from luoshi.records import Book, check_book, merge_small

book = typer.Typer(
    help="A book as a whole: verify it, keep it quick to read, back it up, bring it back.", no_args_is_help=True
)


@book.command("verify")
def book_verify(
    path: BookOption,
    head: Annotated[
        str | None, typer.Option(help="A log hash kept elsewhere: shows that the log's end was not cut off.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check the log's chain, every file's hash, merged rows and the registry; name all that is wrong (exit 4)."""
    opened = Book.open(path)
    with make_progress() as bar:
        task = bar.add_task("log")
        faults = list(
            check_book(opened, head=head, progress=lambda name: bar.update(task, description=f"data/{name[:12]}"))
        )
    if form is Format.JSON:
        found = [{"code": fault.code, "zh": fault.say("zh"), "en": fault.say("en")} for fault in faults]
        print_json({"verified": not faults, "faults": found})
    if not faults and form is not Format.JSON:
        snapshot = opened.snapshot()
        files = sum(len(entry.files) for entry in snapshot.entries)
        console.print(f"Verified   {len(snapshot.entries):,} log entries, {files:,} files; head {snapshot.head}")
    if faults:
        for fault in faults:
            print_error(fault)
        raise typer.Exit(faults[0].exit_code)


@book.command("merge")
def book_merge(path: BookOption, form: FormatOption = Format.TABLE) -> None:
    """Put the rows of small batches into one file a kind; older snapshots still read the files of before."""
    reports = merge_small(Book.open(path))
    rows = [
        {
            "kind": report.entry.files[0].kind,
            "role": report.entry.files[0].role,
            "files": report.files,
            "rows": report.rows,
            "rows_hash": report.entry.rows_hash,
            "position": report.entry.position,
        }
        for report in reports
    ]
    if form is Format.JSON:
        print_json({"merged": rows})
        return
    for row in rows:
        console.print(
            f"{row['kind']} ({row['role']}): {row['files']:,} files in one, {row['rows']:,} rows,"
            f" by log entry {row['position']}"
        )
    if not rows:
        console.print("Nothing to merge: no kind has two small files.")
