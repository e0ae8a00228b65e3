"""Compare a plan, a progress report and a final text of one year, bound by the figures' words."""

from pathlib import Path

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import ResultLookup, check_text
from luoshi.bulletins.comparing import Finding, Statement, compare_texts, read_statements
from luoshi.figures import Result
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.runs.checking import BookResults
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import find_city, get_book_city


def compare_files(
    files: tuple[Path, Path, Path], period: Period | None = None, *, city: str = "", book: Path | None = None
) -> tuple[Finding, ...]:
    """Return the findings of plan, progress report and final text, in the order of `files`.

    The figures are those of the book's city, else of the city named; with a book, claims of the final text
    are checked against it too, and `period` is its year where not given.
    """
    results: ResultLookup = _know_nothing
    if book is None:
        chosen, year = find_city(city), period or Period.parse("2021")
    else:
        opened = Book.open(book)
        chosen, year = get_book_city(opened), period or Period.parse(str(opened.settings.year))
        results = BookResults(chosen, opened)
    plan, progress, final = (_read(path, chosen, results, year) for path in files)
    return compare_texts(plan, progress, final, chosen.figures, with_results=book is not None)


def _read(path: Path, city: City, results: ResultLookup, period: Period) -> tuple[Statement, ...]:
    text = read_text(path)
    areas = city.load_areas().legal
    names = {area.name: str(area.code) for area in (*areas.at_level("county"), *areas.at_level("city"))}
    claims = check_text(text, city.figures, results, period=period, area=city.code, area_names=names)
    return read_statements(text, claims)


def _know_nothing(_figure: str, _area: str, _period: Period) -> Result | None:
    return None
