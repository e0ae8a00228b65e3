"""Import a file into a book by the contract of its record kind, with the city's areas and the book's registry."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from luoshi.areas import code_number
from luoshi.records import AreaLimits, Book, IntakeReport, ReadingOptions, import_file
from luoshi.records.kinds import get_contract
from luoshi.registry import Registry, SecretSource, make_registry_secret
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city

# Reporting units hand in returns, and a zone is one; every other record lies in a legal area.
_ZONES_REPORT = frozenset({"returns"})


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported, and how. `tell_secret` hears where the registry's secret came from, if it was needed."""

    file: Path
    kind: str
    correction: bool = False
    reading: ReadingOptions | None = None
    tell_secret: Callable[[SecretSource], None] = lambda _: None


def import_records(book_path: Path, request: ImportRequest) -> IntakeReport:
    """Take the rows of a file into the book; see `luoshi.records.import_file` for what is refused."""
    contract = get_contract(request.kind)
    book = Book.open(book_path)

    def open_registry() -> Registry:
        secret, source = make_registry_secret(book_path)
        request.tell_secret(source)
        return Registry(book_path / "registry", secret)

    return import_file(
        book,
        request.file,
        contract,
        registry=open_registry,
        correction=request.correction,
        areas=build_area_limits(get_book_city(book), contract.kind),
        options=request.reading,
    )


def build_area_limits(city: City, kind: str) -> AreaLimits:
    """Return the codes that records of a kind may name: legal areas, and for returns zones as well."""
    areas = city.load_areas()
    legal = frozenset(area.number for area in areas.legal.areas.values())
    zones = frozenset(code_number(zone.code) for zone in areas.zones)
    return AreaLimits(legal | zones if kind in _ZONES_REPORT else legal, zones)
