"""A city as a folder of plain files, for those who write no Python. docs/how-to/second-city.md walks through one.

city.toml              name, name_zh, name_en, code; the figures, one [[figure]] each
areas.csv              code,name,parent: the city, its counties, townships and villages
zones.toml             zones beside the counties (may be missing)
parameters/*.yaml      policy amounts (may be missing)
benefits/*.yaml        the rules of each benefit, for checks of pay lists (may be missing)
bulletin.zh.txt, bulletin.en.txt   templates (may be missing)
"""

import csv
import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from luoshi.areas import (
    Area,
    AreaCode,
    AreaHistory,
    Areas,
    Zone,
    build_reporting_tree,
    build_tree,
    canonical_code,
    code_number,
    level_of_number,
    seat_zones,
)
from luoshi.errors import UserFault
from luoshi.figures import Figure, from_sealed
from luoshi.policy import ParameterBook, load_benefits, load_parameters
from luoshi.records import Book
from luoshi.runs.cities import City, get_city

FILE = "city.toml"
FOLDER = "city"  # within a book that brings its city along
# What a figure may leave out, as JSON of a sealed definition: it is then a signed total of no milestone.
_DEFAULTS: dict[str, Any] = {
    "section": 1,
    "expression": {"node": "Stated"},
    "milestone": "none",
    "scale": 1,
    "within": None,
    "note": "",
}


def get_book_city(book: Book) -> City:
    """Return the city of a book: the folder that the book brings along, else the installed one of its name."""
    folder = book.path / FOLDER
    return load_city_folder(folder) if folder.is_dir() else get_city(book.settings.city)


def find_city(named: str) -> City:
    """Return the city of a folder, where `named` is one that holds a city.toml, else the installed city."""
    folder = Path(named)
    return load_city_folder(folder) if (folder / FILE).is_file() else get_city(named)


def load_city_folder(folder: Path) -> City:
    """Return the city that the folder describes; raises UserFault naming file, figure and what is wrong."""
    path = folder / FILE
    if not path.is_file():
        raise UserFault("runs.no_city_file", folder=folder)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        said = {name: str(told[name]) for name in ("name", "name_zh", "name_en", "code")}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserFault("runs.city_unreadable", path=path, detail=error) from error
    except KeyError as error:
        raise UserFault("runs.city_unreadable", path=path, detail=f"{error} is missing") from error
    figures = tuple(_read_figure(path, entry) for entry in told.get("figure", ()))
    twice = next((figure.id for figure in figures if sum(figure.id == one.id for one in figures) > 1), None)
    if twice or not figures:
        raise UserFault(
            "runs.city_unreadable", path=path, detail=f"figure {twice} stands twice" if twice else "no figure"
        )
    areas = _load_areas(folder)
    (city,) = areas.legal.at_level("city")
    if city.code != said["code"]:
        raise UserFault("runs.city_unreadable", path=path, detail=f"code {said['code']}, and {city.code} in areas.csv")

    def refuse_blueprint() -> NoReturn:
        raise UserFault("runs.no_blueprint", name=said["name"])

    return City(
        name=said["name"],
        name_zh=said["name_zh"],
        name_en=said["name_en"],
        code=said["code"],
        figures=figures,
        load_areas=lambda: areas,
        load_parameters=lambda: _load_parameters(folder),
        load_blueprint=refuse_blueprint,
        load_benefits=lambda: load_benefits(folder / "benefits"),
        templates={
            language: template
            for language in ("zh", "en")
            if (template := folder / f"bulletin.{language}.txt").is_file()
        },
    )


def _load_parameters(folder: Path) -> ParameterBook:
    parameters = folder / "parameters"
    return load_parameters(parameters) if parameters.is_dir() else ParameterBook(())


def _read_figure(path: Path, entry: dict[str, Any]) -> Figure:
    """Read a figure: a sealed definition in TOML, with what is usual left out."""
    words = [entry[name] for name in ("name_zh", "name_en") if name in entry]
    sealed = {"node": "Figure", **_DEFAULTS, "words": words, **entry}
    try:
        return from_sealed(sealed)
    except UserFault as fault:
        raise UserFault("runs.bad_figure", path=path, figure=entry.get("id", "?"), detail=fault.say("en")) from fault


def _load_areas(folder: Path) -> Areas:
    path = folder / "areas.csv"
    if not path.is_file():
        raise UserFault("runs.city_unreadable", path=path, detail="areas.csv is missing")
    text = path.read_text(encoding="utf-8-sig")
    zones_path = folder / "zones.toml"
    zones_text = zones_path.read_text(encoding="utf-8") if zones_path.is_file() else ""
    rows = list(csv.DictReader(text.splitlines()))
    try:
        areas = [_read_area(row) for row in rows]
        zones = tuple(
            Zone(**{**entry, "townships": tuple(entry["townships"])})
            for entry in tomllib.loads(zones_text).get("zone", ())
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise UserFault("runs.city_unreadable", path=path, detail=f"columns code, name, parent: {error}") from error
    if sum(area.level == "city" for area in areas) != 1:
        raise UserFault("runs.city_unreadable", path=path, detail="exactly one area is a city (code ends in 00)")
    version = f"areas+{hashlib.sha256(f'{text}{zones_text}'.encode()).hexdigest()[:12]}"
    legal = build_tree("legal", version, areas, seat_zones(areas, zones))
    return Areas(
        legal=legal,
        # A folder knows no year: zones with an end are for a package, which may build the tree of any day.
        reporting=build_reporting_tree(legal, zones, date.max),
        history=AreaHistory((), {area.code: area.name for area in areas}),
        zones=zones,
        civil_affairs={},
        version=version,
    )


def _read_area(row: dict[str, str]) -> Area:
    code = canonical_code(row["code"])
    parent = AreaCode(canonical_code(row["parent"])) if row["parent"] else None
    return Area(code, row["name"], level_of_number(code_number(code)), parent)
