"""Random batches, corrections and withdrawals: a refreshed tabulation equals one counted from scratch."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from measure_strategies import ENGINES, KINDS, MEASURES, QUIET, SCHEMA, VALUES
from polars.testing import assert_frame_equal

from luoshi.engines import refresh, tabulate_change
from luoshi.figures import merge_cells
from luoshi.periods import Period
from luoshi.query import (
    Compares,
    Distinct,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    Not,
    Rows,
    Since,
    Source,
    Total,
)

DAY = Happens("day")
KNOWN = HasRecord("household", "person", Is("accepted", True))
# One for each way in which a batch can touch a measure, so that every example meets all of them.
TELLING = (
    Rows("payment", DAY),
    Total("payment", "amount", InLastMonth("day"), Is("state", "paid")),
    Distinct("payment", "person", DAY),
    Distinct("payment", "person", Holds("day", "ended"), Compares("amount", ">", 0)),
    Distinct("household", "state", Since("day", date(2021, 1, 15))),
    Rows("payment", DAY, KNOWN),
    Distinct("payment", "person", DAY, KNOWN),
    Distinct("payment", "state", DAY, Not(HasRecord("household", "amount", Everything()))),
    Rows("payment", DAY, HasRecord("household", "person", HasRecord("payment", "amount", Is("state", "paid")))),
    Rows("payment", DAY, HasRecord("payment", "person", Is("state", "held"))),
)
PERIODS = [Period.parse(text) for text in ("2021-01", "2021-02", "2021-Q1")]
DENSE: dict[str, st.SearchStrategy[Any]] = {
    **VALUES,
    "day": st.sampled_from([date(2020, 12, 31), date(2021, 1, 20), date(2021, 2, 3)]),
    "ended": st.none() | st.just(date(2021, 1, 31)),
    "area": st.sampled_from([371302001001, 371302001002]),
    "person": st.integers(1, 4) | st.none(),
    "amount": st.integers(1, 3),
}
# A batch: for each kind the rows that come, and which of the rows so far end (a correction does both).
BATCH = st.fixed_dictionaries(
    {
        kind: st.tuples(st.lists(st.fixed_dictionaries(DENSE), max_size=8), st.lists(st.integers(1, 24), max_size=3))
        for kind in KINDS[:2]
    }
)
BATCHES = st.lists(BATCH, min_size=2, max_size=3)


def _write(batch: Any, source: Source, folder: Path, number: int, counts: dict[str, int]) -> Source:
    files, ended = dict(source.files), dict(source.ended)
    for kind, (rows, gone) in batch.items():
        if rows:
            path = folder / f"{kind}-{number}.parquet"
            numbered = [{"record": counts[kind] + n, **row} for n, row in enumerate(rows, start=1)]
            pl.DataFrame(numbered, schema=SCHEMA).write_parquet(path)
            files[kind] = (*files.get(kind, ()), path)
            counts[kind] += len(rows)
        if gone:
            path = folder / f"{kind}-{number}-ended.parquet"
            pl.DataFrame({"record": gone}, schema={"record": pl.Int64}).write_parquet(path)
            ended[kind] = (*ended.get(kind, ()), path)
    return Source(files, ended)


def _refresh_all(batches: Any, measures: Any, engine: Any) -> set[int]:
    """Refresh batch by batch, compare with fresh counts, and return the measures never counted as a whole."""
    refreshed = set(range(len(measures)))
    with tempfile.TemporaryDirectory() as folder:
        counts = dict.fromkeys(KINDS, 0)
        sources = [Source({})]
        for number, batch in enumerate(batches):
            sources.append(_write(batch, sources[-1], Path(folder), number, counts))
        kept = engine.tabulate(sources[1], measures, PERIODS)
        for before, after in pairwise(sources[1:]):
            change = tabulate_change(engine, before, after, measures, PERIODS)
            refreshed -= change.replaced
            stays = kept.filter(~pl.col("measure").is_in(sorted(change.replaced)))
            kept = merge_cells([stays, change.cells])
            assert_frame_equal(kept, engine.tabulate(after, measures, PERIODS))
    return refreshed


def _check(patch: pytest.MonkeyPatch, engines: Any, examples: int, phases: Any) -> None:
    patch.setattr(refresh, "LARGEST_PART", 1000.0)  # these batches are as large as what they come to
    reached: set[int] = set()

    @given(BATCHES, st.lists(MEASURES, max_size=3))
    @settings(max_examples=examples, phases=phases, **QUIET)
    @seed(20220101)
    def check(batches: Any, more: Any) -> None:
        for engine in engines:
            reached.update(_refresh_all(batches, [*TELLING, *more], engine))

    check()
    assert set(range(8)) <= reached


def test_refreshed_equals_counted_from_scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    _check(monkeypatch, ENGINES, 3, list(Phase))


@pytest.mark.slow
def test_refreshed_equals_counted_from_scratch_at_length(monkeypatch: pytest.MonkeyPatch) -> None:
    _check(monkeypatch, ENGINES, 150, list(Phase))


def test_large_batches_are_counted_anew() -> None:
    row = {"area": 371302001001, "day": date(2021, 1, 20), "ended": None, "person": 1, "amount": 1, "state": "paid"}
    batch = {kind: ([{**row, "accepted": True}] * 3, [1]) for kind in KINDS[:2]}
    assert _refresh_all([batch] * 3, TELLING, ENGINES[1]) == set()


def _forget_what_came(change: Any, key: str) -> pl.Series:
    return change.gone[key]


def _forget_what_ended(right: Callable[..., Any]) -> Callable[..., Any]:
    def wrong(*given_: Any) -> Any:
        found = right(*given_)
        return replace(found, gone=found.gone.clear())

    return wrong


MISTAKES: dict[str, tuple[str, Any]] = {
    "what came is not looked up among the keys": ("_list_values", _forget_what_came),
    "what ended is not taken off": ("_compare", _forget_what_ended(refresh._compare)),
    "conditions on other kinds are not followed": ("list_other_kinds", lambda where: []),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_seeded_mistake_in_the_refresh_is_caught(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, *MISTAKES[mistake])
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        _check(monkeypatch, ENGINES[:1], 20, [Phase.generate])
