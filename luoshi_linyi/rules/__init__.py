"""Linyi's rules of entitlement, with their sources: dibao, tekun, disability subsidies, old age."""

from luoshi_linyi.rules.book import load_linyi_rules

__all__ = ["load_linyi_rules"]
