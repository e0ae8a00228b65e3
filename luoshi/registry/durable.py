"""Writing files so that a kill or a power cut leaves the old state or the new one, never half of either.

The book's log stands on `create_once`, the registry's manifest on `replace_file`.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luoshi.errors import UserFault

TEMPORARY = ".tmp"


@contextmanager
def telling_full_disk(path: Path) -> Iterator[None]:
    """Turn "no space left" into a user's fault that names `path`; other errors pass unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UserFault("registry.disk_full", path=path) from error
        raise


def make_temporary(path: Path) -> Path:
    """Return an unused name beside `path`: on the same file system, so that a link or rename is atomic."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}{TEMPORARY}")


def sync_path(path: Path) -> None:
    """Make the bytes of a file, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_bytes(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def create_once(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one atomic step; raises FileExistsError where somebody was first."""
    temporary = make_temporary(path)
    with telling_full_disk(path):
        try:
            _write_bytes(temporary, content)
            os.link(temporary, path)
        finally:
            if os.path.lexists(temporary):
                os.unlink(temporary)
        sync_path(path.parent)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one atomic step, whatever stood there."""
    temporary = make_temporary(path)
    with telling_full_disk(path):
        try:
            _write_bytes(temporary, content)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        move_file(temporary, path)


def move_file(source: Path, target: Path) -> None:
    """Rename a file already written and synced onto `target`, and sync the folder."""
    with telling_full_disk(target):
        os.replace(source, target)
        sync_path(target.parent)
