"""Make a book of calibrated synthetic data for a city; it says so everywhere, and nothing about the real city."""

from collections.abc import Callable
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.figures import Evidence
from luoshi.records import Batch, Book
from luoshi.registry import load_registry_secret
from luoshi.runs.cities import City, get_city
from luoshi.synthetic import MARK, Blueprint, SynthesisReport, build_returns, synthesize


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
    book = Book.create(path, city=city.name, year=year, name=city.name_zh, seed=seed, synthetic=True)
    blueprint = city.load_blueprint()
    report = synthesize(
        path,
        city=blueprint,
        year=year,
        scale=scale,
        seed=seed,
        with_faults=with_faults,
        secret=load_registry_secret(path),
        progress=progress,
    )
    _state_the_rest(book, city, blueprint, scale)
    return report


def _state_the_rest(book: Book, city: City, blueprint: Blueprint, scale: float) -> None:
    """Hand in returns for the figures that rest on a department's word by their nature, such as a rank."""
    stated = [figure for figure in city.figures if figure.evidence is Evidence.RETURNS]
    returns = build_returns(stated, blueprint.published, city=city.code, year=book.settings.year, scale=scale)
    book.append(Batch("synthetic returns", 1, (book.stage("returns", returns),), note=MARK))
