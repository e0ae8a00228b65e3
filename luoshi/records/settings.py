"""The book's settings: one `luoshi.toml`, which a person may edit; no secret stands in it."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.registry import create_once

FILE = "luoshi.toml"
FORMAT = 1


@dataclass(frozen=True)
class Settings:
    """What a book says of itself.

    `city` is the city's entry-point name, `name` what people read; `disclosure_k` the fewest persons a
    published cell may show; `seed` makes record ids repeatable in a synthetic book and is 0 otherwise.
    """

    city: str
    name: str
    year: int
    synthetic: bool = False
    seed: int = 0
    disclosure_k: int = 5
    format: int = FORMAT


def write_settings(book: Path, settings: Settings) -> None:
    """Write the settings of a new book; raises FileExistsError where there are some."""
    # A JSON string, number or boolean is also a TOML one.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(settings).items()]
    create_once(book / FILE, ("\n".join(lines) + "\n").encode())


def read_settings(book: Path) -> Settings:
    """Return the settings of a book; raises UserFault where the folder is no book or of another format."""
    path = book / FILE
    if not path.is_file():
        raise UserFault("records.no_book", book=book)
    try:
        settings = Settings(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise UserFault("records.bad_settings", path=path, detail=error) from error
    if settings.format != FORMAT:
        raise UserFault("records.other_book_format", path=path, found=settings.format, format=FORMAT)
    return settings
