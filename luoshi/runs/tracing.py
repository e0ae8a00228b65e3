"""Trace a result: the records, returns or parameter versions behind it, for an area, adding up to it exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import polars as pl

from luoshi.areas import Area, AreaTree, TreeName, code_number
from luoshi.engines import DuckDbTracer, TraceRequest, list_measure_columns
from luoshi.errors import UserFault
from luoshi.figures import (
    Evidence,
    Rate,
    Result,
    build_result,
    calculate_returned,
    calculate_standard,
    find_evidence,
    is_stated,
    list_first_measures,
    list_returns,
    load_returns,
)
from luoshi.periods import Period
from luoshi.query import Distinct, Measure, Rows, Source, Total, describe, get_date_column
from luoshi.records import RECORD, Book, ColumnType, Json, Snapshot, get_contract
from luoshi.runs.cities import City
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import build_source, choose_figures
from luoshi.runs.parameters_behind import VersionRead, list_versions

FIRST_PAGE = 10
SUFFIXES = (".parquet", ".csv")


@dataclass(frozen=True)
class TraceQuestion:
    """Which result: a figure's, in a period, for an area of a tree (the city when None), at a known time."""

    figure: str
    period: Period
    area: str | None = None
    tree: TreeName = "legal"
    known: datetime | None = None


@dataclass(frozen=True)
class TracePart:
    """The records of one measure: `name` is counted, numerator or denominator.

    `rows` is the first page: ten rows in record order, or all rows of the first ten distinct keys. Each row
    has all columns of the kind, `adds` (what it adds to the value), and for a distinct key `counts_in`, the
    number of the area of the key's last counted record. `shown` are the columns that matter for a reader.
    """

    name: str
    measure: Measure
    shown: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]

    @property
    def verb(self) -> str:
        """How the records are counted: rows, total or distinct."""
        return {Rows: "rows", Total: "total", Distinct: "distinct"}[type(self.measure)]


class Trace:
    """An answer in steps: the first page at once, the sums and the whole on demand. Close it after use."""

    def __init__(self, book: Book, city: City, question: TraceQuestion) -> None:
        """Use `open_trace`."""
        self.question = question
        (self.figure,) = choose_figures(city, (question.figure,))
        self.snapshot: Snapshot = book.snapshot(known=question.known)
        self._source: Source = build_source(self.snapshot)
        self._city = city
        self._tree: AreaTree | None = None
        self.area_code = question.area or city.code
        self._area: Area | None = None
        if question.area is not None or question.tree != "legal":
            self._area = self._get_tree().get(self.area_code)
            self.area_code = str(self._area.code)
        names = ("numerator", "denominator") if isinstance(self.figure.expression, Rate) else ("counted",)
        areas = self._list_areas()
        self._requests = [
            (name, TraceRequest(self._source, measure, question.period, areas))
            for name, measure in zip(names, self.figure.measures, strict=bool(self.figure.measures))
        ]
        self._pages: tuple[pl.DataFrame, ...] = ()
        self._tracer = DuckDbTracer()
        try:
            self.evidence = self._find_evidence()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the engine's connection."""
        self._tracer.close()

    def read_parts(self) -> tuple[TracePart, ...]:
        """Return the first page of each measure; none where the figure does not rest on records."""
        if self.evidence is not Evidence.RECORDS:
            return ()
        return tuple(
            TracePart(name, request.measure, _choose_shown(request.measure), tuple(frame.iter_rows(named=True)))
            for (name, request), frame in zip(self._requests, self._pages, strict=True)
        )

    def count(self) -> tuple[Result, tuple[tuple[int, int], ...]]:
        """Return the area's result as the trace adds up to it, and for each part its value and records."""
        period = self.question.period
        if self.evidence is Evidence.RECORDS:
            values = tuple(self._tracer.count(request) for _, request in self._requests)
            return build_result(self.figure, self.area_code, period, values), values
        if self.evidence is Evidence.PARAMETERS:
            return calculate_standard(self.figure, self.area_code, period, self._city.load_parameters()), ()
        returns = load_returns(self._source)
        (result,) = calculate_returned(self.figure, returns, self._get_tree(), (self._get_area(),), (period,))
        return result, ()

    def list_versions(self) -> tuple[VersionRead, ...]:
        """Return the parameter versions that were read, in the definition's order; none for other evidence."""
        if self.evidence is not Evidence.PARAMETERS:
            return ()
        return list_versions(self.figure, self._city.load_parameters(), self.question.period)

    def list_returns(self) -> tuple[dict[str, Json], ...]:
        """Return the returns that add up to the value, each with its batch, known time, feed and author."""
        if self.evidence is not Evidence.RETURNS:
            return ()
        found = list_returns(
            self.figure,
            self._source,
            load_returns(self._source),
            self._get_tree(),
            self._get_area(),
            self.question.period,
        )
        brought = {file.name: entry for entry in self.snapshot.entries for file in entry.files}
        rows: list[dict[str, Json]] = []
        for row in found.iter_rows(named=True):
            entry = brought[row.pop("file")]
            origin: dict[str, Json] = {
                "batch": entry.position,
                "known": entry.known.isoformat(),
                "feed": entry.feed,
                "author": entry.author,
            }
            rows.append({**_row_to_json(row, "returns"), **origin})
        return tuple(rows)

    def write(self, out: Path) -> None:
        """Write the whole trace to a Parquet or CSV file, streamed; the sum of `adds` by `part` is the result.

        Raises UserFault for another ending, a folder that is not there, or a figure without records behind it.
        """
        if out.suffix not in SUFFIXES:
            raise UserFault("runs.unknown_suffix", file=str(out))
        if not out.parent.is_dir():
            raise UserFault("runs.no_folder", file=str(out), folder=str(out.parent))
        if self.evidence is not Evidence.RECORDS:
            raise UserFault("runs.no_records_behind", figure=self.figure.id, evidence=str(self.evidence))
        self._tracer.write(self._requests, out)

    def _find_evidence(self) -> Evidence:
        """Return what the result rests on, as a count finds it: returns stand until the figure's first record."""
        found = find_evidence(self.figure, self._source)
        if found is Evidence.PARAMETERS and self.area_code != self._city.code:
            raise UserFault("runs.parameters_for_the_city", figure=self.figure.id, area=self.area_code)
        if found is not Evidence.RECORDS:
            return found
        self._pages = tuple(self._tracer.read_page(request, FIRST_PAGE) for _, request in self._requests)
        own = self.figure.measures[0].kind
        shown = zip(self.figure.measures, self._pages, strict=True)
        if any(page.height for measure, page in shown if measure.kind == own) or self._has_begun():
            return found
        return Evidence.RETURNS if is_stated(self.figure, load_returns(self._source)) else found

    def _has_begun(self) -> bool:
        """Return whether anywhere in the city a record of the figure's own is dated by the period's end."""
        first = (TraceRequest(self._source, m, self.question.period) for m in list_first_measures(self.figure))
        return any(self._tracer.has_one(request) for request in first)

    def _list_areas(self) -> tuple[int, ...] | None:
        """Return the numbers that records of the area may hold; None for the whole city."""
        if self.area_code == self._city.code:
            return None
        tree, wanted = self._get_tree(), self._get_area()
        below = (wanted, *tree.descendants(wanted.code))
        codes = {area.code for area in below}
        # A record at a zone's code is counted where the zone has its seat, in a tree without the zone.
        zones = (code_number(zone.code) for zone in tree.zones.values() if zone.seat in codes)
        return (*(area.number for area in below), *zones)

    def _get_tree(self) -> AreaTree:
        if self._tree is None:
            self._tree = self._city.load_areas().get_tree(self.question.tree)
        return self._tree

    def _get_area(self) -> Area:
        self._area = self._area or self._get_tree().get(self.area_code)
        return self._area


