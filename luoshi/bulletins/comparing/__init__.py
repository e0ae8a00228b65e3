"""Comparing texts of one year: what a plan promised, a progress report said, and the final text leaves or changes."""

from luoshi.bulletins.comparing.compare import compare_texts
from luoshi.bulletins.comparing.findings import Finding, FindingKind, Quote
from luoshi.bulletins.comparing.statements import Statement, read_statements

__all__ = ["Finding", "FindingKind", "Quote", "Statement", "compare_texts", "read_statements"]
