"""Delivery: one vertical package an engine; each closes what it did into records of the book."""
