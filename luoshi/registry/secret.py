"""The secret under which ID numbers are looked up: it comes from outside the book, never from within."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.registry.durable import create_once

VARIABLE = "LUOSHI_REGISTRY_KEY"
FILE_VARIABLE = "LUOSHI_REGISTRY_KEY_FILE"
LEAST_BYTES = 32  # as long as the hash: a shorter one could be searched


@dataclass(frozen=True)
class SecretSource:
    """Where the secret came from: a file, or the environment where `path` is None; `made` just now."""

    path: Path | None
    made: bool = False


def load_registry_secret(book: Path, environ: Mapping[str, str] = os.environ) -> bytes:
    """Return the secret of a book's registry; see `make_registry_secret`, which also says where it came from."""
    return make_registry_secret(book, environ)[0]


def make_registry_secret(book: Path, environ: Mapping[str, str] = os.environ) -> tuple[bytes, SecretSource]:
    """Return the secret and where it came from.

    It is `LUOSHI_REGISTRY_KEY`, or else in the file named by `LUOSHI_REGISTRY_KEY_FILE`, or else in
    `luoshi/registry.key` of the user's configuration folder, which is made for a book that has no registry
    yet. Raises UserFault where a registry stands and there is no secret, it has under 32 bytes, or its file
    lies inside the book (a copy of the book would then carry it along).
    """
    text = environ.get(VARIABLE)
    if text is not None:
        return _check(text), SecretSource(None)
    named = environ.get(FILE_VARIABLE)
    path = (find_default_path(environ) if named is None else Path(named)).resolve()
    if path.is_relative_to(book.resolve()):
        raise UserFault("registry.secret_in_book", path=path)
    made = False
    if not path.is_file():
        if named is not None:
            raise UserFault("registry.no_secret_file", path=path)
        if (book / "registry").exists():
            # A new secret would give each person a second key.
            raise UserFault("registry.no_secret", variable=VARIABLE, file_variable=FILE_VARIABLE, path=path)
        made = _make(path)
    return _check(path.read_text(encoding="utf-8")), SecretSource(path, made)


def find_default_path(environ: Mapping[str, str]) -> Path:
    """Return where the secret lies when nothing else is said: outside any book, in the user's own folder."""
    configured = environ.get("XDG_CONFIG_HOME")
    folder = Path(configured) if configured else Path(environ.get("HOME", "/")) / ".config"
    return folder / "luoshi" / "registry.key"


def _make(path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        create_once(path, secrets.token_hex(LEAST_BYTES).encode() + b"\n")
    except FileExistsError:
        return False  # another import was first: both use the one that stands
    path.chmod(0o600)
    return True


def _check(text: str) -> bytes:
    secret = text.strip().encode()
    if len(secret) < LEAST_BYTES:
        raise UserFault("registry.short_secret", bytes=len(secret), least=LEAST_BYTES)
    return secret
