"""Texts of one year held against each other find what a reader found by hand, and nothing else."""

import json
import tomllib
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from luoshi.bulletins.comparing import Finding, FindingKind
from luoshi.cli.app import app
from luoshi.runs import compare_files

TEXTS = Path(__file__).parent / "texts"
NAMES = ("plan", "progress", "final")


def compare(folder: Path, **texts: str):
    """Write the texts and return kind, figure and the lines of plan, progress and final of each finding."""
    paths = tuple(folder / f"{name}.txt" for name in NAMES)
    for path, name in zip(paths, NAMES, strict=True):
        path.write_text(f"示例文本\n{texts.get(name, '')}\n", encoding="utf-8")
    return [list_lines(one) for one in compare_files(paths, city="linyi")]


def list_lines(finding):
    lines = [finding.quotes[name].line if name in finding.quotes else 0 for name in NAMES]
    return str(finding.kind), finding.figure, *lines


@pytest.mark.parametrize("texts", ["zh", "en", "second"])
def test_annotated_texts_give_exactly_what_was_found_by_hand(texts):
    annotated = tomllib.loads((TEXTS / f"expected.{texts}.toml").read_text(encoding="utf-8"))["findings"]
    expected = {(one["kind"], one["figure"], *(one[name] for name in NAMES)) for one in annotated}
    paths = tuple(TEXTS / f"{name}.{texts}.txt" for name in NAMES)
    assert {list_lines(one) for one in compare_files(paths, city="linyi")} == expected


def test_kept_promises_give_nothing(tmp_path):
    kept = "建成运行如康家园60处。全市城镇新增就业11万人，登记失业率2.5%。"
    assert compare(tmp_path, plan=kept, progress="建成运行如康家园45处。", final=kept) == []


def test_texts_in_traditional_characters_are_read_alike(tmp_path):
    found = compare(tmp_path, plan="戲曲進鄉村演出4000場。", progress="", final="全市城鎮新增就業10.7萬人。")
    assert found == [("commitment_vanished", "opera.shows", 2, 0, 0)]


def test_started_only_is_lower_than_the_completion_that_was_planned(tmp_path):
    found = compare(tmp_path, plan="建成运行如康家园60处。", final="如康家园60处已开工。")
    assert ("milestone_lowered", "rukang.homes", 2, 0, 2) in found


def test_fewer_completed_than_started_is_no_fall(tmp_path):
    found = compare(tmp_path, progress="新建改扩建中小学50所，均已开工。", final="新建改扩建中小学48所，均已完工。")
    assert [one for one in found if one[0] == "flow_fell"] == []


def test_missed_target_that_is_admitted_is_no_finding(tmp_path):
    plan = "全市城镇新增就业11万人以上。"
    silent = compare(tmp_path, plan=plan, final="全市城镇新增就业10.7万人。")
    admitted = compare(tmp_path, plan=plan, final="全市城镇新增就业10.7万人，未达到计划。")
    assert silent == [("target_missed", "jobs.new_urban", 2, 0, 2)]
    assert admitted == []


def test_ceiling_is_missed_from_above_only(tmp_path):
    plan = "期末城镇登记失业率控制在3%以内。"
    assert compare(tmp_path, plan=plan, final="期末城镇登记失业率2.19%。") == []
    missed = compare(tmp_path, plan=plan, final="期末城镇登记失业率3.4%。")
    assert missed == [("target_missed", "jobs.unemployment", 2, 0, 2)]


def test_one_sided_result_is_not_called_missed(tmp_path):
    found = compare(tmp_path, plan="全市城镇新增就业11万人以上。", final="全市城镇新增就业超过10万人。")
    assert found == []


def test_stock_that_falls_is_no_finding(tmp_path):
    progress = "23.5万名城乡低保对象、城乡特困人员领到救助资金。"
    assert compare(tmp_path, progress=progress, final="为23.25万名城乡低保对象、城乡特困人员发放救助资金。") == []


def test_number_called_planned_that_is_not_the_plans_is_another_base(tmp_path):
    found = compare(tmp_path, plan="建成运行如康家园60处。", final="计划建成运行如康家园50处，已全部建成运行。")
    assert ("denominator_changed", "rukang.homes", 2, 0, 2) in found


def test_praise_beside_a_number_has_its_evidence(tmp_path):
    assert compare(tmp_path, final="全市城镇新增就业10.7万人，成效明显。") == []
    found = compare(tmp_path, final="养老服务水平显著提升。")
    assert found == [("no_evidence", "", 0, 0, 2)]


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_kind_is_said_in_both_languages(kind):
    values = dict.fromkeys(("name", "number", "before", "after", "wide", "narrow", "said"), "x")
    finding = Finding(kind, "f", {}, {"zh": values, "en": values})
    assert finding.say("zh") != finding.say("en")
    assert "{" not in finding.say("zh") + finding.say("en")


def test_command_reads_docx_and_html_and_quotes_with_lines(tmp_path):
    document = docx.Document()
    document.add_paragraph("示例文本")
    document.add_paragraph("戏曲进乡村演出4000场。")
    document.save(tmp_path / "plan.docx")
    page = "<html><body><h1>示例文本</h1><p>戏曲进乡村演出3600场。</p></body></html>"
    (tmp_path / "progress.html").write_text(page, encoding="utf-8")
    (tmp_path / "final.txt").write_text("示例文本\n全市城镇新增就业10.7万人。\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("plan.docx", "progress.html", "final.txt")]
    ran = CliRunner().invoke(app, ["bulletin", "compare", *files, "--format", "json"])
    (finding,) = json.loads(ran.stdout)["findings"]
    assert ran.exit_code == 1
    assert (finding["kind"], finding["figure"]) == ("commitment_vanished", "opera.shows")
    assert finding["quotes"]["plan"]["text"] == "戏曲进乡村演出4000场。"
    assert "3600" in finding["quotes"]["progress"]["text"]
    assert finding["quotes"]["final"] is None
    assert CliRunner().invoke(app, ["bulletin", "compare", *[files[2]] * 3]).exit_code == 0
