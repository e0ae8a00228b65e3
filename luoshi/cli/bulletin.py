"""`luoshi bulletin compile`: a bulletin whose every number is bound."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, get_choice
from luoshi.cli.output import console
from luoshi.cli.runs import note_run
from luoshi.periods import Period
from luoshi.runs import compile_book_bulletin, write_bulletin

bulletin = typer.Typer(help="Bulletins compiled from templates in which every number is bound.", no_args_is_help=True)


@bulletin.command("compile")
def bulletin_compile(
    book: BookOption,
    out: Annotated[Path, typer.Option(help="The file to write: .docx, .html, .pdf or .txt.")],
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    period: Annotated[str | None, typer.Option(help="The book's year where not given.")] = None,
    release: Annotated[str | None, typer.Option(help="Print a sealed release's results, not the book's.")] = None,
    template: Annotated[Path | None, typer.Option(help="The city's own where not given.")] = None,
) -> None:
    """Write the bulletin; an unbound number, an unknown figure or a wrong unit is an error with line and column."""
    chosen = get_choice(language, ("zh", "en"), "--language")
    note_run(book, "bulletin compile", period, chosen, release)
    made = compile_book_bulletin(
        book, chosen, None if period is None else Period.parse(period), template, release=release
    )
    write_bulletin(made, out)
    console.print(f"Bulletin   {out} · {len(made.numbers)} numbers, each bound to its figure")


@bulletin.callback()
def _root() -> None:
    """Keep `compile` a sub-command even while it is the only one."""
