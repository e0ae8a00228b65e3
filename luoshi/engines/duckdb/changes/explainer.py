"""Compares counts over one connection: by what was learnt, by the period, by the definition."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb
import polars as pl

from luoshi.engines.duckdb.changes.learnt import Learnt
from luoshi.engines.duckdb.changes.rows import CELLS, NOTHING, ROWS, Counting, Wording, compare_countings
from luoshi.engines.duckdb.changes.touched import Delta, make_tables
from luoshi.engines.shape import list_other_kinds
from luoshi.errors import IntegrityFault
from luoshi.periods import Period
from luoshi.query import Distinct, Measure, Source

# A copy of the records around so many touched ones (some tens of each key) still fits the memory limit; beyond
# that, most of the kind is touched, and reading it where it lies costs no more.
_MOST_TOUCHED = 500_000


class DuckDbExplainer:
    """Explains differences between two snapshots of one book; close it after use.

    Every answer is SQL of rows of change (see `rows`), which `add_up` sums and `write` lists.
    """

    def __init__(
        self, before: Source, after: Source, deltas: Mapping[str, Delta], known: date, memory_limit: str = "4GB"
    ) -> None:
        """Take both sides and what changed between them; `known` is the last day the earlier could know of."""
        self._before, self._after, self._deltas, self._known = before, after, deltas, known
        self._tables: dict[str, tuple[str, str]] = {}
        self._around: dict[tuple[str, str], tuple[str, str]] = {}
        self._spill = tempfile.TemporaryDirectory(prefix="luoshi-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "threads": 2,
            "preserve_insertion_order": False,
            "temp_directory": self._spill.name,
            "autoinstall_known_extensions": False,
        }
        self._connection = duckdb.connect(":memory:", config=settings)

    def __enter__(self) -> "DuckDbExplainer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and remove what it spilled."""
        self._connection.close()
        self._spill.cleanup()

    def compare_knowledge(self, measure: Measure, period: Period) -> str | None:
        """Return SQL of what the records that came and ended did to a count; None where they are of other kinds."""
        kinds = {condition.kind for condition in list_other_kinds(measure.where)}
        related = any(kind in self._deltas for kind in kinds)
        if measure.kind not in self._deltas and not related:
            return None
        came, gone = self._get_tables(measure.kind) if measure.kind in self._deltas else (None, None)
        one, other = (Counting(source, measure, period) for source in (self._before, self._after))
        around = one.relation if not one.is_empty else "", other.relation if not other.is_empty else ""
        if isinstance(measure, Distinct) and came is not None and not related and all(around):
            around = self._get_around(measure, around)
        return Learnt(one, other, came, gone, self._known, related, around).build()

    def compare_periods(self, measure: Measure, one: Period, other: Period) -> str:
        """Return SQL of what happened between the ends of two periods, by what is known in the end."""
        sides = Counting(self._after, measure, one), Counting(self._after, measure, other)
        enters = "joined_stock" if sides[0].is_stock else "happened_since"
        return compare_countings(*sides, Wording(enters, "left_stock", "moved_area", "corrected"))

    def list_areas(self, measure: Measure, period: Period, areas: Sequence[int], reason: str) -> str:
        """Return SQL of all that counts in some areas, as rows of change from each area to itself."""
        counting = Counting(self._after, measure, period)
        if counting.is_empty or not areas:
            return NOTHING
        some = ", ".join(map(str, areas))
        fields = f"subject, area AS before, area AS after, '{reason}' AS reason, amount"
        return f"SELECT {fields} FROM ({counting.state}) AS _state WHERE area IN ({some})"

    def compare_definitions(self, one: Measure, other: Measure, period: Period, wording: Wording) -> str:
        """Return SQL of what one definition counts and another does not, by what is known in the end."""
        return compare_countings(Counting(self._after, one, period), Counting(self._after, other, period), wording)

    def add_up(self, sql: str, kind: str) -> pl.DataFrame:
        """Return the rows of change added up by areas and reason, as CELLS; in their order."""
        whole = (
            "SELECT CAST(before AS BIGINT) AS before, CAST(after AS BIGINT) AS after, reason, "
            "count(*) AS records, CAST(sum(amount) AS BIGINT) AS amount "
            f"FROM ({sql}) AS _rows GROUP BY ALL"
        )
        with _naming(kind):
            frame: pl.DataFrame = self._connection.sql(whole).pl()
        return frame.cast(pl.Schema(CELLS)).sort(list(CELLS), nulls_last=False)

    def read_rows(self, sql: str, kind: str) -> pl.DataFrame:
        """Return the rows of change themselves, in order of reason and subject."""
        with _naming(kind):
            frame: pl.DataFrame = self._connection.sql(
                f"SELECT {ROWS} FROM ({sql}) AS _rows ORDER BY reason, subject, before, after"
            ).pl()
        return frame

    def _get_around(self, measure: Distinct, relations: tuple[str, str]) -> tuple[str, str]:
        """Return tables of all records of the keys that were touched; the records themselves where these are many."""
        kind, key = measure.kind, measure.key
        if (kind, key) not in self._around:
            tables = self._get_tables(kind)
            touched = " UNION ALL ".join(f'SELECT "{key}" FROM {table}' for table in tables)
            with _naming(kind):
                ((rows,),) = self._connection.sql(f"SELECT count(*) FROM ({touched}) AS _touched").fetchall()
                if rows > _MOST_TOUCHED:
                    return relations
                for side, relation in zip(("before", "after"), relations, strict=True):
                    sql = f'SELECT * FROM {relation} WHERE "{key}" IN ({touched})'
                    self._connection.execute(f'CREATE TEMP TABLE "_{side}_{kind}_{key}" AS {sql}')
            self._around[kind, key] = f'"_before_{kind}_{key}"', f'"_after_{kind}_{key}"'
        return self._around[kind, key]

    def _get_tables(self, kind: str) -> tuple[str, str]:
        if kind not in self._tables:
            with _naming(kind):
                self._tables[kind] = make_tables(self._connection, kind, self._before, self._after, self._deltas[kind])
        return self._tables[kind]


@contextmanager
def _naming(kind: str) -> Iterator[None]:
    """Turn a damaged file into an error that names the kind; DuckDB's text names the file."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise IntegrityFault("engines.unreadable", kind=kind, reason=str(fault)) from fault
