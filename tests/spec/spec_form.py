"""The form of a spec: small literal tables in, one measure, literal result out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.periods import Period
from luoshi.query import Engine, Measure, Source

SCHEMA: dict[str, Any] = {
    "record": pl.Int64,
    "area": pl.Int64,
    "day": pl.Date,
    "ended": pl.Date,
    "person": pl.Int64,
    "amount": pl.Int64,
    "state": pl.String,
    "accepted": pl.Boolean,
}


@dataclass(frozen=True)
class Case:
    """`tables` and `result` are text: a head line, then a line a row; an empty cell is not known."""

    measure: Measure
    tables: Mapping[str, str]
    result: str
    ended: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def expected(self) -> list[tuple[str, int, int, int]]:
        """Period, area, value, records of each line of the result."""
        cells = [[cell.strip() for cell in line.split("|")] for line in self.result.strip().splitlines()[1:]]
        return [(period, int(area), int(value), int(records)) for period, area, value, records in cells]

    @property
    def periods(self) -> list[Period]:
        """The periods of the result, in order."""
        return [Period.parse(text) for text in dict.fromkeys(row[0] for row in self.expected)]


def write_source(case: Case, folder: Path) -> Source:
    """Write the case's tables as Parquet files."""
    files, ended = {}, {}
    for kind, text in case.tables.items():
        path = folder / f"{kind}.parquet"
        read_table(text).write_parquet(path)
        files[kind] = (path,)
    for kind, records in case.ended.items():
        path = folder / f"{kind}-ended.parquet"
        pl.DataFrame({"record": list(records)}, schema={"record": pl.Int64}).write_parquet(path)
        ended[kind] = (path,)
    return Source(files, ended)


def read_table(text: str) -> pl.DataFrame:
    """Return the table that the text shows."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows = [{name: _read(name, cell) for name, cell in zip(head, line, strict=True)} for line in lines]
    return pl.DataFrame(rows, schema={name: SCHEMA[name] for name in head})


def evaluate(engine: Engine, case: Case, folder: Path) -> list[tuple[str, int, int, int]]:
    """Return what the engine counts, as the case's result is written."""
    source = write_source(case, folder)
    frame = engine.tabulate(source, [case.measure], case.periods)
    return [(str(case.periods[p]), a, v, n) for _, p, a, v, n in frame.iter_rows()]


def _read(name: str, cell: str) -> object:
    if not cell:
        return None
    kind = SCHEMA[name]
    if kind == pl.Int64:
        return int(cell)
    if kind == pl.Date:
        return date.fromisoformat(cell)
    return cell == "yes" if kind == pl.Boolean else cell
