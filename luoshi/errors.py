"""The one hierarchy of errors, each with a code and a message in Chinese and English.

Messages live in `luoshi/messages/<area>.toml`, one file a package, and are found by code
(`"records.unknown_column"` stands in `records.toml`). A user's fault is shown without a traceback.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]


class LuoshiError(Exception):
    """Any error that Luoshi raises on purpose: a code, and the values its message names.

    `exit_code` is what the command line ends with (see docs/reference/exit-codes.md).
    """

    exit_code = 70

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def say(self, language: Language) -> str:
        """Return the message in `language`, with the values filled in."""
        return get_message(self.code, language).format(**self.values)

    def __str__(self) -> str:
        return f"{self.say('en')} [{self.code}]"


class UserFault(LuoshiError):
    """Something given to us cannot be used: a file, a row, an option, a definition. Exit code 2."""

    exit_code = 2


class IntegrityFault(LuoshiError):
    """Stored or sealed bytes are not what they were: a book, a log entry, a release. Exit code 4."""

    exit_code = 4


class Conflict(LuoshiError):
    """Somebody else changed the same thing first; trying again may succeed. Exit code 5."""

    exit_code = 5


@cache
def _read_messages(package: str) -> dict[str, dict[str, str]]:
    text = files("luoshi").joinpath("messages", f"{package}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def get_message(code: str, language: Language) -> str:
    """Return the message template of `code`; a code without one is our own fault and raises KeyError."""
    package, _, name = code.partition(".")
    return _read_messages(package)[name][language]
