"""What two counts of different times have in common: things that were counted once and are counted again."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from luoshi.engines.duckdb.changes import Counting
from luoshi.errors import IntegrityFault


@dataclass(frozen=True)
class Repeats:
    """How many things both counts hold, and the first of them by their keys, as text."""

    things: int
    first: tuple[str, ...]


def find_repeats(earlier: Counting, later: Counting, key: Sequence[str], most: int = 5) -> Repeats:
    """Return the things, told apart by the columns of `key`, that count in both; unknown keys match nothing."""
    if earlier.is_empty or later.is_empty:
        return Repeats(0, ())
    columns = ", ".join(f'"{name}"' for name in key)
    sides = [f"SELECT DISTINCT {columns} FROM {side.relation} WHERE {side.hit}" for side in (earlier, later)]
    both = f"SELECT {columns} FROM ({sides[0]}) AS _one JOIN ({sides[1]}) AS _other USING ({columns})"
    text = " || ' ' || ".join(f"'{name}=' || \"{name}\"" for name in key)
    with tempfile.TemporaryDirectory(prefix="luoshi-") as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": "2GB",
            "threads": 2,
            "temp_directory": spill,
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            try:
                connection.execute(f"CREATE TEMP TABLE _both AS {both}")
                ((things,),) = connection.sql("SELECT count(*) FROM _both").fetchall()
                found = connection.sql(f"SELECT {text} FROM _both ORDER BY {columns} LIMIT {most}").fetchall()
            except (duckdb.IOException, duckdb.InvalidInputException) as fault:
                raise IntegrityFault("engines.unreadable", kind=later.measure.kind, reason=str(fault)) from fault
    return Repeats(int(things), tuple(row[0] for row in found))
