"""`luoshi book backup | restore` and `luoshi person erase`: a book and its registry, kept and let go together."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption
from luoshi.cli.output import console
from luoshi.records import backup_book, restore_book
from luoshi.runs import erase_person

person = typer.Typer(help="People in the registry, by their keys.", no_args_is_help=True)


def book_backup(
    archive: Annotated[Path, typer.Argument(help="The archive to write, outside the book; never overwritten.")],
    book: BookOption,
) -> None:
    """Verify a book, and write it with its registry, releases and forms to one archive."""
    written = backup_book(book, archive)
    console.print(f"Backup     {written} · {written.stat().st_size:,} bytes · book and registry together")
    console.print("           The registry's secret and the signing keys are not inside: keep them elsewhere.")


def book_restore(
    archive: Annotated[Path, typer.Argument(help="An archive that 'luoshi book backup' wrote.")],
    book: BookOption,
) -> None:
    """Unpack an archive into a new folder, and check every byte before the book stands there."""
    restored = restore_book(archive, book)
    entries = len(restored.entries())
    console.print(f"Restored   {restored.path} · {entries} log entries · every byte is as it was written")
    console.print("           Persons erased after this backup are in it again: erase them once more.")


@person.command("erase")
def person_erase(
    key: Annotated[int, typer.Argument(help="The person key, 19 digits.")],
    book: BookOption,
    reason: Annotated[str, typer.Option(help="Why; write no personal data here.")],
) -> None:
    """Destroy who a person key is: name and ID number go for good, the figures stay."""
    workbooks = erase_person(book, key, reason)
    console.print("Erased     the registry holds nobody under this key; the book verifies as before")
    if workbooks:
        console.print(f"           {workbooks} returned workbooks in {book / 'quarantine'} may still name people:")
        console.print("           remove those that name this one, and the backups made before today.")


@person.callback()
def _root() -> None:
    """Keep `erase` a sub-command even while it is the only one."""
