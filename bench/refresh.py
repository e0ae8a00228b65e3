"""One day's batch - every 365th record of each kind, as new records - against the whole count."""

import sys
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from luoshi.engines import DuckDbEngine
from luoshi.figures import Evidence, find_evidence, list_measures, roll_up
from luoshi.periods import periods_of_year
from luoshi.records import Batch, Book
from luoshi.runs import Asked, build_source, count_kept, get_city
from measuring import report, take_time

DAYS = 365


def main(path: Path) -> None:
    book = Book.open(path)
    city = get_city(book.settings.city)
    areas = city.load_areas()
    trees = {"legal": areas.legal, "reporting": areas.reporting}
    source = build_source(book.snapshot())
    recorded = [figure for figure in city.figures if find_evidence(figure, source) is Evidence.RECORDS]
    asked = Asked(DuckDbEngine(), list_measures(recorded), periods_of_year(2021), trees)
    whole = take_time(lambda: count_kept(book.snapshot(), asked, build_source))
    found = {}
    for name, kinds in {"payments_only": ("payments",), "every_kind": book.snapshot().kinds}.items():
        rows = _append_day(book, kinds, name)
        taken = take_time(lambda: count_kept(book.snapshot(), asked, build_source))
        refreshed = taken.found
        found[name] = {
            "rows": rows,
            "refresh_s": round(taken.seconds, 3),
            "refresh_cpu_s": round(taken.cpu, 3),
            "part_of_whole": round(taken.seconds / whole.seconds, 4),
            "part_of_whole_by_cpu": round(taken.cpu / whole.cpu, 4),
        }
    source = build_source(book.snapshot())
    again = roll_up(asked.engine.tabulate(source, asked.measures, asked.periods), trees)
    for place, cells in again.items():
        assert_frame_equal(refreshed[place], cells)
    report(
        whole_and_kept_s=round(whole.seconds, 3),
        whole_and_kept_cpu_s=round(whole.cpu, 3),
        **found,
        equal_to_a_fresh_count=True,
    )


def _append_day(book: Book, kinds: tuple[str, ...], feed: str) -> int:
    staged, rows = [], 0
    for kind in kinds:
        files = list(book.snapshot().files(kind))
        day = pl.scan_parquet(files).filter(pl.col("record") % DAYS == 7).drop("record").collect()
        if day.height:
            staged.append(book.stage(kind, day))
            rows += day.height
    book.append(Batch(f"bench {feed}", 1, tuple(staged)))
    return rows


main(Path(sys.argv[1]))
