"""A small book with two sealed releases, whose numbers are made up, for the tests of site and desk."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from luoshi.areas import tree_to_json
from luoshi.desk.shelf import get_shelf
from luoshi.figures import Behaviour, Evidence, Result
from luoshi.periods import FixedClock, Period, periods_of_year
from luoshi.policy import parameters_to_json
from luoshi.records import Book
from luoshi.releases import Contents, Vintage, describe_records, load_signer, make_key, seal
from luoshi.runs import get_city

YEAR = Period.parse("2021")


def build_sealed_book(folder: Path, *, synthetic: bool = True) -> Path:
    """Make `folder`/book with two releases of 2021; the second has 1,000 yuan more of assistance paid."""
    city, path, key = get_city("linyi"), folder / "book", folder / "key.pem"
    book = Book.create(
        path, city="linyi", year=2021, name=city.name_zh, seed=7 if synthetic else None, synthetic=synthetic
    )
    make_key(key)
    signer = load_signer(key, book=path, environment={})
    areas, snapshot = city.load_areas(), book.snapshot()
    for day, more in ((5, 0), (20, 1000)):
        moment = datetime(2022, 1, day, 4, tzinfo=UTC)
        vintage = Vintage(YEAR, moment, 0, snapshot.head, "0", areas.version, synthetic)
        contents = Contents(
            vintage,
            city.figures,
            {"legal": list(_make_results(city, areas, more))},
            parameters_to_json(city.load_parameters()),
            {"legal": tree_to_json(areas.legal)},
            describe_records(snapshot),
            {"title_zh": "临沂市2021", "title_en": "Linyi 2021"},
        )
        seal(path / "releases", contents, signer=signer, clock=FixedClock(moment))
    return path


def _make_results(city, areas, more):
    counties = [str(area.code) for area in areas.legal.at_level("county")]
    for place, figure in enumerate(city.figures):
        for period in periods_of_year(2021):
            yield _make(figure, city.code, period, _make_value(figure, place, period, more))
        if figure.evidence is Evidence.RECORDS:
            for step, county in enumerate(counties):
                # Every county figure of persons has one county below five, which must not be shown.
                yield _make(figure, county, YEAR, _make_value(figure, place, YEAR, 0) * step / 100 + (2 if step else 3))


def _make_value(figure, place, period, more):
    if figure.unit == "ratio":
        return Fraction(place + 1, 200)
    if figure.id == "assistance.paid":
        more = more * len(period.months) // 12
    factor = len(period.months) if figure.behaviour is Behaviour.FLOW else 12
    return Fraction((place + 1) * 100 * factor + more)


def _make(figure, area, period, value):
    numbers = (int(value * 200), 200) if figure.unit == "ratio" else (int(value * figure.scale), None)
    value = value if figure.unit != "ratio" else Fraction(*numbers)
    return Result(figure.id, area, period, value, *numbers, figure.unit, figure.evidence, 3)


@pytest.fixture(scope="session")
def sealed_book(tmp_path_factory) -> Path:
    return build_sealed_book(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="session")
def real_looking_book(tmp_path_factory) -> Path:
    return build_sealed_book(tmp_path_factory.mktemp("real"), synthetic=False)


@pytest.fixture
def serving(settings):
    """Serve a book to the test client: call it with the book's folder."""

    def serve(book: Path) -> None:
        settings.LUOSHI = replace(django_settings.LUOSHI, book=book)
        get_shelf.cache_clear()
        cache.clear()

    yield serve
    get_shelf.cache_clear()
    cache.clear()


@pytest.fixture
def site(client, db, serving, sealed_book):
    """A test client for the site of the sealed book."""
    serving(sealed_book)
    return client