def open_trace(path: Path, question: TraceQuestion) -> Trace:
    """Return the trace of a result of the book; raises UserFault for an unknown figure or area."""
    book = Book.open(path)
    return Trace(book, get_book_city(book), question)


def describe_trace(trace: Trace, parts: tuple[TracePart, ...]) -> dict[str, Json]:
    """Return the stable JSON form of a trace's first page and sums; see docs/reference/trace.md."""
    result, values = trace.count()
    sums = values or ((0, 0),) * len(parts)
    return {
        **cast("dict[str, Json]", result.to_json()),
        "tree": trace.question.tree,
        "known": trace.snapshot.known.isoformat(),
        "scale": trace.figure.scale,
        "scope": {"zh": trace.figure.scope_zh, "en": trace.figure.scope_en},
        "parts": [
            {
                "part": part.name,
                "kind": part.measure.kind,
                "counted": part.verb,
                "column": _get_column(part.measure),
                "definition": {
                    "zh": describe(part.measure, get_contract, "zh"),
                    "en": describe(part.measure, get_contract, "en"),
                },
                "value": value,
                "records": records,
                "rows": [_row_to_json(row, part.measure.kind) for row in part.rows],
                "more": len(part.rows) < records,
            }
            for part, (value, records) in zip(parts, sums, strict=True)
        ],
        "parameters": [version.to_json() for version in trace.list_versions()],
        "returns": list(trace.list_returns()),
    }


def _get_column(measure: Measure) -> str | None:
    if isinstance(measure, Total):
        return measure.column
    return measure.key if isinstance(measure, Distinct) else None


def _choose_shown(measure: Measure) -> tuple[str, ...]:
    first = ["record", get_date_column(measure.timing), "area"]
    own = _get_column(measure)
    last = [own] if own is not None else []
    rest = sorted(list_measure_columns(measure) - {*first, *last})
    placed = ["counts_in"] if isinstance(measure, Distinct) else []
    return tuple(dict.fromkeys([*first, *rest, *last, "adds", *placed]))


def _row_to_json(row: Mapping[str, object], kind: str) -> dict[str, Json]:
    """Return a row for JSON: record ids and keys as strings, for they exceed what JSON readers keep exact."""
    keys = {column.name for column in get_contract(kind).columns if column.type is ColumnType.KEY} | {RECORD}
    return {
        name: str(value)
        if value is not None and (name in keys or not isinstance(value, bool | int))
        else cast("Json", value)
        for name, value in row.items()
    }
