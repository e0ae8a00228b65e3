"""A lead: a line of a list that a check asks somebody to look at, with what was found and what to do. No verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.errors import Language, get_message
from luoshi.policy import Mark


@dataclass(frozen=True)
class Said:
    """A value that is said differently in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Lead:
    """`row` is the line's row in the file; `message` the message that words it, `code` by default.

    `values` hold rows, dates, amounts, counties and files, and never a name, an ID number or an account.
    """

    row: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    message: str = ""

    def say(self, language: Language) -> str:
        """Return what was found and what to do, in words."""
        said = {
            name: getattr(value, language) if isinstance(value, Said) else value for name, value in self.values.items()
        }
        return get_message(f"payments.{self.message or self.code}", language).format(**said)

    def say_label(self, language: Language) -> str:
        """Return the reason in a few words: what stands before the colon of the message."""
        return self.say(language).partition("：" if language == "zh" else ": ")[0]


def say_mark(mark: Mark) -> Said:
    """Return whether a rule's source was read, in words."""
    return Said("有出处", "sourced") if mark == "sourced" else Said("假定，待核实", "assumed, to be confirmed")


def say_yuan(fen: int) -> str:
    """Return an amount of fen in yuan."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def say_rows(rows: list[int]) -> str:
    """Return the first row numbers of a group, and how many more there are."""
    shown = ", ".join(map(str, rows[:5]))
    return shown if len(rows) <= 5 else f"{shown}, … ({len(rows)})"
