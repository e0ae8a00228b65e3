"""The trace of one measure in DuckDB: its first page, its sums, and all of it streamed to a file.

Every traced row says what it adds to the value: 1, its amount, or, for a distinct key, 1 on the key's last
counted record and 0 on the others. So the sum of `adds` over a trace is the value, for every area.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from luoshi.engines.duckdb.predicates import compile_counted, compile_timing, to_sql, write_relation
from luoshi.engines.shape import NO_AREA
from luoshi.errors import IntegrityFault
from luoshi.periods import Period
from luoshi.query import Distinct, Measure, Source, Total, get_date_column

_RECORD = '"record"'
# Few keys move between areas: forty candidate records nearly always hold ten keys of the area.
_FIRST_CANDIDATES = 40
_MORE_CANDIDATES = 16


@dataclass(frozen=True)
class TraceRequest:
    """Whose records are asked for: a measure's in a period, in some areas (numbers as recorded), all when None."""

    source: Source
    measure: Measure
    period: Period
    areas: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the kind has no file at all."""
        return not self.source.files.get(self.measure.kind)

    def build_rows(self, columns: str = "*", *, within: bool = False) -> str:
        """Return SQL of the records that count, in all areas, or only those recorded within the areas."""
        where = build_condition(self.source, self.measure, self.period)
        if within and self.areas is not None:
            where += f" AND {self.build_area('area')}"
        return f"SELECT {columns} FROM {write_relation(self.source, self.measure.kind)} WHERE {where}"

    def build_area(self, column: str) -> str:
        """Return SQL of whether a column's area is one of those asked for."""
        if self.areas is None:
            return "true"
        return f'coalesce("{column}", {NO_AREA}) IN ({", ".join(map(str, self.areas)) or "NULL"})'

    def build_keys(self, measure: Distinct, only: str = "true") -> str:
        """Return SQL of one row a key: the area of its last counted record, that record, and how many count.

        `only` narrows the keys; then `_list` holds each one's records.
        """
        listed = "" if only == "true" else ', list("record") AS _list'
        last = f'("{get_date_column(measure.timing)}", "record")'
        fields = (
            f'"{measure.key}" AS _key, arg_max(coalesce("area", {NO_AREA}), {last}) AS counts_in, '
            f'arg_max("record", {last}) AS _last, count(*) AS _records{listed}'
        )
        return f"SELECT {fields} FROM ({self.build_rows()}) AS _counted WHERE {only} GROUP BY _key"

    def build_all(self) -> str:
        """Return SQL of the whole trace: all columns, `adds`, and for a distinct key `counts_in`."""
        measure = self.measure
        if isinstance(measure, Distinct):
            adds = 'CASE WHEN _rows."record" = _placed._last THEN 1 ELSE 0 END AS adds'
            joined = f'({self.build_rows()}) AS _rows JOIN _placed ON _rows."{measure.key}" = _placed._key'
            return (
                f"WITH _placed AS MATERIALIZED (SELECT * FROM ({self.build_keys(measure)}) AS _keys "
                f"WHERE {self.build_area('counts_in')}) SELECT _rows.*, {adds}, _placed.counts_in FROM {joined}"
            )
        adds = f'coalesce("{measure.column}", 0)' if isinstance(measure, Total) else "1"
        return self.build_rows(f"*, {adds} AS adds", within=True)


def build_condition(source: Source, measure: Measure, period: Period) -> str:
    """Return SQL of whether a record counts for the measure in the period."""
    counted, timed = compile_counted(measure, source), compile_timing(measure.timing, period)
    return f"({to_sql(counted)}) AND ({to_sql(timed)})"


