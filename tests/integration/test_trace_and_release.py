"""Traces, leads and releases through the command line, on one small synthetic city."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from luoshi.areas import Level, TreeName
from luoshi.cli.app import app
from luoshi.engines import DuckDbEngine
from luoshi.errors import IntegrityFault, UserFault
from luoshi.periods import Period
from luoshi.records import Book
from luoshi.releases import list_releases
from luoshi.runs import CountRequest, TraceQuestion, count_book, open_trace

pytestmark = pytest.mark.slow
YEAR = Period.parse("2021")
# A sum, distinct persons on a list, a flow of distinct households, plain rows, a rate, and a return.
FIGURES = (
    "assistance.paid",
    "assistance.recipients",
    "rent_subsidy.households",
    "industry.projects_done",
    "watch.measures_in_place",
    "property_titles.supervised_resolved",
)


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def _read(*arguments: object) -> Any:
    return json.loads(_run(*arguments, "--format", "json").stdout)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "book"
    arguments = ("--city", "linyi", "--year", 2021, "--scale", 0.01, "--with-faults", "--book", folder)
    assert _run("synthesize", *arguments).exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test the same user, whose key ring is not that of whoever runs the tests."""
    config = tmp_path_factory.getbasetemp() / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    monkeypatch.delenv("LUOSHI_SIGNING_KEY", raising=False)
    return config


