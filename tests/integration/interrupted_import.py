"""Does one thing to copies of a book, each in a process of its own that is killed at its n-th write.

    python interrupted_import.py ORIGIN FILE ACTION TARGET

Leaves in TARGET a folder for each write, in which `killed` is the book after the kill and `again` the same
book after the thing was done once more; prints the number of writes. Every call by which bytes or names reach the disk
counts: those of the operating system, and the native writers of Parquet and of workbooks, each once before
it begins and once with half of its bytes on the disk.
"""

import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from luoshi.records import Book, get_contract, import_file, merge_small, withdraw_file
from luoshi.registry import Registry

NOW = datetime(2021, 12, 31, 4, tzinfo=UTC)
CALLS = ("write", "fsync", "link", "unlink", "rename", "replace", "mkdir")
SECRET = b"s" * 32


class Killer:
    """Counts writes, and ends the process at the one asked for as a power cut would."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.seen = 0

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.place:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self.step()
            return real(*given, **named)

        return call

    def wrap_writer(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(frame: pl.DataFrame, target: Path, **named: object) -> object:
            self.step()
            done = real(frame, target, **named)
            if self.seen + 1 == self.place:
                content = Path(target).read_bytes()
                Path(target).write_bytes(content[: len(content) // 2])
            self.step()
            return done

        return call


def act(book_path: Path, file: Path, action: str) -> None:
    book = Book.open(book_path, clock=lambda: NOW)
    contract = get_contract("service_sessions")
    registry = Registry(book_path / "registry", SECRET)
    if action == "import":
        import_file(book, file, contract, registry=lambda: registry)
    elif action == "correct":
        import_file(book, file, contract, registry=lambda: registry, correction=True)
    elif action == "withdraw":
        withdraw_file(book, contract, file, "sent by mistake")
    else:
        merge_small(book)


def run(book: Path, file: Path, action: str, place: int) -> tuple[int, int]:
    """Act in a forked process that is killed at the write `place`; return its wait status and writes seen."""
    # Forked before any thread pool was started here: each child begins its own. A start from scratch would
    # cost a second, some hundred times.
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        killer = Killer(place)
        for name in CALLS:
            setattr(os, name, killer.wrap(getattr(os, name)))
        pl.DataFrame.write_parquet = killer.wrap_writer(pl.DataFrame.write_parquet)  # type: ignore[method-assign]
        zipfile.ZipFile.writestr = killer.wrap(zipfile.ZipFile.writestr)  # type: ignore[method-assign]
        zipfile.ZipFile.write = killer.wrap(zipfile.ZipFile.write)  # type: ignore[method-assign]
        status = 1
        try:
            act(book, file, action)
            status = 0
        finally:
            with os.fdopen(writing, "w") as stream:
                stream.write(str(killer.seen))
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as stream:
        seen = int(stream.read() or 0)
    return os.waitpid(child, 0)[1], seen


def main() -> None:
    origin, file, action, target = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    shutil.copytree(origin, target / "whole")
    status, writes = run(target / "whole", file, action, 0)
    if status:
        sys.exit(f"{action} failed")
    for place in range(1, writes + 1):
        nest = target / str(place)
        shutil.copytree(origin, nest / "killed")
        status, _ = run(nest / "killed", file, action, place)
        if not os.WIFSIGNALED(status):
            sys.exit(f"not killed at write {place}")
        shutil.copytree(nest / "killed", nest / "again")
        status, _ = run(nest / "again", file, action, 0)
        if status:
            sys.exit(f"not to be done again after a kill at write {place}")
    sys.stdout.write(str(writes))


if __name__ == "__main__":
    main()
