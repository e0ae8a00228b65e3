"""The whole chain through the command line, on a small synthetic city: records to judged sentences."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from luoshi.cli.app import app
from luoshi.errors import IntegrityFault, UserFault
from luoshi.registry import read_id_numbers
from luoshi.releases import list_releases
from luoshi.releases.standalone import verify_release
from luoshi.runs import find_some_person

pytestmark = pytest.mark.slow


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("chain") / "demo"
    done = _run("demo", "--out", out, "--scale", 0.01)
    assert done.exit_code == 0, done.output
    assert "difference 0" in done.output
    return out


def test_compiled_bulletins_agree_with_the_book_they_came_from(demo: Path) -> None:
    for name in ("bulletin.zh.docx", "bulletin.zh.html", "bulletin.en.docx"):
        checked = _run("check", demo / name, "--book", demo / "book", "--format", "json")
        verdicts = [claim["verdict"] for claim in json.loads(checked.stdout)["claims"]]
        assert len(verdicts) > 100
        assert set(verdicts) == {"agrees"}
        assert checked.exit_code == 0


def test_changed_number_differs_and_the_exit_code_says_so(demo: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("全年发放残疾人生活、护理补贴999万元。", encoding="utf-8")
    checked = _run("check", text, "--book", demo / "book", "--format", "json")
    (claim,) = json.loads(checked.stdout)["claims"]
    assert (claim["verdict"], claim["bindings"][0]["figure"]) == ("differs", "disability.paid")
    assert checked.exit_code == 1


def test_claim_about_nothing_in_the_book_lacks_evidence(demo: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("全市新增绿化面积1200亩。", encoding="utf-8")
    assert _run("check", text, "--book", demo / "book").exit_code == 3


def test_counties_add_up_to_the_city(demo: Path) -> None:
    arguments = ("count", "--book", demo / "book", "--figure", "assistance.recipients", "--format", "json")
    (city,) = json.loads(_run(*arguments).stdout)["results"]
    for tree, units in (("legal", 12), ("reporting", 13)):
        counted = _run(*arguments, "--level", "county", "--tree", tree)
        counties = json.loads(counted.stdout)["results"]
        assert len(counties) == units
        assert sum(county["value"] for county in counties) == city["value"] > 0


def test_trace_lists_the_records_that_the_result_counts(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "trace.csv"
    assert _run("trace", "assistance.paid", "--book", demo / "book", "--out", out).exit_code == 0
    counted = _run("count", "--book", demo / "book", "--figure", "assistance.paid", "--format", "json")
    (result,) = json.loads(counted.stdout)["results"]
    lines = out.read_text(encoding="utf-8").splitlines()
    amount = lines[0].split(",").index("amount")
    assert len(lines) - 1 == result["records"]
    assert sum(int(line.split(",")[amount]) for line in lines[1:]) == result["numerator"]


def test_unknown_figure_is_refused_with_its_nearest_neighbours(demo: Path) -> None:
    with pytest.raises(UserFault, match=r"assistance\.paid"):
        _run("count", "--book", demo / "book", "--figure", "assistance.payd")


def test_zone_code_is_refused_where_a_legal_area_is_asked(demo: Path) -> None:
    with pytest.raises(UserFault, match="371371"):
        _run("trace", "assistance.paid", "--book", demo / "book", "--area", "371371")


def test_one_changed_byte_of_a_release_is_found(demo: Path) -> None:
    (release,) = json.loads(_run("release", "list", "--book", demo / "book", "--format", "json").stdout)["releases"]
    folder = demo / "book" / "releases" / release["release"]
    verify = ("release", "verify", release["release"], "--book", demo / "book")
    key = ("--public-key", demo / "signing-key.pem.pub")
    assert _run(*verify, *key).exit_code == 0
    path = folder / "definitions.json"
    sealed = path.read_bytes()
    try:
        path.write_bytes(sealed.replace(b"a", b"b", 1))
        found = _run(*verify, *key)
        assert found.exit_code == 4
        assert "definitions.json" in found.output
    finally:
        path.write_bytes(sealed)


def test_drawn_sample_is_replayed_from_the_sealed_records(demo: Path, tmp_path: Path) -> None:
    (release,) = json.loads(_run("release", "list", "--book", demo / "book", "--format", "json").stdout)["releases"]
    out = tmp_path / "draw.json"
    asked = ("--figure", "assistance.paid", "--release", release["release"], "--random", "03 11 14")
    assert _run("sample", "draw", *asked, "--book", demo / "book", "--out", out).exit_code == 0
    assert _run("sample", "replay", out, "--book", demo / "book").exit_code == 0
    out.write_text(out.read_text(encoding="utf-8").replace("03 11 14", "03 11 15"), encoding="utf-8")
    assert _run("sample", "replay", out, "--book", demo / "book").exit_code == 4


def _check(demo: Path, text: Path, *more: object) -> Result:
    return _run("check", text, "--book", demo / "book", "--format", "json", *more)


def _get_release(demo: Path) -> str:
    (release,) = json.loads(_run("release", "list", "--book", demo / "book", "--format", "json").stdout)["releases"]
    return str(release["release"])


def test_text_is_checked_against_what_a_release_sealed(demo: Path, tmp_path: Path) -> None:
    name = _get_release(demo)
    out = tmp_path / "sealed.en.pdf"
    made = ("bulletin", "compile", "--book", demo / "book", "--language", "en", "--release", name, "--out", out)
    assert _run(*made).exit_code == 0
    checked = _check(demo, out, "--release", name, "--public-key", demo / "signing-key.pem.pub")
    assert {claim["verdict"] for claim in json.loads(checked.stdout)["claims"]} == {"agrees"}
    assert checked.exit_code == 0


def test_release_with_a_changed_byte_is_not_checked_against(demo: Path, tmp_path: Path) -> None:
    name = _get_release(demo)
    text = tmp_path / "text.txt"
    text.write_text("全年发放残疾人生活、护理补贴999万元。", encoding="utf-8")
    path = demo / "book" / "releases" / name / "parameters.json"
    sealed = path.read_bytes()
    try:
        path.write_bytes(sealed[:-1] + b"!")
        with pytest.raises(IntegrityFault, match=r"parameters\.json"):
            _check(demo, text, "--release", name)
    finally:
        path.write_bytes(sealed)


def test_more_completed_than_approved_in_september_gives_a_lead(demo: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("451个乡村振兴衔接资金产业项目全部完工。", encoding="utf-8")
    for more in ((), ("--release", _get_release(demo))):
        (lead,) = json.loads(_check(demo, text, *more).stdout)["leads"]
        assert (lead["figure"], lead["earlier"]["figure"]) == ("industry.projects_done", "industry.projects_approved")
        assert lead["earlier"]["period"] == "2021-01..2021-09"
        assert "2021-09-30" in lead["en"]


def test_one_text_against_itself_gives_the_same_lead(demo: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("截至9月底，产业项目立项151个。\n全年产业项目完工451个。\n", encoding="utf-8")
    leads = json.loads(_check(demo, text).stdout)["leads"]
    assert any("151" in lead["zh"] for lead in leads)


def test_person_is_proved_to_be_counted_and_a_forged_proof_is_refused(demo: Path, tmp_path: Path) -> None:
    (release,) = list_releases(demo / "book")
    person = find_some_person(demo / "book", "assistance.paid", release.id)
    out = tmp_path / "proof.json"
    asked = ("--figure", "assistance.paid", "--release", release.id, "--book", demo / "book", "--out", out)
    assert _run("proof", person, *asked).exit_code == 0
    assert out.with_suffix(".svg").read_text(encoding="utf-8").startswith("<?xml")
    key = ["--key", str(demo / "signing-key.pem.pub")]
    people = read_id_numbers(demo / "book" / "registry")
    (number,) = people.filter(pl.col("person") == person)["id_number"]
    assert verify_release.main([str(release.path), *key, "--proof", str(out), "--id-number", number]) == 0
    assert verify_release.main([str(release.path), *key, "--proof", str(out), "--id-number", number[::-1]]) == 1
    out.write_bytes(out.read_bytes().replace(b'"records":12', b'"records":13'))
    assert verify_release.main([str(release.path), *key, "--proof", str(out)]) == 1
    with pytest.raises(UserFault, match="no tree of persons"):
        _run("proof", number, *("--figure", "bus.rides"), *asked[2:])


def test_trees_add_up_to_the_published_numbers_and_grow_again_the_same(demo: Path) -> None:
    (release,) = list_releases(demo / "book")
    sealed = release.load_inclusion()
    table = release.load_table().filter((pl.col("tree") == "legal") & (pl.col("area") == "371300"))
    numbers = dict(table.filter(pl.col("period") == "2021").select("figure", "numerator").iter_rows())
    assert len(sealed["trees"]) > 40
    for tree in sealed["trees"]:
        assert int(tree["root"]["sum"]) == numbers[tree["counted_in"]["figure"]]
    again = _run("release", "create", "--book", demo / "book", "--key", demo / "signing-key.pem", "--format", "json")
    assert json.loads(again.stdout)["release"] == release.id


def test_leaves_and_secret_are_kept_from_other_users(demo: Path) -> None:
    assert (demo / "book" / "proofs").stat().st_mode & 0o077 == 0
