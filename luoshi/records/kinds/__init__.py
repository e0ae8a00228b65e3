"""The record kinds: one contract each, in one module a family."""

from luoshi.records.kinds.catalogue import KINDS, UNCOUNTED, get_contract

__all__ = ["KINDS", "UNCOUNTED", "get_contract"]
