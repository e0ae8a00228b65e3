"""Zones overlay counties: left out of the legal tree, set beside the counties in the reporting tree."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from luoshi.areas.codes import AreaCode
from luoshi.areas.tree import Area, AreaTree, SeatedZone, build_tree
from luoshi.errors import UserFault


@dataclass(frozen=True)
class Zone:
    """A zone of a city's configuration, with the townships that it runs.

    `seat` is the legal county of records that name only the zone. A zone that is not `verified` rests
    on no dependable source; one that is not `enabled` stays out of the reporting tree. `since` and
    `until` are None where no date is known: the zone then holds for all days.
    """

    code: AreaCode
    name: str
    seat: AreaCode
    townships: tuple[AreaCode, ...]
    enabled: bool
    verified: bool
    seat_assumed: bool
    source: str
    since: date | None = None
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Return whether the zone is switched on and holds on `day`, both ends included."""
        begun = self.since is None or self.since <= day
        return self.enabled and begun and (self.until is None or day <= self.until)


def seat_zones(areas: Iterable[Area], zones: Iterable[Zone]) -> tuple[SeatedZone, ...]:
    """Return the zones that are switched on, as the legal tree of these areas needs them.

    A zone whose seat or township is not among the areas, or one switched on without townships, is a
    UserFault, even while it is switched off: a wrong code must not wait there for its day.
    """
    parents = {area.code: area.parent for area in areas}
    seated = []
    for zone in zones:
        missing = [code for code in (zone.seat, *zone.townships) if code not in parents]
        if missing or (zone.enabled and not zone.townships):
            raise UserFault("areas.zone_unusable", code=zone.code, name=zone.name, missing=missing or "-")
        if zone.enabled:
            counties = {parent for code in zone.townships if (parent := parents[code]) is not None}
            seated.append(SeatedZone(zone.code, zone.name, zone.seat, tuple(sorted(counties))))
    return tuple(seated)


def build_reporting_tree(legal: AreaTree, zones: Iterable[Zone], day: date) -> AreaTree:
    """Return the tree that reports use on `day`: the legal one, each zone in force taking its townships.

    The villages are the same as in the legal tree. Zones not in force keep their legal seat, so a
    record at such a zone's code still has a place.
    """
    areas = dict(legal.areas)
    seats = dict(legal.zones)
    city = next(area.code for area in legal.areas.values() if area.parent is None)
    for zone in zones:
        if not zone.is_in_force(day):
            continue
        areas[zone.code] = Area(zone.code, zone.name, "county", city)
        seats.pop(zone.code, None)
        for code in zone.townships:
            areas[code] = replace(areas[code], parent=zone.code)
    return build_tree("reporting", legal.version, areas.values(), seats.values())
