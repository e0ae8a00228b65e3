"""`luoshi demo`: the whole chain in one go, from records to a text whose every number is judged."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins import read_text
from luoshi.bulletins.compiling import find_chinese_fonts
from luoshi.cli.check import print_verdicts
from luoshi.cli.output import Format, console
from luoshi.cli.proof import proof
from luoshi.cli.release import release_create, release_verify
from luoshi.cli.synthesize import synthesize
from luoshi.errors import Language, UserFault
from luoshi.records import Book, is_book, to_canonical_bytes
from luoshi.releases import Release, get_public_path, list_releases, make_key
from luoshi.runs import check_file, compile_book_bulletin, find_some_person, write_bulletin
from luoshi.synthetic import MARK

# The figure whose payments the demo proves to a person.
_PROVED = "assistance.paid"
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
    _show_proof(book, out, made, get_public_path(key))
    for path in _write_bulletins(book, out):
        console.print(f"Bulletin   {path}", highlight=False)
    text = bulletin or out / "bulletin.zh.docx"
    console.print(f"Checking   {text}   against {Book.open(book).settings.name}, {MARK}", highlight=False)
    checked = check_file(text, book)
    print_verdicts(checked, read_text(text), Format.TABLE)
    console.print(f"\nDone in {time.perf_counter() - begun:.0f} s. Next:")
    console.print(f"  luoshi trace assistance.paid --book {book}    the payments behind it", highlight=False)
    console.print(f"  luoshi count --level county --figure assistance.recipients --book {book}", highlight=False)


def _show_proof(book: Path, out: Path, release: Release, public: Path) -> None:
    """Prove one synthetic person's payments to the stand-alone verifier, and show it a forged proof."""
    person = find_some_person(book, _PROVED, release.id)
    if person is None:
        return
    good, forged = out / "proof.json", out / "proof-forged.json"
    proof(str(person), _PROVED, release.id, book, good)
    stated = json.loads(good.read_bytes())
    stated["leaf"]["amount"] = str(int(stated["leaf"]["amount"]) + 100)
    forged.write_bytes(to_canonical_bytes(stated))
    for path, said in ((good, "the proof"), (forged, "one yuan more")):
        command = [sys.executable, str(release.path / "verify_release.py"), str(release.path), "--key", str(public)]
        done = subprocess.run([*command, "--proof", str(path)], capture_output=True, text=True, check=False)  # noqa: S603 - our own verifier
        lines = [line for line in done.stdout.splitlines() if line.startswith(("COUNTED", "REFUSED", "           in"))]
        console.print(f"Verifier   {said}:", highlight=False)
        for line in lines:
            console.print(f"           {line.strip()}", highlight=False, soft_wrap=True)


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
