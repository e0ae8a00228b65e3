"""Why a count differs between two snapshots, periods or definitions: sets of records compared in DuckDB."""

from luoshi.engines.duckdb.changes.explainer import DuckDbExplainer
from luoshi.engines.duckdb.changes.rows import CELLS, Counting, Wording
from luoshi.engines.duckdb.changes.touched import Delta

__all__ = ["CELLS", "Counting", "Delta", "DuckDbExplainer", "Wording"]
