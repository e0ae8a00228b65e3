"""Reads Linyi's area files into one frozen value. Villages stand under legal counties by the crosswalk."""

import csv
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files

from luoshi.areas import (
    Area,
    AreaChange,
    AreaCode,
    AreaHistory,
    Areas,
    CrosswalkRow,
    Township,
    Zone,
    build_reporting_tree,
    build_tree,
    join_by_county_and_name,
    seat_zones,
)

# The year that Linyi's bulletin tells of; zones without dates hold on any day.
_DAY = date(2021, 12, 31)
_SOURCES = "nbs2023-06-30+mca2025-12-31"
_FILES = (
    "townships_nbs2023.csv",
    "villages_nbs2023.csv",
    "divisions_mca2025.csv",
    "crosswalk.csv",
    "history.json",
    "zones.toml",
)


def load_linyi_areas(day: date = _DAY) -> Areas:
    """Return Linyi's areas, with the reporting tree as it stands on `day`."""
    texts = {name: _read_text(name) for name in _FILES}
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()
    version = f"{_SOURCES}+{digest[:12]}"
    divisions = _read_rows(texts["divisions_mca2025.csv"])
    townships = _read_rows(texts["townships_nbs2023.csv"])
    partners = _join_civil_affairs(townships, divisions, _read_rows(texts["crosswalk.csv"]))
    areas = [
        *_build_upper(divisions),
        *_build_townships(townships, partners),
        *_build_villages(_read_rows(texts["villages_nbs2023.csv"])),
    ]
    zones = _build_zones(texts["zones.toml"])
    legal = build_tree("legal", version, areas, seat_zones(areas, zones))
    return Areas(
        legal=legal,
        reporting=build_reporting_tree(legal, zones, day),
        history=AreaHistory(_build_changes(texts["history.json"]), {area.code: area.name for area in areas}),
        zones=zones,
        civil_affairs=partners,
        version=version,
    )


def read_county_map() -> str:
    """Return the GeoJSON text of the 12 counties (EPSG:4490); README.md says what is known of its source."""
    return _read_text("counties_tianditu_epsg4490.geojson")


def _read_text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _read_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def _join_civil_affairs(
    townships: list[dict[str, str]], divisions: list[dict[str, str]], crosswalk: list[dict[str, str]]
) -> Mapping[AreaCode, Township]:
    return join_by_county_and_name(
        ours=(Township(row["code"], row["name"], row["county"]) for row in townships),
        theirs=(Township(row["code"], row["name"], row["parent"]) for row in divisions if row["level"] == "4"),
        crosswalk=(CrosswalkRow(row["code"], row["civil_county"], row["civil_name"]) for row in crosswalk),
    )


def _build_upper(divisions: list[dict[str, str]]) -> Iterable[Area]:
    for row in divisions:
        if row["level"] == "2":
            yield Area(AreaCode(row["code"]), row["name"], "city", None)
        elif row["level"] == "3":
            yield Area(AreaCode(row["code"]), row["name"], "county", AreaCode(row["parent"]))


def _build_townships(townships: list[dict[str, str]], partners: Mapping[AreaCode, Township]) -> Iterable[Area]:
    # The legal county is the civil-affairs list's: the statistical one puts two townships under the zone.
    for row in townships:
        code = AreaCode(row["code"])
        yield Area(code, row["name"], "township", AreaCode(partners[code].county))


def _build_villages(villages: list[dict[str, str]]) -> Iterable[Area]:
    for row in villages:
        yield Area(AreaCode(row["code"]), row["name"], "village", AreaCode(row["township"]))


def _build_zones(text: str) -> tuple[Zone, ...]:
    return tuple(Zone(**{**entry, "townships": tuple(entry["townships"])}) for entry in tomllib.loads(text)["zone"])


def _build_changes(text: str) -> tuple[AreaChange, ...]:
    return tuple(
        AreaChange(
            year=entry["year"],
            old_code=entry["old_code"],
            old_name=entry["old_name"],
            new_codes=tuple(entry["new_codes"]),
            new_name=entry["new_name"],
            source=entry["source"],
        )
        for entry in json.loads(text)["changes"]
    )
