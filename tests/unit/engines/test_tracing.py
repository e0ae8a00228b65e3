"""A trace adds up to the value in every area, on the first page, by its sums, and in the written file."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from luoshi.engines import DuckDbTracer, ReferenceEngine, TraceRequest
from luoshi.errors import IntegrityFault
from luoshi.periods import Period
from luoshi.query import Distinct, Happens, Holds, InLastMonth, Is, Measure, Rows, Source, Total

DAY = Happens("day")
PERIOD = Period.parse("2016")
AREAS = tuple(range(371302001001, 371302001006))
MEASURES = (
    Rows("payment", DAY, Is("sent", True)),
    Total("payment", "amount", DAY),
    Distinct("payment", "person", DAY),
    Distinct("payment", "person", InLastMonth("day")),
    Distinct("payment", "name", Holds("day", "ended")),
    Rows("payment", Holds("day", "ended")),
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Return 600 payments over eight years; every seventh person moves, some amounts and keys are unknown."""
    rows = [
        {
            "record": n,
            "area": AREAS[n % 5 if n % 7 else n % 2],
            "day": date(2015, 1, 1) + timedelta(days=n * 5),
            "ended": None if n % 3 else date(2015, 3, 1) + timedelta(days=n * 6),
            "person": n % 35 if n % 11 else None,
            "name": f"o'{n % 13}",
            "amount": n if n % 5 else None,
            "sent": n % 2 == 0,
        }
        for n in range(1, 601)
    ]
    pl.DataFrame(rows[:400]).write_parquet(tmp_path / "one.parquet")
    pl.DataFrame(rows[400:]).write_parquet(tmp_path / "two.parquet")
    pl.DataFrame({"record": [80, 90]}).write_parquet(tmp_path / "ended.parquet")
    files = (tmp_path / "one.parquet", tmp_path / "two.parquet")
    return Source({"payment": files}, {"payment": (tmp_path / "ended.parquet",)})


def count_by_reference(source: Source, measure: Measure, areas: tuple[int, ...]) -> int:
    counted = ReferenceEngine().tabulate(source, [measure], [PERIOD])
    return int(counted.filter(pl.col("area").is_in(areas))["value"].sum())


@pytest.mark.parametrize("measure", MEASURES, ids=str)
@pytest.mark.parametrize("areas", [None, AREAS[:1], AREAS[1:3], (371302001099,)], ids=str)
def test_trace_adds_up_to_the_value_of_its_areas(
    source: Source, measure: Measure, areas: tuple[int, ...] | None, tmp_path: Path
) -> None:
    request = TraceRequest(source, measure, PERIOD, areas)
    with DuckDbTracer() as tracer:
        value, records = tracer.count(request)
        tracer.write([("counted", request)], tmp_path / "trace.parquet")
        page = tracer.read_page(request, 10)
    whole = pl.read_parquet(tmp_path / "trace.parquet")
    assert value == whole["adds"].sum() == count_by_reference(source, measure, areas or AREAS)
    assert records == whole.height
    assert whole["record"].is_unique().all()
    if areas is None:
        assert sorted(whole["record"]) == ReferenceEngine().trace(source, measure, PERIOD)["record"].to_list()
    if isinstance(measure, Distinct):
        keys = page[measure.key].n_unique()
        assert keys == min(10, value)
        assert page["adds"].sum() == keys
        assert set(whole["counts_in"]) <= set(areas or AREAS)
    else:
        assert page["record"].to_list() == sorted(whole["record"])[:10]
    shown = whole.filter(pl.col("record").is_in(page["record"].to_list()))
    assert page.sort("record")["adds"].cast(pl.Int64).to_list() == shown.sort("record")["adds"].to_list()


def test_person_who_moves_counts_once_and_shows_all_records_that_made_him_counted(source: Source) -> None:
    measure = Distinct("payment", "person", DAY)
    rows = ReferenceEngine().trace(source, measure, PERIOD)
    mover = rows.group_by("person").agg(pl.col("area").n_unique()).filter(pl.col("area") > 1)["person"].sort()[0]
    own = rows.filter(pl.col("person") == mover).sort("day", "record")
    home = own["area"][-1]
    with DuckDbTracer() as tracer:
        here = tracer.read_page(TraceRequest(source, measure, PERIOD, (home,)), 35)
        away = tracer.read_page(TraceRequest(source, measure, PERIOD, tuple(set(AREAS) - {home})), 35)
    mine = here.filter(pl.col("person") == mover)
    assert mine["record"].to_list() == own["record"].sort().to_list()
    assert set(mine["counts_in"]) == {home}
    assert mine.filter(pl.col("adds") == 1)["record"].to_list() == [own["record"][-1]]
    assert away.filter(pl.col("person") == mover).is_empty()


def test_both_lists_of_a_rate_stand_in_one_file_also_as_csv(source: Source, tmp_path: Path) -> None:
    parts = [
        (name, TraceRequest(source, measure, PERIOD))
        for name, measure in (("numerator", MEASURES[0]), ("denominator", Distinct("payment", "person", DAY)))
    ]
    with DuckDbTracer() as tracer:
        counts = [tracer.count(request) for _, request in parts]
        for ending in ("csv", "parquet"):
            tracer.write(parts, tmp_path / f"trace.{ending}")
    for frame in (pl.read_csv(tmp_path / "trace.csv"), pl.read_parquet(tmp_path / "trace.parquet")):
        sums = dict(frame.group_by("part").agg(pl.col("adds").sum()).iter_rows())
        assert sums == {"numerator": counts[0][0], "denominator": counts[1][0]}
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_kind_without_files_has_an_empty_trace(source: Source, tmp_path: Path) -> None:
    request = TraceRequest(source, Rows("visit", DAY), PERIOD)
    with DuckDbTracer() as tracer:
        assert tracer.read_page(request, 10).is_empty()
        assert tracer.count(request) == (0, 0)
        assert not tracer.has_one(request)
        tracer.write([("counted", request)], tmp_path / "trace.parquet")
    assert pl.read_parquet(tmp_path / "trace.parquet").is_empty()


def test_damaged_file_is_named_by_its_kind_and_leaves_the_old_trace(source: Source, tmp_path: Path) -> None:
    path = source.files["payment"][0]
    path.write_bytes(path.read_bytes()[:-200])
    out = tmp_path / "trace.csv"
    out.write_text("old")
    request = TraceRequest(source, MEASURES[0], PERIOD)
    with DuckDbTracer() as tracer:
        with pytest.raises(IntegrityFault, match="payment"):
            tracer.write([("counted", request)], out)
        with pytest.raises(IntegrityFault, match="payment"):
            tracer.read_page(request, 10)
    assert out.read_text() == "old"
