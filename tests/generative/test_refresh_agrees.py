"""Random batches, corrections and withdrawals: a refreshed tabulation equals one counted from scratch."""

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from measure_strategies import ENGINES, KINDS, MEASURES, PERIODS, QUIET, ROW, SCHEMA
from polars.testing import assert_frame_equal

from luoshi.engines import tabulate_change
from luoshi.figures import merge_cells
from luoshi.query import Source

# A batch: for each kind the rows that come, and which of the rows so far end (a correction does both).
BATCH = st.fixed_dictionaries(
    {kind: st.tuples(st.lists(ROW, max_size=5), st.lists(st.integers(1, 20), max_size=3)) for kind in KINDS[:2]}
)


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


@given(
    st.lists(BATCH, min_size=2, max_size=4),
    st.lists(MEASURES, min_size=1, max_size=6),
    st.lists(PERIODS, min_size=1, max_size=3),
    st.sampled_from([0.0, 1000.0]),
)
@settings(max_examples=60, **QUIET)
@seed(20220101)
def test_refreshed_equals_counted_from_scratch(batches: Any, measures: Any, periods: Any, largest: float) -> None:
    with tempfile.TemporaryDirectory() as folder, patch("luoshi.engines.refresh.LARGEST_PART", largest):
        counts = dict.fromkeys(KINDS, 0)
        sources = [Source({})]
        for number, batch in enumerate(batches):
            sources.append(_write(batch, sources[-1], Path(folder), number, counts))
        for engine in ENGINES:
            kept = engine.tabulate(sources[0], measures, periods)
            for before, after in pairwise(sources):
                change = tabulate_change(engine, before, after, measures, periods)
                stays = kept.filter(~pl.col("measure").is_in(sorted(change.replaced)))
                kept = merge_cells([stays, change.cells])
                assert_frame_equal(kept, engine.tabulate(after, measures, periods))
