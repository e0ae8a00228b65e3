"""Once only: what a release of an earlier time counted for a flow must not count again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from luoshi.engines import Counting, find_repeats
from luoshi.figures import Behaviour, Figure
from luoshi.figures.checks import Lead
from luoshi.periods import Period
from luoshi.query import Distinct, Rows, Source, Total
from luoshi.records import Book, get_contract
from luoshi.releases import list_releases
from luoshi.runs.counting import build_source

# A thing that comes back under another number of its file is still the same work at the same place.
_SAME_WORK = {"projects": ("site", "works", "plan_year", "round")}


def find_counted_before(
    book: Book, figures: Sequence[Figure], source: Source, period: Period, area: str
) -> Iterator[Lead]:
    """Yield a lead for each flow with things that an earlier release counted, for a time before `period`.

    Things are told apart by their kind's natural key, works at a place by site, kind of works, plan year and
    round: a new round counts again. Distinct persons are left out: a person may be served every year.
    """
    path: Path = book.path
    for release in list_releases(path):
        vintage = release.manifest.vintage
        if vintage.period.last_month >= period.first_month:
            continue
        before = build_source(book.snapshot(version=vintage.position))
        old = {figure.id: figure for figure in release.load_figures()}
        for figure in figures:
            measure = figure.expression
            known = old.get(figure.id)
            if figure.behaviour is not Behaviour.FLOW or known is None or not isinstance(measure, Rows | Total):
                continue
            same = known.expression
            if not isinstance(same, Rows | Total | Distinct) or same.kind != measure.kind:
                continue
            sides = Counting(before, same, vintage.period), Counting(source, measure, period)
            keys = dict.fromkeys([get_contract(measure.kind).natural_key, _SAME_WORK.get(measure.kind, ())])
            repeats = max((find_repeats(*sides, key) for key in keys if key), key=lambda found: found.things)
            if repeats.things:
                found = {
                    "things": repeats.things,
                    "first": "; ".join(repeats.first),
                    "earlier_vintage": release.id,
                    "earlier_period": str(vintage.period),
                }
                yield Lead("counted_before", figure.id, area, str(period), found)
