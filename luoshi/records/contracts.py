"""The contract of a record kind: its columns, natural key and supersede rule, declared once.

From one contract come the Parquet schema, row validation, the Excel template and the reference page.
"""

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a column holds; the stored type follows from it (see `Column.stored`)."""

    KEY = "key"  # who or what: a person, household or thing key from the registry or a register, int64
    AREA = "area"  # where: the 12-digit division code padded with zeros, int64
    MONEY = "money"  # integer fen
    COUNT = "count"  # a whole number of units
    LENGTH = "length"  # integer metres
    DATE = "date"  # a day in Asia/Shanghai
    FLAG = "flag"  # yes or no
    CHOICE = "choice"  # one of the allowed values
    TEXT = "text"  # a short code or number of a document, never free attributes


@dataclass(frozen=True)
class Column:
    """One column: its type, what it says in both languages, and what its values may be."""

    name: str
    type: ColumnType
    zh: str
    en: str
    allowed: tuple[str, ...] = ()
    required: bool = True
    personal: bool = False
    minimum: int | None = None


class Supersede(StrEnum):
    """What a later row with the natural key of an earlier one does."""

    CORRECT = "correct"  # only a row marked as a correction replaces; else it is quarantined as a conflict
    LATEST = "latest"  # the later row replaces the earlier one: rosters and registers


@dataclass(frozen=True)
class Contract:
    """A record kind. `date` names the effective-date column and `area` the area column.

    Each stored row also has `record` (int64), the identity it got when it entered the book.
    """

    kind: str
    version: int
    zh: str
    en: str
    columns: tuple[Column, ...]
    natural_key: tuple[str, ...]
    date: str
    area: str = "area"
    supersede: Supersede = Supersede.CORRECT

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        named = {*self.natural_key, self.date, self.area}
        if len(set(names)) != len(names) or not named <= set(names) or "record" in names:
            raise ValueError(f"contract {self.kind}: columns {names} do not carry {sorted(named)}")

    def get_column(self, name: str) -> Column:
        """Return the column called `name`; raises KeyError for another."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.kind}.{name}")
