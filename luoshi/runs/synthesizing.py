"""Make a book of calibrated synthetic data for a city; it says so everywhere, and nothing about the real city."""

from collections.abc import Callable
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.records import Book
from luoshi.runs.cities import get_city
from luoshi.synthetic import SynthesisReport, synthesize


def synthesize_book(
    path: Path,
    *,
    city_name: str,
    year: int,
    scale: float,
    seed: int,
    with_faults: bool,
    progress: Callable[[str, int], None] | None = None,
) -> SynthesisReport:
    """Create the book at `path` and fill it; raises UserFault for a scale outside ]0, 1] or a folder in use."""
    if not 0 < scale <= 1:
        raise UserFault("runs.scale", scale=scale)
    city = get_city(city_name)
    Book.create(path, city=city.name, year=year, name=city.name_zh, seed=seed, synthetic=True)
    blueprint = city.load_blueprint()
    return synthesize(
        path, city=blueprint, year=year, scale=scale, seed=seed, with_faults=with_faults, progress=progress
    )
