"""The counting engine on DuckDB; nothing else in Luoshi imports duckdb for counting."""

from luoshi.engines.duckdb.engine import DuckDbEngine

__all__ = ["DuckDbEngine"]
