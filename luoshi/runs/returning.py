"""Returns of a book: taking filled forms in, who has not handed in, and returns beside records."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from luoshi.areas import Area, Level
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import Evidence, calculate_returned, find_evidence, find_missing_units, load_returns
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.returns import Receipt, judge_form, read_form, take_form, write_receipt
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import CountRequest, build_source, count_source

_ZONE = ZoneInfo("Asia/Shanghai")
_LEVELS: tuple[Level, ...] = ("city", "county")


@dataclass(frozen=True)
class UnitStatus:
    """How far a unit is: figures asked of it, stated (with a number or nothing), said not to be known, missing."""

    unit: Area
    asked: int
    stated: int
    not_known: int

    @property
    def missing(self) -> int:
        """How many figures the unit has said nothing of."""
        return self.asked - self.stated - self.not_known


@dataclass(frozen=True)
class ReturnsStatus:
    """The units in code order, the city last, and for each figure not known the units that it waits for."""

    period: Period
    units: tuple[UnitStatus, ...]
    waiting: dict[str, tuple[Area, ...]]


@dataclass(frozen=True)
class ComparedReturn:
    """A department's word beside the records: `difference` is records minus return, in the figure's unit."""

    figure: str
    area: str
    period: Period
    unit: str
    returned: Fraction
    counted: Fraction

    @property
    def difference(self) -> Fraction:
        """Records minus return."""
        return self.counted - self.returned


def import_returns(path: Path, files: Sequence[Path], *, correction: bool = False) -> list[tuple[Receipt, Path]]:
    """Take filled forms into the book, each whole, and return each receipt with where it was written.

    All are read before the first is taken, so a file that is no form leaves the book as it was. Raises
    UserFault naming the file.
    """
    book = Book.open(path)
    city = get_book_city(book)
    units = city.load_areas().reporting
    today = book.clock().astimezone(_ZONE).date()
    forms = [read_form(file, units, today) for file in files]
    for form in forms:
        if form.period.first_day.year != book.settings.year:
            raise UserFault("returns.other_period", path=form.path, found=form.period, year=book.settings.year)
    receipts = [take_form(book, form, judge_form(form, city.figures), correction=correction) for form in forms]
    return [(receipt, write_receipt(path, receipt)) for receipt in receipts]


def get_returns_status(path: Path, period: Period | None = None) -> ReturnsStatus:
    """Return what each unit has handed in for the period (the book's year), and what the city waits for.

    Figures counted from records or parameters wait for nobody.
    """
    book = Book.open(path)
    city = get_book_city(book)
    units = city.load_areas().reporting
    asked = period or Period.parse(str(book.settings.year))
    source = build_source(book.snapshot())
    returns = load_returns(source)
    open_ = [figure for figure in city.figures if find_evidence(figure, source) is Evidence.RETURNS]
    waiting = {figure.id: find_missing_units(figure, asked, units, returns) for figure in open_}
    (whole,) = units.at_level("city")
    statuses = []
    for unit in (*units.children(whole.code), whole):
        handed = [returns.get((figure.id, str(asked), unit.number)) for figure in open_]
        found = [one for one in handed if one is not None]
        missing = sum(unit in waiting[f.id] and one is None for f, one in zip(open_, handed, strict=True))
        known = sum(one.known for one in found)
        statuses.append(UnitStatus(unit, len(found) + missing, known, len(found) - known))
    return ReturnsStatus(asked, tuple(statuses), {name: units for name, units in waiting.items() if units})


def compare_returns(path: Path, period: Period | None = None) -> list[ComparedReturn]:
    """Return every return that stands beside records: city and reporting units, by figure, then area."""
    book = Book.open(path)
    city = get_book_city(book)
    units = city.load_areas().reporting
    asked = period or Period.parse(str(book.settings.year))
    source = build_source(book.snapshot())
    returns = load_returns(source)
    stated = {item for item, _, _ in returns}
    figures = [f for f in city.figures if f.id in stated and find_evidence(f, source) is Evidence.RECORDS]
    compared: list[ComparedReturn] = []
    for level in _LEVELS:
        areas = units.at_level(level)
        said = {
            (result.figure, result.area): result.value
            for figure in figures
            for result in calculate_returned(figure, returns, units, areas, (asked,))
        }
        request = CountRequest((asked,), level, "reporting")
        for result in count_source(city, figures, source, request, DuckDbEngine()):
            returned = said[result.figure, result.area]
            if result.evidence is Evidence.RECORDS and result.value is not None and returned is not None:
                compared.append(ComparedReturn(result.figure, result.area, asked, result.unit, returned, result.value))
    order = {figure.id: place for place, figure in enumerate(figures)}
    return sorted(compared, key=lambda one: (order[one.figure], one.area))
