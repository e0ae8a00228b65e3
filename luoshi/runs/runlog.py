"""The public run log: who counted a book, when, by which code and definitions, and what was asked.

JSON lines in `runs/runs.jsonl` of the book, each holding the hash of the one before. It lies outside the
book's log, because counting adds no record; it names no person but the one who ran the command.
"""

import fcntl
import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path

from luoshi import __version__
from luoshi.errors import IntegrityFault
from luoshi.figures import hash_definition
from luoshi.records import Book, hash_bytes, hash_json, to_canonical_bytes
from luoshi.registry import sync_path, telling_full_disk
from luoshi.runs.cityfolder import get_book_city

FILE = Path("runs") / "runs.jsonl"
USER_VARIABLE = "LUOSHI_USER"
PURPOSE_VARIABLE = "LUOSHI_PURPOSE"


@dataclass(frozen=True)
class Run:
    """One run. `time` is UTC; `definitions` hashes the city's figures; `position` and `head` say which book.

    `previous` is the hash of the line before, and None on the first.
    """

    sequence: int
    previous: str | None
    time: str
    who: str
    command: str
    asked: str
    purpose: str
    code: str
    definitions: str
    position: int
    head: str
    synthetic: bool


def log_run(path: Path, command: str, asked: str, environ: Mapping[str, str] = os.environ) -> Run:
    """Add a run to the book's run log and return it; it is on disk before anything is counted.

    `asked` says what was asked (period, level, figures), never what a file contained. Raises IntegrityFault
    where the run log was changed, and OSError where the book cannot be written.
    """
    book = Book.open(path)
    snapshot = book.snapshot()
    figures = get_book_city(book).figures
    definitions = hash_json([hash_definition(figure) for figure in figures])
    file = path / FILE
    file.parent.mkdir(exist_ok=True)
    with telling_full_disk(file), file.open("a+b") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        content = stream.read()
        # A line without its end is what a killed run left: it was told to nobody.
        whole = content[: content.rfind(b"\n") + 1]
        stream.truncate(len(whole))
        lines = _read_lines(whole, file)
        run = Run(
            sequence=len(lines),
            previous=hash_bytes(lines[-1]) if lines else None,
            time=book.clock().astimezone(UTC).isoformat(timespec="seconds"),
            who=environ.get(USER_VARIABLE) or getpass.getuser(),
            command=command,
            asked=asked,
            purpose=environ.get(PURPOSE_VARIABLE, ""),
            code=__version__,
            definitions=definitions,
            position=snapshot.version,
            head=snapshot.head,
            synthetic=book.settings.synthetic,
        )
        stream.write(to_canonical_bytes(asdict(run)) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    sync_path(file.parent)
    return run


def list_runs(path: Path) -> list[Run]:
    """Return the book's runs, oldest first; raises IntegrityFault naming the first line that does not fit."""
    Book.open(path)
    file = path / FILE
    if not file.is_file():
        return []
    content = file.read_bytes()
    return [Run(**json.loads(line)) for line in _read_lines(content[: content.rfind(b"\n") + 1], file)]


def _read_lines(content: bytes, file: Path) -> list[bytes]:
    """Return the lines, each checked against the one before."""
    lines = content.splitlines()
    previous = None
    for number, line in enumerate(lines):
        try:
            said = json.loads(line)
            fits = isinstance(said, dict) and (said["sequence"], said["previous"]) == (number, previous)
        except (ValueError, KeyError):
            fits = False
        if not fits:
            raise IntegrityFault("runs.log_changed", path=file, line=number + 1)
        previous = hash_bytes(line)
    return lines
