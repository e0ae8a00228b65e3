"""Linyi's programmes: the definitions of its figures, one module a section."""

from luoshi_linyi.programmes.catalogue import FIGURES

__all__ = ["FIGURES"]
