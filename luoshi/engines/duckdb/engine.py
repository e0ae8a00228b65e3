"""DuckDB as an engine: runs the plans, expands segments to periods, traces and writes masks."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from luoshi.engines.duckdb.expand import Ints, Spans, Sums, build_spans, expand_masks, expand_movers
from luoshi.engines.duckdb.plans import KEYS_TABLE, Plan, end_column
from luoshi.engines.duckdb.predicates import (
    compile_counted,
    compile_timing,
    to_sql,
    write_relation,
)
from luoshi.engines.duckdb.segments import Segments, build_segments, split_periods
from luoshi.engines.masks import locate_bits
from luoshi.engines.shape import TABULATED, validate_columns
from luoshi.errors import IntegrityFault
from luoshi.periods import Period
from luoshi.query import Distinct, Holds, Measure, Source, get_date_column


@dataclass(frozen=True)
class DuckDbEngine:
    """Counts whole books in few passes, within a limit of memory, and spills to a temporary folder."""

    memory_limit: str = "2GB"
    threads: int = 2
    name: str = "duckdb"

    def tabulate(self, source: Source, measures: Sequence[Measure], periods: Sequence[Period]) -> pl.DataFrame:
        """Count every measure in every period by area; see `luoshi.query.Engine`.

        A record without an area counts under area 0. `records` stands where the records are, also
        where a distinct value counts in another of its areas.
        """
        validate_columns(source, measures)
        frames = [pl.DataFrame(schema=TABULATED)]
        runs = split_periods(periods)
        with self._connect() as connection:
            for run in runs:
                segments = build_segments([periods[position] for position in run])
                asked = {position: periods[position] for position in run}
                for numbers in _group(source, measures):
                    group = {number: measures[number] for number in numbers}
                    with _naming(group[numbers[0]].kind):
                        frames += _tabulate_group(connection, source, group, segments, asked)
        # Each frame is one measure's, in order; only several windows of months mix them.
        numbered = sorted(frames, key=lambda frame: frame["measure"].first() or 0)
        return pl.concat(numbered) if len(runs) == 1 else pl.concat(numbered).sort(list(TABULATED))

    def trace(self, source: Source, measure: Measure, period: Period) -> pl.DataFrame:
        """Return the counted records in `record` order; see `luoshi.query.Engine`."""
        validate_columns(source, [measure])
        if not source.files.get(measure.kind):
            return pl.DataFrame(schema={"record": pl.Int64})
        relation = write_relation(source, measure.kind)
        sql = f'SELECT * FROM {relation} WHERE {_counts(source, measure, period)} ORDER BY "record"'
        with self._connect() as connection, _naming(measure.kind):
            frame: pl.DataFrame = connection.sql(sql).pl()
            return frame

    def write_masks(
        self, source: Source, measures: Sequence[Measure], period: Period, directory: Path
    ) -> dict[str, Path]:
        """Write a mask file KIND.mask.parquet a kind and return their paths; a kind without files has none.

        Columns: `record` and `mask0`, `mask1`, ... (62 measures each, in the order in which the kind's
        measures stand in `measures`); only records that count for some measure, in `record` order.
        """
        validate_columns(source, measures)
        paths = {}
        with self._connect() as connection:
            for kind, bits in locate_bits(measures).items():
                if not source.files.get(kind):
                    continue
                columns: dict[str, list[str]] = {}
                for measure, (name, bit) in bits.items():
                    counts = _counts(source, measures[measure], period)
                    part = f"CASE WHEN {counts} THEN CAST({1 << bit} AS BIGINT) ELSE 0 END"
                    columns.setdefault(name, []).append(part)
                fields = ['"record"', *(f"{' | '.join(parts)} AS {name}" for name, parts in columns.items())]
                inner = f"SELECT {', '.join(fields)} FROM {write_relation(source, kind)}"
                some = " OR ".join(f"{name} <> 0" for name in columns)
                rows = f'SELECT * FROM ({inner}) AS _masks WHERE {some} ORDER BY "record"'
                paths[kind] = directory / f"{kind}.mask.parquet"
                with _naming(kind):
                    connection.sql(rows).write_parquet(str(paths[kind]), compression="zstd")
        return paths

    @contextmanager
    def _connect(self) -> Iterator["duckdb.DuckDBPyConnection"]:
        with tempfile.TemporaryDirectory(prefix="luoshi-") as spill:
            settings: dict[str, str | bool | int | float | list[str]] = {
                "memory_limit": self.memory_limit,
                "threads": self.threads,
                "preserve_insertion_order": False,
                "temp_directory": spill,
                "autoinstall_known_extensions": False,
            }
            with duckdb.connect(":memory:", config=settings) as connection:
                yield connection


@contextmanager
def _naming(kind: str) -> Iterator[None]:
    """Turn a damaged file into an error that names the kind; DuckDB's text names the file."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise IntegrityFault("engines.unreadable", kind=kind, reason=str(fault)) from fault


