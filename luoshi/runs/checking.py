"""Check a text against a book: each of its numbers bound by its words, counted, and judged."""

from pathlib import Path

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import CheckedClaim, check_text
from luoshi.engines import DuckDbEngine
from luoshi.figures import Result
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import CountRequest, build_source, count_source


class BookResults:
    """Looks results up in a book, and counts each period and level once, when it is first asked for."""

    def __init__(self, city: City, book: Book) -> None:
        """Take the book as it stands now."""
        self._city = city
        self._tree = city.load_areas().legal
        self._source = build_source(book.snapshot())
        self._found: dict[tuple[Period, str], dict[tuple[str, str], Result]] = {}

    def __call__(self, figure: str, area: str, period: Period) -> Result | None:
        """Return the figure's result, or None where the figure or area has none."""
        if not self._tree.has(area):
            return None
        level = self._tree.get(area).level
        if (period, level) not in self._found:
            request = CountRequest((period,), level)
            results = count_source(self._city, self._city.figures, self._source, request, DuckDbEngine())
            self._found[period, level] = {(result.figure, result.area): result for result in results}
        return self._found[period, level].get((figure, area))


def check_file(path: Path, book_path: Path, period: Period | None = None) -> list[CheckedClaim]:
    """Return every claim of the file with its bindings and verdict, in text order.

    `period` holds where the text names none; it is the book's year by default.
    """
    book = Book.open(book_path)
    city = get_book_city(book)
    areas = city.load_areas().legal
    names = {area.name: str(area.code) for area in (*areas.at_level("county"), *areas.at_level("city"))}
    return check_text(
        read_text(path),
        city.figures,
        BookResults(city, book),
        period=period or Period.parse(str(book.settings.year)),
        area=city.code,
        area_names=names,
    )
