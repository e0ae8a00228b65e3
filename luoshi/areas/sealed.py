"""An area tree as JSON and back, so that a release carries the very tree it was counted by."""

from typing import Any, cast

from luoshi.areas.codes import AreaCode, Level
from luoshi.areas.tree import Area, AreaTree, SeatedZone, TreeName, build_tree

# JSON as `json.loads` gives it: the one place in this package where types come from outside.
TreeJson = dict[str, Any]


def tree_to_json(tree: AreaTree) -> TreeJson:
    """Return the tree as plain JSON values, areas and zones in code order."""
    return {
        "name": tree.name,
        "version": tree.version,
        "areas": [[a.code, a.name, a.level, a.parent] for _, a in sorted(tree.areas.items())],
        "zones": [[z.code, z.name, z.seat, list(z.counties)] for _, z in sorted(tree.zones.items())],
    }


def tree_from_json(value: TreeJson) -> AreaTree:
    """Return the tree that `tree_to_json` wrote."""
    areas = [
        Area(AreaCode(code), name, cast("Level", level), None if parent is None else AreaCode(parent))
        for code, name, level, parent in value["areas"]
    ]
    zones = [
        SeatedZone(AreaCode(code), name, AreaCode(seat), tuple(AreaCode(county) for county in counties))
        for code, name, seat, counties in value["zones"]
    ]
    return build_tree(cast("TreeName", value["name"]), value["version"], areas, zones)
