"""The counting engine on DuckDB; nothing else in Luoshi imports duckdb for counting."""

from luoshi.engines.duckdb.changes import CELLS, Delta, DuckDbExplainer, Wording
from luoshi.engines.duckdb.engine import DuckDbEngine
from luoshi.engines.duckdb.tracing import DuckDbTracer, TraceRequest

__all__ = ["CELLS", "Delta", "DuckDbEngine", "DuckDbExplainer", "DuckDbTracer", "TraceRequest", "Wording"]
