"""The second witness of a count: masks of the counted records, recounted by Polars, and small kinds by hand.

DuckDB filters twice by different plans (the count and the masks); Polars knows no filter and adds up what
the masks name; the reference engine reads small kinds row by row. All must say the same.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.engines import DuckDbEngine, MaskMark, ReferenceEngine, read_mask_mark, recount
from luoshi.errors import IntegrityFault
from luoshi.figures import Evidence, Figure, Result
from luoshi.periods import Period
from luoshi.query import Both, Distinct, Either, HasRecord, Measure, Not, Predicate, Source, Total
from luoshi.records import Book, Json
from luoshi.runs.cityfolder import get_book_city
from luoshi.runs.counting import CountRequest, build_source, choose_figures, count_source

# The reference engine takes about 10 microseconds a row and condition; HasRecord compares all pairs of rows.
_MOST_ROWS = 2_000
_MOST_PAIRS = 200_000


@dataclass(frozen=True)
class Witness:
    """What the second engine counted in a period, over all areas, from which masks, and what was checked by hand.

    `values` has one value a measure; `masks` one mark a record kind; `by_hand` are the measures that the
    reference engine also counted.
    """

    period: Period
    measures: tuple[Measure, ...]
    values: tuple[int, ...]
    masks: Mapping[str, MaskMark]
    by_hand: Mapping[Measure, int]

    def to_json(self, figures: Sequence[Figure]) -> dict[str, Json]:
        """Return the form that a release seals: by figure the values, by record kind the mask's mark."""
        values = dict(zip(self.measures, self.values, strict=True))
        counted: list[Json] = [
            {"figure": figure.id, "values": [values[m] for m in figure.measures]}
            for figure in figures
            if figure.measures and set(figure.measures) <= values.keys()
        ]
        masks: list[Json] = [
            {"kind": kind, "rows": mark.rows, "sha256": mark.sha256} for kind, mark in sorted(self.masks.items())
        ]
        return {
            "period": str(self.period),
            "engine": "polars",
            "figures": counted,
            "masks": masks,
            "reference_measures": len(self.by_hand),
        }


def make_witness(
    source: Source, figures: Sequence[Figure], period: Period, engine: DuckDbEngine, directory: Path | None = None
) -> Witness:
    """Write one mask file a record kind, and recount every measure of the figures from the masked rows.

    The masks stay in `directory` as KIND.mask.parquet where it is given, and are thrown away otherwise.
    """
    measures = tuple(dict.fromkeys(measure for figure in figures for measure in figure.measures))
    with tempfile.TemporaryDirectory(prefix="luoshi-masks-") as temporary:
        place = directory or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        paths = engine.write_masks(source, measures, period, place)
        values = recount(source, measures, paths)
        marks = {kind: read_mask_mark(path) for kind, path in paths.items()}
    return Witness(period, measures, tuple(values), marks, _count_by_hand(source, measures, period))


def validate_witness(witness: Witness, figures: Sequence[Figure], results: Sequence[Result]) -> int:
    """Return how many numbers of the city's results the witness confirms.

    `results` are those of the whole city. Raises IntegrityFault `runs.witness_differs`, naming the figure and
    both values, at the first that differs; `runs.hand_differs` where the reference engine says otherwise.
    """
    values = dict(zip(witness.measures, witness.values, strict=True))
    known = {figure.id: figure for figure in figures}
    confirmed = 0
    for result in results:
        if result.evidence is not Evidence.RECORDS or result.period != witness.period:
            continue
        measures = known[result.figure].measures
        stated = (result.numerator, result.denominator)[: len(measures)]
        parts = ("numerator", "denominator") if len(measures) > 1 else ("value",)
        for part, measure, number in zip(parts, measures, stated, strict=True):
            told = {"figure": result.figure, "part": part, "period": result.period, "kind": measure.kind}
            if values[measure] != number:
                raise IntegrityFault("runs.witness_differs", **told, counted=number, recounted=values[measure])
            if witness.by_hand.get(measure, number) != number:
                raise IntegrityFault("runs.hand_differs", **told, counted=number, recounted=witness.by_hand[measure])
            confirmed += 1
    return confirmed


def write_masks(path: Path, request: CountRequest, directory: Path) -> tuple[Witness, int]:
    """Write one mask file a record kind for what a count of the book asks, and recount it from them.

    Returns the witness, and how many of the city's numbers it confirms in the request's one period. Raises
    what `validate_witness` raises.
    """
    book = Book.open(path)
    city = get_book_city(book)
    figures = choose_figures(city, request.figures)
    source = build_source(book.snapshot(known=request.known))
    (period,) = request.periods
    engine = DuckDbEngine()
    results = count_source(city, figures, source, CountRequest((period,), "city", request.tree), engine)
    witness = make_witness(source, figures, period, engine, directory)
    return witness, validate_witness(witness, figures, results)


def _count_by_hand(source: Source, measures: Sequence[Measure], period: Period) -> dict[Measure, int]:
    rows = {kind: _count_rows(source, kind) for kind in source.files}
    engine = ReferenceEngine()
    counted = {}
    for measure in measures:
        size = rows.get(measure.kind, 0)
        pairs = sum(size * rows.get(kind, 0) for kind in _list_kinds(measure.where))
        if 0 < size <= _MOST_ROWS and pairs <= _MOST_PAIRS:
            frame = engine.trace(source, measure, period)
            counted[measure] = _add_up(measure, frame)
    return counted


def _add_up(measure: Measure, frame: pl.DataFrame) -> int:
    if isinstance(measure, Total):
        return int(frame[measure.column].sum())
    return frame[measure.key].n_unique() if isinstance(measure, Distinct) else frame.height


def _count_rows(source: Source, kind: str) -> int:
    return int(pl.scan_parquet(list(source.files[kind])).select(pl.len()).collect().item())


def _list_kinds(predicate: Predicate) -> list[str]:
    if isinstance(predicate, HasRecord):
        return [predicate.kind, *_list_kinds(predicate.where)]
    if isinstance(predicate, Both | Either):
        return [kind for part in predicate.parts for kind in _list_kinds(part)]
    return _list_kinds(predicate.part) if isinstance(predicate, Not) else []
