"""The engines that implement `luoshi.query.Engine`, the refresh of their counts, and the recount of masked rows."""

from luoshi.engines.duckdb import (
    CELLS,
    Counting,
    Delta,
    DuckDbEngine,
    DuckDbExplainer,
    DuckDbTracer,
    Repeats,
    TraceRequest,
    Wording,
    find_repeats,
)
from luoshi.engines.masks import MaskMark, locate_bits, read_mask_mark
from luoshi.engines.polars_recount import recount
from luoshi.engines.reference import ReferenceEngine
from luoshi.engines.refresh import Change, tabulate_change
from luoshi.engines.shape import list_measure_columns, list_read_columns

__all__ = [
    "CELLS",
    "Change",
    "Counting",
    "Delta",
    "DuckDbEngine",
    "DuckDbExplainer",
    "DuckDbTracer",
    "MaskMark",
    "ReferenceEngine",
    "Repeats",
    "TraceRequest",
    "Wording",
    "find_repeats",
    "list_measure_columns",
    "list_read_columns",
    "locate_bits",
    "read_mask_mark",
    "recount",
    "tabulate_change",
]