class DuckDbTracer:
    """Traces over one connection, closed by `close` or at the end of a `with`."""

    def __init__(self, memory_limit: str = "2GB", threads: int = 2) -> None:
        """Open the connection; a whole trace spills to a temporary folder beyond the limit of memory."""
        self._spill = tempfile.TemporaryDirectory(prefix="luoshi-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": self._spill.name,
            "autoinstall_known_extensions": False,
        }
        self._connection = duckdb.connect(":memory:", config=settings)

    def __enter__(self) -> "DuckDbTracer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and remove what it spilled."""
        self._connection.close()
        self._spill.cleanup()

    def read_page(self, request: TraceRequest, most: int) -> pl.DataFrame:
        """Return the first `most` rows in record order; for a distinct key, all rows of the first `most` keys."""
        measure = request.measure
        if request.is_empty:
            return pl.DataFrame(schema={"record": pl.Int64, "adds": pl.Int64})
        with _naming(measure.kind):
            if isinstance(measure, Distinct):
                return _read_keys_page(self._connection, request, measure, most)
            # The ten records are found by one narrow column first, and only their rows are read whole.
            narrow = f"{request.build_rows(_RECORD, within=True)} ORDER BY {_RECORD} LIMIT {most}"
            found = [row[0] for row in self._connection.sql(narrow).fetchall()]
            return _read_rows(self._connection, request, found)

    def has_one(self, request: TraceRequest) -> bool:
        """Return whether any record counts; the first one found ends the search."""
        if request.is_empty:
            return False
        with _naming(request.measure.kind):
            return bool(self._connection.sql(f"{request.build_rows(_RECORD, within=True)} LIMIT 1").fetchall())

    def count(self, request: TraceRequest) -> tuple[int, int]:
        """Return the trace's sum of `adds` and its number of records, without making its rows."""
        measure = request.measure
        if request.is_empty:
            return 0, 0
        if isinstance(measure, Distinct):
            keys = f"({request.build_keys(measure)}) AS _keys"
            sql = f"SELECT count(*), sum(_records) FROM {keys} WHERE {request.build_area('counts_in')}"
        else:
            adds = f"sum({_quote(measure.column)})" if isinstance(measure, Total) else "count(*)"
            sql = request.build_rows(f"{adds}, count(*)", within=True)
        with _naming(measure.kind):
            ((value, records),) = self._connection.sql(sql).fetchall()
        return int(value or 0), int(records or 0)

    def write(self, requests: Sequence[tuple[str, TraceRequest]], path: Path) -> None:
        """Stream the traces one after the other to a Parquet or CSV file; the first column says which `part`.

        The file appears whole, when it is: a kill leaves none, or the one that was there before.
        """
        present = [(part, request) for part, request in requests if not request.is_empty]
        named = [f"SELECT '{part}' AS part, * FROM ({request.build_all()}) AS _trace" for part, request in present]
        sql = " UNION ALL BY NAME ".join(named) or "SELECT '' AS part, 0 AS record, 0 AS adds WHERE false"
        building = path.with_name(f".{path.name}.tmp")
        try:
            with _naming(", ".join(request.measure.kind for _, request in present)):
                whole = self._connection.sql(sql)
                if path.suffix == ".csv":
                    whole.write_csv(str(building), header=True)
                else:
                    whole.write_parquet(str(building), compression="zstd")
            building.replace(path)
        finally:
            building.unlink(missing_ok=True)


def _read_rows(connection: "duckdb.DuckDBPyConnection", request: TraceRequest, records: Sequence[int]) -> pl.DataFrame:
    measure = request.measure
    adds = f'coalesce("{measure.column}", 0)' if isinstance(measure, Total) else "1"
    listed = ", ".join(map(str, records)) or "NULL"
    relation = write_relation(request.source, measure.kind)
    sql = f'SELECT *, {adds} AS adds FROM {relation} WHERE "record" IN ({listed}) ORDER BY "record"'
    frame: pl.DataFrame = connection.sql(sql).pl()
    return frame


def _read_keys_page(
    connection: "duckdb.DuckDBPyConnection", request: TraceRequest, measure: Distinct, most: int
) -> pl.DataFrame:
    found: dict[object, tuple[int, int, list[int]]] = {}
    chosen: list[object] = []
    for candidates in _widen():
        narrow = request.build_rows(f"{_quote(measure.key)}, {_RECORD}", within=True)
        rows = connection.sql(f"{narrow} ORDER BY {_RECORD} LIMIT {candidates}").fetchall()
        asked = list(dict.fromkeys(key for key, _ in rows))
        placed = request.build_keys(measure, _is_one_of(measure, asked))
        fields = f"SELECT _key, counts_in, _last, _list FROM ({placed}) AS _keys"
        sql = f"{fields} WHERE {request.build_area('counts_in')}"
        found = {key: (area, last, records) for key, area, last, records in connection.sql(sql).fetchall()}
        chosen = [key for key in asked if key in found][:most]
        if len(chosen) == most or len(rows) < candidates:
            break
    frame = _read_rows(connection, request, [record for key in chosen for record in found[key][2]])
    place = pl.DataFrame(
        {measure.key: chosen, "counts_in": [found[k][0] for k in chosen], "_last": [found[k][1] for k in chosen]},
        schema={measure.key: frame.schema[measure.key], "counts_in": pl.Int64, "_last": pl.Int64},
    ).with_row_index("_place")
    joined = frame.join(place, on=measure.key, how="inner").sort("_place", "record")
    return joined.with_columns(adds=(pl.col("record") == pl.col("_last")).cast(pl.Int32)).drop("_place", "_last")


def _widen() -> Iterator[int]:
    candidates = _FIRST_CANDIDATES
    while True:
        yield candidates
        candidates *= _MORE_CANDIDATES


def _is_one_of(measure: Distinct, keys: Sequence[object]) -> str:
    # Keys are whole numbers or texts; texts are quoted as SQL quotes them.
    listed = ", ".join(str(key) if isinstance(key, int) else "'" + str(key).replace("'", "''") + "'" for key in keys)
    return f"{_quote(measure.key)} IN ({listed or 'NULL'})"


def _quote(name: str) -> str:
    return f'"{name}"'


@contextmanager
def _naming(kind: str) -> Iterator[None]:
    """Turn a damaged file into an error that names the kind; DuckDB's text names the file."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise IntegrityFault("engines.unreadable", kind=kind, reason=str(fault)) from fault
