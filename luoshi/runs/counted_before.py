"""Once only: what a release of an earlier time counted for a flow must not count again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from luoshi.engines import Counting, find_repeats
from luoshi.figures import Behaviour, Figure, Rate
from luoshi.figures.checks import Lead
from luoshi.periods import Period
from luoshi.query import Source
from luoshi.records import Book, get_contract
from luoshi.releases import list_releases
from luoshi.runs.counting import build_source

# A thing that comes back under another number of its file is still the same work at the same place.
_SAME_WORK = {"projects": ("site", "works", "plan_year", "round")}


@dataclass(frozen=True)
class CountedOnce:
    """What a release counted: its name, its own period, its definitions by id and its records."""

    name: str
    period: Period
    figures: Mapping[str, Figure]
    source: Source


def load_earlier(path: Path, period: Period) -> Iterator[CountedOnce]:
    """Yield the releases of the book whose own period ends before `period` begins, oldest first."""
    book = Book.open(path)
    for release in list_releases(path):
        vintage = release.manifest.vintage
        if vintage.period.last_month < period.first_month:
            source = build_source(book.snapshot(version=vintage.position))
            yield CountedOnce(
                release.id, vintage.period, {figure.id: figure for figure in release.load_figures()}, source
            )


def find_counted_before(earlier: CountedOnce, later: CountedOnce, area: str) -> Iterator[Lead]:
    """Yield a lead for each flow with things that the earlier side counted already; `area` is the city's code.

    Things are told apart by their kind's natural key, and works at a place by site, kind of works, plan year
    and round: a new round counts again.
    """
    for figure in later.figures.values():
        known = earlier.figures.get(figure.id)
        flows = [one for one in (known, figure) if one is not None and one.behaviour is Behaviour.FLOW]
        if len(flows) < 2 or any(len(one.measures) != 1 or isinstance(one.expression, Rate) for one in flows):
            continue
        one, other = (flow.measures[0] for flow in flows)
        if one.kind != other.kind:
            continue
        sides = Counting(earlier.source, one, earlier.period), Counting(later.source, other, later.period)
        found = [find_repeats(*sides, key) for key in _list_keys(other.kind)]
        repeats = max(found, key=lambda each: each.things)
        if repeats.things:
            told = {"earlier_vintage": earlier.name, "earlier_period": str(earlier.period)}
            evidence: dict[str, Fraction | int | str] = {"things": repeats.things, **told}
            evidence["first"] = "; ".join(repeats.first)
            yield Lead("counted_before", figure.id, area, str(later.period), evidence)


def _list_keys(kind: str) -> Sequence[tuple[str, ...]]:
    own = get_contract(kind).natural_key
    return [own, _SAME_WORK[kind]] if kind in _SAME_WORK else [own]
