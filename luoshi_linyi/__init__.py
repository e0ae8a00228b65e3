"""Linyi 临沂: its areas, figures, parameters and bulletin templates."""

from luoshi_linyi.city import CITY

__all__ = ["CITY"]
