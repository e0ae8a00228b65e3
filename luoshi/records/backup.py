"""Backing up and restoring a book together with its registry: neither is of use without the other.

An archive made before a person was erased still holds the person. Keep archives no longer than the rule
allows, and erase again after restoring one.
"""

import shutil
import tarfile
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.records.book import Book
from luoshi.records.log import get_entry_path
from luoshi.records.settings import FILE
from luoshi.records.snapshot import get_data_path
from luoshi.records.verify import verify_log
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk

# Everything else under the book that is neither log nor data: registry, quarantine, releases, plans. What is in
# the cache can be counted again.
LEFT_OUT = {"staging", "data", "log", "cache"}


def backup_book(book: Path, archive: Path) -> Path:
    """Write a verified book with its registry to a new tar file and return its path.

    The log is read once: a batch that arrives meanwhile is left to the next backup. The registry's secret is
    not inside. Raises UserFault where the archive exists or would lie in the book, and IntegrityFault where
    the book is damaged.
    """
    if archive.exists():
        raise UserFault("records.archive_exists", path=archive)
    if archive.resolve().is_relative_to(book.resolve()):
        raise UserFault("records.archive_in_book", path=archive)
    opened = Book.open(book)
    verify_log(opened)
    entries = opened.entries()
    paths = [book / FILE, *(get_entry_path(book, entry.position) for entry in entries)]
    paths += sorted({get_data_path(book, file.name) for entry in entries for file in entry.files})
    for folder in sorted(path for path in book.iterdir() if path.is_dir() and path.name not in LEFT_OUT):
        paths += sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    temporary = make_temporary(archive)
    with telling_full_disk(archive):
        # It holds the registry: nobody else on the machine may read it.
        temporary.touch(mode=0o600)
        with tarfile.open(temporary, "w") as tar:
            for path in paths:
                tar.add(path, arcname=path.relative_to(book).as_posix(), recursive=False)
        sync_path(temporary)
    move_file(temporary, archive)
    return archive


def restore_book(archive: Path, folder: Path) -> Book:
    """Unpack an archive into a folder that is empty or does not exist, verify every byte, and open it.

    Nothing stands in the folder until all of it is right. Raises UserFault where the folder is in use or the
    archive unreadable, IntegrityFault where it is damaged.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserFault("records.folder_in_use", book=folder)
    if archive.is_dir():
        raise UserFault("records.is_folder", path=archive)
    if not archive.exists():
        raise UserFault("records.no_archive", path=archive)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = make_temporary(folder)
    try:
        _unpack(archive, beside)
        move_file(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Book.open(folder)


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack into a new folder and verify it; a kill leaves a temporary folder and no book."""
    folder.mkdir(mode=0o700)
    try:
        with telling_full_disk(folder), tarfile.open(archive, "r") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise UserFault("records.unreadable_archive", path=archive, detail=str(error).partition("\n")[0]) from error
    if not (folder / FILE).is_file():
        raise UserFault("records.archive_without_book", path=archive)
    for name in ("data", "staging"):
        (folder / name).mkdir(exist_ok=True)
    verify_log(Book.open(folder))
