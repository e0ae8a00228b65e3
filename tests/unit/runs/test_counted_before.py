"""A road of last year is found when it is counted as this year's; a new round is not."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from luoshi.figures import Behaviour, Figure
from luoshi.periods import Period
from luoshi.query import Happens, Is, Measure, Rows, Source, Total
from luoshi.runs.counted_before import CountedOnce, find_counted_before

LAST_YEAR, THIS_YEAR = Period.parse("2020"), Period.parse("2021")
DONE = Happens("completed_on")
WORDS = dict.fromkeys(("programme", "name_zh", "name_en", "unit", "scope_zh", "scope_en"), "roads")
DUTY = dict.fromkeys(("milestone", "owner", "basis"), "assumed")


def build(name: str, expression: Measure) -> Figure:
    return Figure(
        id=name, section=1, behaviour=Behaviour.FLOW, expression=expression, words=("roads",), **WORDS, **DUTY
    )


FIGURES = {
    figure.id: figure
    for figure in (
        build("roads.km", Total("road_sections", "length", DONE, Is("accepted", True))),
        build("schools.done", Rows("projects", DONE)),
    )
}


def write(folder: Path, name: str, rows: list[dict]) -> tuple[Path, ...]:
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(folder / f"{name}.parquet")
    return (folder / f"{name}.parquet",)


@pytest.fixture
def roads(tmp_path: Path):
    """Return a maker of a side: roads as (section, round, day, accepted), projects as (project, site, year, day)."""

    def make(name: str, period: Period, sections=(), projects=()) -> CountedOnce:
        keys = ("section", "round", "completed_on", "accepted")
        rows = [dict(zip(keys, one, strict=True)) | {"work": "upgrade", "length": 900} for one in sections]
        named = ("project", "site", "plan_year", "completed_on")
        works = [dict(zip(named, one, strict=True)) | {"works": "canteen_4d", "round": 1} for one in projects]
        files = {
            kind: write(tmp_path, f"{name}-{kind}", [one | _place(n) for n, one in enumerate(found)])
            for kind, found in (("road_sections", rows), ("projects", works))
        }
        some = {kind: paths for kind, paths in files.items() if pl.scan_parquet(paths[0]).collect_schema().len()}
        return CountedOnce(name, period, FIGURES, Source(some))

    return make


def _place(number: int) -> dict[str, int]:
    return {"record": number + 1, "area": 371302001001}


def test_last_years_road_is_named_with_the_release_that_counted_it(roads):
    before = roads("2020-aa", LAST_YEAR, [(7, 1, date(2020, 8, 1), True), (8, 1, date(2020, 9, 1), True)])
    now = roads("now", THIS_YEAR, [(7, 1, date(2021, 3, 1), True), (9, 1, date(2021, 4, 1), True)])
    (lead,) = find_counted_before(before, now, "371300")
    assert (lead.check, lead.figure, lead.period) == ("counted_before", "roads.km", "2021")
    assert lead.found["things"] == 1
    assert lead.found["first"] == "section=7 work=upgrade round=1"
    assert "2020-aa" in lead.say("zh")
    assert "2020-aa" in lead.say("en")


def test_new_round_and_what_did_not_count_are_no_repeats(roads):
    before = roads("2020-aa", LAST_YEAR, [(7, 1, date(2020, 8, 1), True), (8, 1, date(2020, 9, 1), False)])
    now = roads("now", THIS_YEAR, [(7, 2, date(2021, 3, 1), True), (8, 1, date(2021, 4, 1), True)])
    assert list(find_counted_before(before, now, "371300")) == []


def test_every_injected_repeat_is_found(roads):
    done = [(n, 1, date(2020, 1 + n % 12, 2), True) for n in range(300)]
    again = [(n, 1 + n % 3, date(2021, 1 + n % 12, 2), True) for n in range(150, 450)]
    (lead,) = find_counted_before(roads("2020-aa", LAST_YEAR, done), roads("now", THIS_YEAR, again), "371300")
    assert lead.found["things"] == sum(section < 300 and number == 1 for section, number, _, _ in again)


def test_same_work_under_another_project_number_is_found(roads):
    before = roads("2020-aa", LAST_YEAR, projects=[(1, 55, 2020, date(2020, 11, 1))])
    now = roads("now", THIS_YEAR, projects=[(2, 55, 2020, date(2021, 2, 1)), (3, 55, 2021, date(2021, 9, 1))])
    (lead,) = find_counted_before(before, now, "371300")
    assert (lead.figure, lead.found["things"]) == ("schools.done", 1)
    assert "site=55" in str(lead.found["first"])
