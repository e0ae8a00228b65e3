"""The query language: a small closed set of frozen values that say which records count and how.

Nothing here knows an engine. A predicate looks at one record; a measure counts records of one kind
and says when a record belongs to a period. `luoshi/engines` evaluates them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Value = str | int | bool | date


@dataclass(frozen=True)
class Everything:
    """True for every record."""


@dataclass(frozen=True)
class Is:
    """The column is known and equals the value."""

    column: str
    value: Value


@dataclass(frozen=True)
class IsIn:
    """The column is known and is one of the values."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Compares:
    """The column is known and compares so with the value."""

    column: str
    operator: Literal["<", "<=", ">", ">="]
    value: int | date


@dataclass(frozen=True)
class IsKnown:
    """The column has a value."""

    column: str


@dataclass(frozen=True)
class HasRecord:
    """A record of another kind has the same value in the column `key` and fulfils `where`.

    An unknown key never matches.
    """

    kind: str
    key: str
    where: "Predicate"


@dataclass(frozen=True)
class Both:
    """All parts hold; of no parts, true."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True)
class Either:
    """At least one part holds; of no parts, false."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold. A predicate is never unknown, so Not(Is(x, v)) is true where x is not known."""

    part: "Predicate"


Predicate = Everything | Is | IsIn | Compares | IsKnown | HasRecord | Both | Either | Not


@dataclass(frozen=True)
class Happens:
    """Flow: the date lies in the period."""

    column: str


@dataclass(frozen=True)
class InLastMonth:
    """Stock of a list: the date lies in the period's last month (the period's last pay list)."""

    column: str


@dataclass(frozen=True)
class Holds:
    """Stock: begun by the period's last day, and not ended by then (an unknown end has not come)."""

    start: str
    end: str | None = None


@dataclass(frozen=True)
class Since:
    """Cumulative: the date lies between `start` and the period's last day, both included."""

    column: str
    start: date


Timing = Happens | InLastMonth | Holds | Since


@dataclass(frozen=True)
class Rows:
    """How many records."""

    kind: str
    timing: Timing
    where: Predicate = Everything()


@dataclass(frozen=True)
class Total:
    """The sum of a whole-number column; an unknown value adds nothing."""

    kind: str
    column: str
    timing: Timing
    where: Predicate = Everything()


@dataclass(frozen=True)
class Distinct:
    """How many different known values of `key`; each counts in the area of its last counted record.

    Last is by the timing's date (`start` for Holds), then by `record`.
    """

    kind: str
    key: str
    timing: Timing
    where: Predicate = Everything()


Measure = Rows | Total | Distinct


def get_date_column(timing: Timing) -> str:
    """Return the column that places a record in time."""
    return timing.start if isinstance(timing, Holds) else timing.column
