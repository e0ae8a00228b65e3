"""Luoshi 落实: from a city's pledges to figures that anyone can re-create."""

__version__ = "0.1.0"
