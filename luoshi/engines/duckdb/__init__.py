"""The counting engine on DuckDB; nothing else in Luoshi imports duckdb for counting."""

from luoshi.engines.duckdb.changes import CELLS, Counting, Delta, DuckDbExplainer, Wording
from luoshi.engines.duckdb.engine import DuckDbEngine
from luoshi.engines.duckdb.repeats import Repeats, find_repeats
from luoshi.engines.duckdb.tracing import DuckDbTracer, TraceRequest

__all__ = [
    "CELLS",
    "Counting",
    "Delta",
    "DuckDbEngine",
    "DuckDbExplainer",
    "DuckDbTracer",
    "Repeats",
    "TraceRequest",
    "Wording",
    "find_repeats",
]
