"""The desk's secret: from the environment, or made once and kept in a file that its owner alone may read."""

import os
import secrets
from pathlib import Path

from luoshi.errors import UserFault

FILE = "secret.key"


def get_secret(folder: Path) -> str:
    """Return the secret kept in `folder`, making it on first use (mode 0600).

    Raises UserFault where others may read the file: it signs sessions, and must be renewed then.
    """
    path = folder / FILE
    try:
        # Exclusive: of two processes that start at once, one makes the secret and the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise UserFault("office.secret_open_to_others", path=path) from None
        return path.read_text(encoding="ascii").strip()
    made = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made + "\n")
    return made