def _counts(source: Source, measure: Measure, period: Period) -> str:
    counted, timed = compile_counted(measure, source), compile_timing(measure.timing, period)
    return f"({to_sql(counted)}) AND ({to_sql(timed)})"


def _group(source: Source, measures: Sequence[Measure]) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, measure in enumerate(measures):
        if source.files.get(measure.kind):
            timing = measure.timing
            place = (measure.kind, isinstance(timing, Holds), get_date_column(timing), end_column(timing))
            groups.setdefault(place, []).append(number)
    return list(groups.values())


def _tabulate_group(
    connection: "duckdb.DuckDBPyConnection",
    source: Source,
    group: dict[int, Measure],
    segments: Segments,
    periods: dict[int, Period],
) -> list[pl.DataFrame]:
    plan = Plan(source, list(group.values()), segments)
    sql, pairs = plan.build_additive()
    frame = connection.sql(sql).pl()
    sums = Sums(frame, segments)
    spans = {number: build_spans(segments, m.timing, list(periods.values())) for number, m in group.items()}
    counts: dict[int, Ints] = {}
    for key in dict.fromkeys(m.key for m in group.values() if isinstance(m, Distinct)):
        some = {number: m for number, m in group.items() if isinstance(m, Distinct) and m.key == key}
        counts |= _count_distinct(
            connection, Plan(source, list(some.values()), segments), key, sums.areas, {n: spans[n] for n in some}
        )
    positions = np.array(list(periods), dtype=np.int32)
    frames = []
    for (number, measure), (value, records) in zip(group.items(), pairs, strict=True):
        rows = sums.add_up(records, measure.timing, spans[number])
        own = sums.add_up(value, measure.timing, spans[number]) if value != records else rows
        frames.append(_to_cells(number, positions, sums.areas, counts.get(number, own), rows))
    return frames


def _to_cells(number: int, positions: npt.NDArray[np.int32], areas: Ints, values: Ints, rows: Ints) -> pl.DataFrame:
    """Return the cells in which some row counted, by period, then area."""
    period, area = np.nonzero(rows.T)
    return pl.DataFrame(
        {
            "measure": pl.repeat(number, len(period), dtype=pl.Int32, eager=True),
            "period": positions[period],
            "area": areas[area],
            "value": values[area, period],
            "records": rows[area, period],
        },
        schema=TABULATED,
    )


def _count_distinct(
    connection: "duckdb.DuckDBPyConnection", plan: Plan, key: str, areas: Ints, spans: dict[int, Spans]
) -> dict[int, Ints]:
    """Return by measure the counts by area and period: keys of one area from masks, the others from rows."""
    sql, masks = plan.build_masks(key)
    connection.execute(sql)
    ((moving,),) = connection.sql(f"SELECT count(*) FROM {KEYS_TABLE} WHERE _area0 <> _area1").fetchall()
    movers_sql, counted = plan.build_movers(key)
    movers = connection.sql(movers_sql).pl() if moving else None
    found = {}
    for (number, span), mask, name in zip(spans.items(), masks, counted, strict=True):
        groups = connection.sql(
            f"SELECT _area0 AS area, {mask} AS mask, count(*) AS n FROM {KEYS_TABLE} "
            f"WHERE _area0 = _area1 AND {mask} <> 0 GROUP BY ALL"
        ).pl()
        found[number] = expand_masks(groups, areas, span)
        if movers is not None:
            found[number] += expand_movers(movers.filter(pl.col(name)), areas, span)
    return found
