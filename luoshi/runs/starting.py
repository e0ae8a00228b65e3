"""A city starts: an empty book of its own, and a form for every unit that hands in."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.registry import make_temporary
from luoshi.returns import build_forms, write_form
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import FILE, FOLDER, find_city

FORMS = "forms"


@dataclass(frozen=True)
class NewBook:
    """A book just made: its folder, its city, and the forms to send out, in the units' order."""

    path: Path
    city: City
    forms: tuple[Path, ...]


def start_book(path: Path, city_name: str, year: int) -> NewBook:
    """Make a book in the folder `path`, which must be empty or not exist, with a form a unit in `forms/`.

    A city's folder is copied into the book, so that the two are never apart. Made beside and renamed: a kill
    leaves no half-made book. Raises UserFault for a folder in use and for a city that does not read.
    """
    city = find_city(city_name)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UserFault("records.folder_in_use", book=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = make_temporary(path)
    try:
        Book.create(beside, city=city.name, year=year, name=city.name_zh)
        if (Path(city_name) / FILE).is_file():
            shutil.copytree(city_name, beside / FOLDER, symlinks=False)
        (beside / FORMS).mkdir()
        forms = build_forms(city.name_zh, city.figures, city.load_areas().reporting, Period.parse(str(year)))
        written = [write_form(form, beside / FORMS).name for form in forms]
        os.rename(beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return NewBook(path, city, tuple(path / FORMS / name for name in written))
