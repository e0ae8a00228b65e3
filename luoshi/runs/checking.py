"""Check a text against a book or a sealed release: each number bound by its words, looked up, and judged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from luoshi.areas import AreaTree, tree_from_json
from luoshi.bulletins import read_text
from luoshi.bulletins.checking import (
    BulletinLead,
    CheckedClaim,
    ResultLookup,
    check_text,
    find_stage_figures,
    leads_for,
    state_results,
)
from luoshi.engines import DuckDbEngine
from luoshi.errors import IntegrityFault
from luoshi.figures import EvidenceSummary, Figure, Result, summarise_evidence
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.releases import FOLDER, PublicKey, Release, get_release, verify
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
            results = self.count(self._city.figures, CountRequest((period,), level))
            self._found[period, level] = {(result.figure, result.area): result for result in results}
        return self._found[period, level].get((figure, area))

    def count(self, figures: Sequence[Figure], request: CountRequest) -> list[Result]:
        """Count some figures anew."""
        return count_source(self._city, figures, self._source, request, DuckDbEngine())


class ReleaseResults:
    """Looks results up in what a release sealed; what it did not state is not known."""

    def __init__(self, release: Release) -> None:
        """Read all results of the legal tree."""
        results = release.load_results()
        self._found = {(result.figure, result.area, result.period): result for result in results}

    def __call__(self, figure: str, area: str, period: Period) -> Result | None:
        """Return the sealed result, or None."""
        return self._found.get((figure, area, period))


@dataclass(frozen=True)
class CheckReport:
    """Every claim of a text with its verdict, the suspicions on top, and what it was checked against.

    `release` is None where the book itself was counted. `units` has the unit of each figure; `areas` names by code.
    """

    claims: tuple[CheckedClaim, ...]
    leads: tuple[BulletinLead, ...]
    book: str
    release: str | None
    synthetic: bool
    units: Mapping[str, str]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)

    def summarise(self) -> EvidenceSummary:
        """Return on what the figures that the claims are bound to rest, each figure once."""
        bound = (binding.result for one in self.claims for binding in one.bindings)
        return summarise_evidence(result for result in bound if result is not None)


@dataclass(frozen=True)
class Ground:
    """What claims are checked against, and bulletins compiled from: a book as it stands, or a sealed release."""

    figures: tuple[Figure, ...]
    tree: AreaTree
    results: ResultLookup
    period: Period
    known: datetime


def open_ground(book_path: Path, release: str | None = None, public_keys: Iterable[PublicKey] = ()) -> Ground:
    """Return the book's ground, or that of one of its releases.

    Raises IntegrityFault for a release that is not as it was sealed; without a public key its signature stays
    unproved, and its hashes are checked all the same.
    """
    if release is not None:
        return _open_release(book_path, release, tuple(public_keys))
    book = Book.open(book_path)
    city = get_book_city(book)
    year = Period.parse(str(book.settings.year))
    return Ground(city.figures, city.load_areas().legal, BookResults(city, book), year, book.snapshot().known)


def check_file(
    path: Path,
    book_path: Path,
    period: Period | None = None,
    *,
    area: str | None = None,
    release: str | None = None,
    public_keys: Iterable[PublicKey] = (),
) -> CheckReport:
    """Return the report on the file's text; claims stand in text order.

    `period` and `area` hold where the text names none: by default the book's year (a release's period) and
    the city. Raises what `open_ground` and `read_text` raise.
    """
    book = Book.open(book_path)
    city = get_book_city(book)
    text = read_text(path)
    ground = open_ground(book_path, release, public_keys)
    ground.tree.get(area or city.code)
    claims = check_text(
        text,
        ground.figures,
        ground.results,
        period=period or ground.period,
        area=area or city.code,
        area_names=_name_areas(ground.tree),
    )
    units = {figure.id: figure.unit for figure in ground.figures}
    earlier = [*state_results(claims, units), *_find_earlier(claims, ground)]
    leads = tuple(leads_for(claims, earlier, ground.figures))
    name, synthetic = book.settings.name, book.settings.synthetic
    figures = {figure.id: figure for figure in ground.figures}
    codes = {binding.area for one in claims for binding in one.bindings}
    areas = {code: ground.tree.get(code).name for code in codes if ground.tree.has(code)}
    return CheckReport(tuple(claims), leads, name, release, synthetic, units, figures, areas)


def _open_release(book: Path, name: str, keys: tuple[PublicKey, ...]) -> Ground:
    release = get_release(book, name)
    findings = [one for one in verify(book / FOLDER / name, keys).findings if keys or one.kind != "key_unknown"]
    if findings:
        files = ", ".join(dict.fromkeys(one.file for one in findings))
        raise IntegrityFault("runs.release_unsound", release=name, files=files)
    tree = tree_from_json(cast("Mapping[str, Any]", release.load_areas())["legal"])
    vintage = release.manifest.vintage
    return Ground(release.load_figures(), tree, ReleaseResults(release), vintage.period, vintage.known)


def _name_areas(tree: AreaTree) -> dict[str, str]:
    """Return the code of each name of the city and its counties, and of each township named but once."""
    names = {area.name: str(area.code) for area in (*tree.at_level("county"), *tree.at_level("city"))}
    townships = Counter(area.name for area in tree.at_level("township"))
    single = (area for area in tree.at_level("township") if townships[area.name] == 1)
    return {area.name: str(area.code) for area in single} | names


def _find_earlier(claims: Sequence[CheckedClaim], ground: Ground) -> list[Result]:
    """Return what the quarters before a bound period's end say of how many were approved."""
    found: list[Result] = []
    for binding in dict.fromkeys(binding for one in claims for binding in one.bindings):
        figures = find_stage_figures(binding.figure, ground.figures)
        first = binding.period.last_month // 12 * 12
        ends = (first + month for month in (2, 5, 8))
        periods = [Period.from_months(first, end) for end in ends if end < binding.period.last_month]
        if not figures or not periods:
            continue
        if isinstance(ground.results, BookResults):
            level = ground.tree.get(binding.area).level
            counted = ground.results.count(figures, CountRequest(tuple(periods), level))
            found += [result for result in counted if result.area == binding.area]
        else:
            results = (ground.results(f.id, binding.area, period) for f in figures for period in periods)
            found += [result for result in results if result is not None]
    return found
