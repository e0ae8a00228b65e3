"""Linyi's areas: the data files beside this one (see README.md), and their loading."""

from luoshi_linyi.areas.loading import load_linyi_areas, read_county_map

__all__ = ["load_linyi_areas", "read_county_map"]
