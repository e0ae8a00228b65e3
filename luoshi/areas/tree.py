"""A tree of areas: city, counties, townships, villages. What is a zone and where it sits: zones.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from luoshi.areas.codes import LEVELS, AreaCode, Level, canonical_code, code_number, code_of_number
from luoshi.areas.names import match_name
from luoshi.errors import UserFault

TreeName = Literal["legal", "reporting"]


@dataclass(frozen=True)
class Area:
    """One area in one tree; `parent` is None for the city alone.

    A township of a zone keeps its statistical code, so a code's first digits need not name the parent.
    """

    code: AreaCode
    name: str
    level: Level
    parent: AreaCode | None

    @property
    def number(self) -> int:
        """The padded 12-digit number that records hold."""
        return code_number(self.code)


@dataclass(frozen=True)
class SeatedZone:
    """A zone as the legal tree knows it: no area of its own, but records at its code must lie somewhere."""

    code: AreaCode
    name: str
    seat: AreaCode
    counties: tuple[AreaCode, ...]


@dataclass(frozen=True)
class AreaTree:
    """All areas of a city under one parentage. Codes are accepted in any length, padded or not.

    `zones` are those whose codes records may hold although this tree has no such area.
    """

    name: TreeName
    version: str
    areas: Mapping[AreaCode, Area]
    zones: Mapping[AreaCode, SeatedZone] = field(default_factory=dict)
    _children: Mapping[AreaCode, tuple[Area, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[AreaCode, list[Area]] = {code: [] for code in self.areas}
        for area in sorted(self.areas.values(), key=lambda area: area.number):
            if area.parent is None:
                continue
            if area.parent not in children:
                raise UserFault("areas.parent_missing", code=area.code, name=area.name, parent=area.parent)
            children[area.parent].append(area)
        # The only door by which a frozen dataclass can keep what it derives from its fields.
        object.__setattr__(self, "_children", {code: tuple(below) for code, below in children.items()})

    def get(self, code: str) -> Area:
        """Return the area; a zone's code in a tree without it says which counties its townships lie in."""
        known = self.areas.get(canonical_code(code))
        if known is not None:
            return known
        zone = self.zones.get(canonical_code(code))
        if zone is None:
            raise UserFault("areas.unknown", code=code, tree=self.name, version=self.version)
        counties = ", ".join(f"{county} {self.areas[county].name}" for county in zone.counties)
        raise UserFault("areas.zone_is_not_legal", code=code, name=zone.name, counties=counties)

    def has(self, code: str) -> bool:
        """Return whether the tree has an area of this code (a zone of the other tree is none)."""
        return canonical_code(code) in self.areas

    def children(self, code: str) -> tuple[Area, ...]:
        """Return the areas right below, in code order; a village has none."""
        return self._children[self.get(code).code]

    def descendants(self, code: str) -> tuple[Area, ...]:
        """Return all areas below, each parent before its children."""
        below: list[Area] = []
        for child in self.children(code):
            below += [child, *self.descendants(child.code)]
        return tuple(below)

    def ancestors(self, code: str) -> tuple[Area, ...]:
        """Return the areas above, the parent first, the city last."""
        above: list[Area] = []
        area = self.get(code)
        while area.parent is not None:
            area = self.areas[area.parent]
            above.append(area)
        return tuple(above)

    def at_level(self, level: Level) -> tuple[Area, ...]:
        """Return the areas of one level, in code order."""
        found = (area for area in self.areas.values() if area.level == level)
        return tuple(sorted(found, key=lambda area: area.number))

    def place(self, number: int) -> Area:
        """Return the area where a record holding this padded number is counted.

        That is the area itself, or, for a zone's own code in the legal tree, the zone's seat county.
        An unknown number is a UserFault.
        """
        code = code_of_number(number)
        zone = self.zones.get(code)
        return self.areas[zone.seat] if zone is not None else self.get(code)

    def ancestors_table(self) -> pl.DataFrame:
        """Return one row per number that a record may hold, in order, with its area at each level.

        Columns, all Int64: number, city, county, township, village; the area itself stands in its own
        level's column, and a level below it is 0. A zone's own code has a row in both trees: in the
        legal tree it lies in the seat county, so sums over counties are the same in both.
        """
        above: dict[AreaCode, dict[str, int]] = {}
        for area in self.areas.values():
            self._add_line(area, above)
        lines = {code_number(code): line for code, line in above.items()}
        lines |= {code_number(code): above[zone.seat] for code, zone in self.zones.items()}
        numbers = sorted(lines)
        columns: dict[str, list[int]] = {level: [lines[number].get(level, 0) for number in numbers] for level in LEVELS}
        return pl.DataFrame({"number": numbers, **columns}, schema=dict.fromkeys(["number", *LEVELS], pl.Int64))

    def _add_line(self, area: Area, above: dict[AreaCode, dict[str, int]]) -> dict[str, int]:
        """Put the area's number at each level into `above`, after those of its parents."""
        if area.code not in above:
            line: dict[str, int] = {} if area.parent is None else self._add_line(self.areas[area.parent], above)
            above[area.code] = {**line, str(area.level): area.number}
        return above[area.code]

    def find_by_name(self, name: str, within: str) -> tuple[Area, ...]:
        """Return the areas below `within` that `name` may mean; village names are not unique.

        Where areas bear exactly this name, only those; otherwise all whose names agree without the
        endings (村民委员会, 街道, 县, ...). Higher levels come first, then code order; none is ().
        """
        below = sorted(self.descendants(within), key=lambda area: (LEVELS.index(area.level), area.number))
        exact = tuple(area for area in below if area.name == name)
        return exact or tuple(area for area in below if match_name(area.name, name, area.level))


def build_tree(name: TreeName, version: str, areas: Iterable[Area], zones: Iterable[SeatedZone] = ()) -> AreaTree:
    """Return the tree of these areas; an area whose parent is missing is a UserFault."""
    by_code = {area.code: area for area in areas}
    return AreaTree(name, version, by_code, {zone.code: zone for zone in zones})
