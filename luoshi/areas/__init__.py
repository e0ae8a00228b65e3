"""Areas: codes, the legal and the reporting tree, zones, history, and the join of two lists of townships.

A city's own areas are data of its package; nothing here knows a city.
"""

from luoshi.areas.city import Areas
from luoshi.areas.codes import (
    LEVELS,
    AreaCode,
    Level,
    canonical_code,
    code_number,
    code_of_number,
    level_of_number,
)
from luoshi.areas.crosswalk import CrosswalkRow, Township, join_by_county_and_name
from luoshi.areas.history import AreaChange, AreaHistory
from luoshi.areas.names import match_name, trim_name
from luoshi.areas.sealed import TreeJson, tree_from_json, tree_to_json
from luoshi.areas.tree import Area, AreaTree, SeatedZone, TreeName, build_tree
from luoshi.areas.zones import Zone, build_reporting_tree, seat_zones

__all__ = [
    "LEVELS",
    "Area",
    "AreaChange",
    "AreaCode",
    "AreaHistory",
    "AreaTree",
    "Areas",
    "CrosswalkRow",
    "Level",
    "SeatedZone",
    "Township",
    "TreeJson",
    "TreeName",
    "Zone",
    "build_reporting_tree",
    "build_tree",
    "canonical_code",
    "code_number",
    "code_of_number",
    "join_by_county_and_name",
    "level_of_number",
    "match_name",
    "seat_zones",
    "tree_from_json",
    "tree_to_json",
    "trim_name",
]
