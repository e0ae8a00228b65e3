"""The work that other systems are given too: the flows of one record kind, by area and month of a year."""

from pathlib import Path

from luoshi.periods import periods_of_year
from luoshi.query import Happens, Measure, Source
from touched import load_work

MONTHS = periods_of_year(2021)[:12]


def load_same_work(book: Path, kind: str) -> tuple[Source, tuple[Measure, ...]]:
    """Return the source and the kind's measures that happen in a month and ask for no other kind."""
    source, measures = load_work(book)
    flows = tuple(
        m for m in measures if m.kind == kind and isinstance(m.timing, Happens) and "HasRecord" not in repr(m)
    )
    return Source({kind: source.files[kind]}, {kind: source.ended.get(kind, ())}), flows
