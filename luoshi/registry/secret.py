"""The secret under which ID numbers are looked up: it comes from outside the book, never from within."""

import os
from collections.abc import Mapping
from pathlib import Path

from luoshi.errors import UserFault

VARIABLE = "LUOSHI_REGISTRY_KEY"
FILE_VARIABLE = "LUOSHI_REGISTRY_KEY_FILE"
LEAST_BYTES = 32  # as long as the hash: a shorter one could be searched


def load_registry_secret(book: Path, environ: Mapping[str, str] = os.environ) -> bytes:
    """Return the secret from `LUOSHI_REGISTRY_KEY`, or from the file named by `LUOSHI_REGISTRY_KEY_FILE`.

    Raises UserFault where there is none, it has under 32 bytes, or its file lies inside the book (a copy of
    the book would then carry it along).
    """
    text = environ.get(VARIABLE)
    if text is None:
        named = environ.get(FILE_VARIABLE)
        if named is None:
            raise UserFault("registry.no_secret", variable=VARIABLE, file_variable=FILE_VARIABLE)
        path = Path(named).resolve()
        if path.is_relative_to(book.resolve()):
            raise UserFault("registry.secret_in_book", path=path)
        if not path.is_file():
            raise UserFault("registry.no_secret_file", path=path)
        text = path.read_text(encoding="utf-8")
    secret = text.strip().encode()
    if len(secret) < LEAST_BYTES:
        raise UserFault("registry.short_secret", bytes=len(secret), least=LEAST_BYTES)
    return secret
