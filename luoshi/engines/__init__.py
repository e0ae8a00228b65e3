"""The engines that implement `luoshi.query.Engine`, and the recount of masked rows."""

from luoshi.engines.duckdb import DuckDbEngine
from luoshi.engines.masks import MaskMark, read_mask_mark
from luoshi.engines.polars_recount import recount
from luoshi.engines.reference import ReferenceEngine

__all__ = ["DuckDbEngine", "MaskMark", "ReferenceEngine", "read_mask_mark", "recount"]