@pytest.fixture(scope="module")
def releases(book: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    try:
        return [_read("release", "create", "--book", book, "--period", text) for text in ("2021-01..2021-09", "2021")]
    finally:
        patch.undo()


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("tree", ["legal", "reporting"])
@pytest.mark.parametrize("level", ["city", "county", "township", "village"])
def test_trace_of_every_area_sums_to_its_result(book: Path, figure: str, tree: TreeName, level: Level) -> None:
    results = count_book(book, CountRequest((YEAR,), level, tree, (figure,)))
    some = [one for one in results if one.records]
    # All counties; of townships and villages a dozen with records and three without.
    asked = results if len(results) < 20 else [*some[:: max(1, len(some) // 12)], *results[:3]]
    for result in asked:
        trace = open_trace(book, TraceQuestion(figure, YEAR, result.area, tree))
        try:
            traced, _ = trace.count()
        finally:
            trace.close()
        assert (traced.value, traced.numerator, traced.denominator) == (
            result.value,
            result.numerator,
            result.denominator,
        ), result.area


@pytest.mark.parametrize("figure", ["assistance.paid", "assistance.recipients", "watch.measures_in_place"])
def test_written_trace_of_a_county_adds_up_by_part(book: Path, figure: str, tmp_path: Path) -> None:
    out = tmp_path / "trace.parquet"
    told = _read("trace", figure, "--book", book, "--area", "371311", "--out", out)
    sums = dict(pl.read_parquet(out).group_by("part").agg(pl.col("adds").sum()).iter_rows())
    assert sums == {part["part"]: part["value"] for part in told["parts"]}
    assert told["numerator"] == told["parts"][0]["value"]
    assert all(isinstance(row["record"], str) for part in told["parts"] for row in part["rows"])
    assert told["parts"][0]["definition"]["zh"].endswith("。")


def test_trace_of_a_standard_names_versions_with_source_and_whether_it_was_read(book: Path) -> None:
    told = _read("trace", "assistance.standard_uplift", "--book", book)
    assert told["evidence"] == "parameters"
    assert len(told["parameters"]) == told["records"] == 18
    first = told["parameters"][0]
    assert (first["parameter"], first["role"], first["mark"]) == ("standard.dibao_urban", "in force", "assumed")
    assert first["stored"] == first["value"] * 100
    assert {version["role"] for version in told["parameters"]} == {"in force", "before"}
    with pytest.raises(UserFault, match="city alone"):
        _run("trace", "assistance.standard_uplift", "--book", book, "--area", "371302")


def test_trace_of_a_return_names_who_handed_it_in_and_when(book: Path) -> None:
    told = _read("trace", "linyibao.rank", "--book", book)
    (row,) = told["returns"]
    assert (told["evidence"], told["parts"]) == ("returns", [])
    assert row["department"] == "市医保局"
    assert (row["signed_on"], row["feed"]) == ("2021-12-31", "synthetic returns")
    assert told["value"] == row["numerator"] / row["denominator"]
    with pytest.raises(UserFault, match="Leave out --out"):
        _run("trace", "linyibao.rank", "--book", book, "--out", book.parent / "trace.csv")


def test_trace_at_an_earlier_known_time_sees_less(book: Path) -> None:
    entries = Book.open(book).entries()
    early = entries[0].known.strftime("%Y-%m-%dT%H:%M:%S")
    with pytest.raises(UserFault, match="before"):
        _run("trace", "assistance.paid", "--book", book, "--known", "2000-01-01")
    with pytest.raises(UserFault):
        _run("trace", "assistance.paid", "--book", book, "--known", early.replace("20", "19", 1))


def test_release_without_a_key_makes_one_outside_the_book_and_verifies_by_it(
    book: Path, releases: list[dict[str, Any]], environment: Path
) -> None:
    made = releases[1]
    assert Path(made["key_file"]).is_relative_to(environment)
    assert (book / "releases" / made["release"]).is_dir()
    assert made["differences"] == 0
    told = _read("release", "verify", made["release"], "--book", book)
    assert (told["holds"], told["signature"], told["keys_from"], told["findings"]) == (True, "good", "own", [])
    assert [one["release"] for one in _read("release", "list", "--book", book)["releases"]] == [
        one["release"] for one in releases
    ]
    shown = _read("release", "show", made["release"], "--book", book)
    assert len(shown["witness"]["figures"]) > 100
    assert {mask["kind"] for mask in shown["witness"]["masks"]} >= {"payments", "projects"}


def test_reader_without_the_key_is_told_what_was_not_verified(
    book: Path, releases: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    done = _run("release", "verify", releases[0]["release"], "--book", book, "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 3
    assert (told["holds"], told["bytes"], told["signature"]) == (False, "as sealed", "not_verified")
    key = tmp_path / "publisher.pub"
    key.write_text(releases[0]["public_key"])
    assert _run("release", "verify", releases[0]["release"], "--book", book, "--public-key", key).exit_code == 0


def test_changed_record_file_of_the_book_is_found_by_verify(book: Path, releases: list[dict[str, Any]]) -> None:
    path = Book.open(book).snapshot().files("payments")[0]
    content = path.read_bytes()
    place = len(content) // 3
    try:
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        done = _run("release", "verify", releases[1]["release"], "--book", book, "--format", "json")
    finally:
        path.write_bytes(content)
    (finding,) = json.loads(done.stdout)["findings"]
    assert done.exit_code == 4
    assert path.name in finding["file"]
    assert finding["first"] <= place < finding["end"]


def test_count_writes_one_mask_file_a_record_kind_that_confirms_it(book: Path, tmp_path: Path) -> None:
    figures = ("--figure", "assistance.paid", "--figure", "watch.persons")
    done = _run("count", "--book", book, *figures, "--masks", tmp_path / "masks", "--format", "json")
    assert sorted(path.name for path in (tmp_path / "masks").iterdir()) == [
        "payments.mask.parquet",
        "watch_members.mask.parquet",
    ]
    paid, watched = json.loads(done.stdout)["results"]
    heights = [
        pl.read_parquet(tmp_path / "masks" / f"{kind}.mask.parquet").height for kind in ("payments", "watch_members")
    ]
    assert heights == [paid["records"], watched["records"]]
    assert "2 numbers of the city confirmed" in done.stderr


def test_release_is_refused_where_masks_and_count_differ(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = DuckDbEngine.write_masks

    def write(*given: Any) -> dict[str, Path]:
        paths = real(*given)
        pl.read_parquet(paths["payments"])[::2].write_parquet(paths["payments"])
        return paths

    before = list_releases(book)
    monkeypatch.setattr(DuckDbEngine, "write_masks", write)
    with pytest.raises(IntegrityFault, match="recount of the masked records of payments"):
        _run("release", "create", "--book", book, "--period", "2021-01")
    assert list_releases(book) == before


def test_difference_is_printed_for_people_and_as_json(book: Path, releases: list[dict[str, Any]]) -> None:
    names = [one["release"] for one in releases]
    told = _read("release", "diff", *names, "--book", book)
    assert (told["before"], told["after"]) == tuple(names)
    assert {change["period"] for change in told["results"]} >= {"2021", "2021-Q4"}
    assert f"{len(told['results']):,} only in the later" in _run("release", "diff", *names, "--book", book).output


def test_leads_flag_more_projects_done_than_september_had_approved(book: Path, releases: list[dict[str, Any]]) -> None:
    told = _read("leads", "--book", book)
    assert told["vintages"] == [*(one["release"] for one in releases), "now"]
    found = [lead for lead in told["leads"] if lead["check"] == "stage_exceeds_earlier" and lead["area"] == "371300"]
    done = next(lead for lead in found if lead["figure"] == "industry.projects_done")
    assert done["evidence"]["value"] > done["evidence"]["earlier"]
    assert done["evidence"]["earlier_figure"] == "industry.projects_approved"
    assert done["evidence"]["earlier_period"] == "2021-01..2021-09"
    assert "value_fell" not in {lead["check"] for lead in told["leads"]}


def test_keys_rotate_and_the_old_release_still_verifies(book: Path, releases: list[dict[str, Any]]) -> None:
    rotated = _read("keys", "rotate")
    listed = {one["key"]: one["use"] for one in _read("keys", "list")["keys"]}
    assert listed == {rotated["before"]: "retired", rotated["key"]: "current"}
    shown = _read("keys", "show", rotated["private"])
    assert shown["key"] == rotated["key"]
    told = _read("release", "verify", releases[1]["release"], "--book", book)
    assert (told["holds"], told["key"]) == (True, rotated["before"])


def test_difference_is_explained_to_the_last_record(book: Path, releases: list[dict[str, Any]], tmp_path: Path) -> None:
    earlier, later = (one["release"] for one in releases)
    found = _read("release", "diff", earlier, later, "--book", book)
    assert found["unexplained"] == 0
    assert {one["unexplained"] for one in found["explained"]} == {0}
    own = [one for one in found["explained"] if one["earlier_period"] != one["period"]]
    assert {one["area"] for one in own} > {"371300"}
    listed = tmp_path / "people.csv"
    only = ("--figure", "assistance.recipients", "--list", listed)
    narrowed = _read("release", "diff", earlier, later, "--book", book, *only)
    (city,) = [one for one in narrowed["explained"] if one["area"] == "371300" and one["tree"] == "legal"]
    rows = pl.read_csv(listed)
    amounts = rows.select(pl.when(pl.col("before").is_null()).then("amount").otherwise(-pl.col("amount")))
    assert amounts.to_series().sum() == city["difference"]
    assert rows.height == sum(reason["records"] for reason in city["reasons"])
    assert rows["subject"].is_unique().all()


def test_list_needs_a_figure(book: Path, releases: list[dict[str, Any]], tmp_path: Path) -> None:
    arguments = (releases[0]["release"], "now", "--book", book, "--list", tmp_path / "people.csv")
    with pytest.raises(UserFault, match="list_without_figure"):
        _run("release", "diff", *arguments)
