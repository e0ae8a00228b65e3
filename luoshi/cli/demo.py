"""`luoshi demo`: the whole chain in one go, from records to a text whose every number is judged."""

import time
from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins import read_text
from luoshi.bulletins.compiling import find_chinese_fonts
from luoshi.cli.check import print_verdicts
from luoshi.cli.output import Format, console
from luoshi.cli.release import release_create, release_verify
from luoshi.cli.synthesize import synthesize
from luoshi.errors import Language, UserFault
from luoshi.records import Book, is_book
from luoshi.releases import get_public_path, list_releases, make_key
from luoshi.runs import check_file, compile_book_bulletin, write_bulletin
from luoshi.synthetic import MARK

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def demo(
    out: Annotated[Path, typer.Option(help="A new folder for the demo's book, key and bulletins.")],
    scale: Annotated[float, typer.Option(help="1 is the whole city.")] = 1.0,
    bulletin: Annotated[Path | None, typer.Option(help="A text to check; else the compiled bulletin.")] = None,
) -> None:
    """Build a city's book, count, seal a release, compile the bulletin, and check every number of a text."""
    begun = time.perf_counter()
    book, key = out / "book", out / "signing-key.pem"
    if is_book(book):
        raise UserFault("cli.demo_there", folder=out)
    console.print(f"[bold]落实 Luoshi[/]    {MARK}: nothing here is a statement about the real city")
    synthesize(book, scale=scale)
    make_key(key, book=book)
    release_create(book, key=key)
    (made,) = list_releases(book)
    release_verify(made.id, book, [get_public_path(key)])
    for path in _write_bulletins(book, out):
        console.print(f"Bulletin   {path}", highlight=False)
    text = bulletin or out / "bulletin.zh.docx"
    console.print(f"Checking   {text}   against {Book.open(book).settings.name}, {MARK}", highlight=False)
    checked = check_file(text, book)
    print_verdicts(checked, read_text(text), Format.TABLE)
    console.print(f"\nDone in {time.perf_counter() - begun:.0f} s. Next:")
    console.print(f"  luoshi trace assistance.paid --book {book}    the payments behind it", highlight=False)
    console.print(f"  luoshi count --level county --figure assistance.recipients --book {book}", highlight=False)


def _write_bulletins(book: Path, out: Path) -> list[Path]:
    endings = ["docx", "html"]
    if find_chinese_fonts():
        endings.append("pdf")
    else:
        console.print("PDF        left out: no Chinese font is installed (Debian: fonts-noto-cjk)")
    written = []
    for language in _LANGUAGES:
        made = compile_book_bulletin(book, language)
        for ending in endings:
            path = out / f"bulletin.{language}.{ending}"
            write_bulletin(made, path)
            written.append(path)
    return written
