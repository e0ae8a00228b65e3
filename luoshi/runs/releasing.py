"""Seal what a book's records count to, and count a release again from what it sealed."""

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from luoshi import __version__
from luoshi.areas import AreaTree, Level, tree_from_json, tree_to_json
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import Ground, count_exactly
from luoshi.periods import Clock, Period, periods_of_year
from luoshi.policy import parameters_from_json, parameters_to_json
from luoshi.query import Engine, Source
from luoshi.records import Book
from luoshi.releases import (
    FOLDER,
    Contents,
    Recount,
    Release,
    Results,
    Sealed,
    Signer,
    Vintage,
    describe_records,
    fingerprint_records,
    get_results,
    make_result_table,
    recount,
    seal,
)
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import build_source
from luoshi.runs.proving import Counted, grow_proofs
from luoshi.runs.witnessing import make_witness, validate_witness

# What a release states: deeper levels are counted on demand, from the records it names.
LEVELS: tuple[Level, ...] = ("city", "county")


def create_release(
    path: Path, period: Period, *, signer: Signer, clock: Clock, known: datetime | None = None
) -> Release:
    """Count every period of the year up to `period`, city and counties in both trees, and seal it.

    `known` counts what the book knew at that moment; now when None. A second engine recounts the period from
    masks first: where it finds another value the release is refused (`runs.witness_differs`). Raises what
    counting and sealing raise; sealing the same content again returns the release that stands, and is a
    UserFault where another key signed that one: this signer's public key would not verify it.
    """
    book = Book.open(path)
    city = get_book_city(book)
    areas = city.load_areas()
    snapshot = book.snapshot(known=known)
    parameters = city.load_parameters()
    trees: dict[str, AreaTree] = {"legal": areas.legal, "reporting": areas.reporting}
    periods = choose_periods(period)
    source = build_source(snapshot)
    engine = DuckDbEngine()
    blocks = fingerprint_records(snapshot)
    results = make_result_table(count_exactly(city.figures, Ground(engine, source, parameters, trees), periods, LEVELS))
    of_city = results.filter(area=city.code, period=str(period))
    with tempfile.TemporaryDirectory(prefix="luoshi-masks-") as temporary:
        masks = Path(temporary)
        witness = make_witness(source, city.figures, period, engine, masks)
        for tree in trees:
            validate_witness(witness, city.figures, get_results(of_city, tree))
        whole = get_results(of_city, "legal")
        inclusion = grow_proofs(book, Counted(city.figures, source, masks, whole, snapshot.head, city.code))
    vintage = Vintage(
        period,
        snapshot.known,
        snapshot.version,
        snapshot.head,
        __version__,
        areas.version,
        book.settings.synthetic,
    )
    contents = Contents(
        vintage,
        city.figures,
        results,
        parameters_to_json(parameters),
        {name: tree_to_json(tree) for name, tree in trees.items()},
        describe_records(snapshot),
        {"title_zh": f"{city.name_zh}{period}", "title_en": f"{city.name_en} {period}"},
        blocks,
        witness.to_json(city.figures),
        inclusion,
    )
    standing = seal(path / FOLDER, contents, signer=signer, clock=clock)
    if standing.manifest.key != signer.public_key.id:
        raise UserFault(
            "runs.signed_by_another", release=standing.id, signed=standing.manifest.key, given=signer.public_key.id
        )
    return standing


def choose_periods(period: Period) -> tuple[Period, ...]:
    """Return the periods of the year that lie within `period`, and `period` itself."""
    inside = (
        each
        for each in periods_of_year(period.first_day.year)
        if period.first_month <= each.first_month and each.last_month <= period.last_month
    )
    return tuple(dict.fromkeys([*inside, period]))


def recount_release(path: Path, release: Release) -> Recount:
    """Count a release again over the snapshot it sealed, from its own definitions, areas and parameters."""
    snapshot = Book.open(path).snapshot(version=release.manifest.vintage.position)
    return recount(release, snapshot, DuckDbEngine(), _count_sealed)


def _count_sealed(sealed: Sealed, *, engine: Engine, source: Source) -> Results:
    areas = cast("Mapping[str, Any]", sealed.areas)
    trees = {name: tree_from_json(areas[name]) for name in sealed.trees}
    parameters = parameters_from_json(sealed.parameters)
    return count_exactly(sealed.figures, Ground(engine, source, parameters, trees), sealed.periods, LEVELS)
