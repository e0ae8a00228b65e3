"""Where and how a desk runs: read from the environment and the book, in one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from luoshi.office.secret import get_secret

BOOK_VARIABLE = "LUOSHI_BOOK"
DATABASE_VARIABLE = "LUOSHI_DATABASE"


@dataclass(frozen=True)
class Deployment:
    """One desk. `book` and `folder` are None where no book is served (when Django's own commands run).

    `folder` holds database, secret and collected static files: beside the book, because whoever copies a book
    must copy neither accounts nor secrets. `database` is a postgresql:// address or empty for SQLite in
    `folder`. `https` is true behind a proxy that speaks it; `map_number` is the approval number (审图号) that
    a published map must show, empty where there is none.
    """

    book: Path | None
    folder: Path | None
    database: str
    secret: str
    hosts: tuple[str, ...]
    https: bool
    map_number: str
    map_file: Path | None


def read_deployment(environment: Mapping[str, str]) -> Deployment:
    """Return the deployment that the variables LUOSHI_* describe; docs/reference/settings.md lists them."""
    book = Path(environment[BOOK_VARIABLE]).resolve() if environment.get(BOOK_VARIABLE) else None
    folder = _find_folder(environment, book)
    secret = environment.get("LUOSHI_SECRET_KEY", "")
    if not secret and folder is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = get_secret(folder)
    hosts = [host.strip() for host in environment.get("LUOSHI_HOSTS", "").split(",") if host.strip()]
    map_file = environment.get("LUOSHI_MAP_FILE")
    return Deployment(
        book=book,
        folder=folder,
        database=environment.get(DATABASE_VARIABLE, ""),
        secret=secret or "no-book-is-served-so-nothing-is-signed",
        hosts=("127.0.0.1", "localhost", "[::1]", *hosts),
        https=environment.get("LUOSHI_HTTPS") == "1",
        map_number=environment.get("LUOSHI_MAP_NUMBER", ""),
        map_file=Path(map_file) if map_file else None,
    )


def get_deployment() -> Deployment:
    """Return the deployment that this process was set up with."""
    found = getattr(settings, "LUOSHI", None)
    if not isinstance(found, Deployment):
        raise TypeError("Django was set up without a deployment")
    return found


def _find_folder(environment: Mapping[str, str], book: Path | None) -> Path | None:
    if environment.get("LUOSHI_DESK"):
        return Path(environment["LUOSHI_DESK"]).resolve()
    return None if book is None else book.with_name(f"{book.name}.desk")
