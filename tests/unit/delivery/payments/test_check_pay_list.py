"""The command: what it prints, what it writes, what it leaves alone, and what it refuses."""

import hashlib
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from payments_builders import SECRET, VILLAGE, make_book, make_id
from typer.testing import CliRunner, Result

from luoshi.cli.app import app

DEAD, LIVES, TWICE, GONE = (make_id(number=n) for n in (1, 2, 3, 4))
LIST = f"""领取人,领取人身份证号,发放金额（元）,区划代码
赵一,{DEAD},100,{VILLAGE}
钱二,{LIVES},100,{VILLAGE}
孙三,{TWICE},100,{VILLAGE}
孙三,{TWICE},100,{VILLAGE}
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUOSHI_REGISTRY_KEY", SECRET)
    paid = [{"id": one, "name": "周四"} for one in (DEAD, LIVES, TWICE, GONE)]
    return make_book(tmp_path, paid, deaths=[(DEAD, date(2021, 7, 1))])


def write(path: Path, text: str = LIST) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(book: Path, file: Path, *more: object, month: str = "2021-09") -> Result:
    options = ["--benefit", "poor_elder", "--month", month, "--book", book, *more]
    return CliRunner().invoke(app, ["payments", "check", *map(str, [file, *options])])


def hash_folder(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_json_says_read_suspects_lines_missing_and_counts(book: Path, tmp_path: Path) -> None:
    said = json.loads(run(book, write(tmp_path / "list.csv"), "--format", "json").stdout)
    assert (said["read"], said["suspects"], said["missing"]) == (4, 3, 1)
    assert said["by_reason"] == {"twice_on_list": 2, "paid_after_death": 1}
    lines = {line["row"]: line["reasons"] for line in said["lines"]}
    assert list(lines) == [2, 4, 5]
    assert lines[2][0]["code"] == "paid_after_death"
    assert "2021-07-01" in lines[2][0]["zh"]
    assert "2021-07-01" in lines[2][0]["en"]


def test_names_and_numbers_stand_in_the_workbook_alone(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "suspects.xlsx"
    for form in ("table", "json", "csv"):
        result = run(book, write(tmp_path / "list.csv"), "--out", out, "--format", form)
        assert result.exit_code == 0
        printed = result.stdout + result.stderr
        assert not [text for text in ("赵一", "孙三", "周四", DEAD, TWICE, GONE, GONE[6:14]) if text in printed]
    suspects, missing, notes = openpyxl.load_workbook(out).worksheets
    rows = list(suspects.values)
    assert rows[0][:5] == ("文件行号", "领取人", "领取人身份证号", "发放金额（元）", "区划代码")
    assert [row[:3] for row in rows[1:]] == [("2", "赵一", DEAD), ("4", "孙三", TWICE), ("5", "孙三", TWICE)]
    assert rows[1][5].startswith("死亡后仍在册")
    assert rows[1][6].startswith("On the list after death")
    (gone,) = list(missing.values)[1:]
    assert gone[:4] == ("周四", GONE, "兰山区兰山街道前十社区居民委员会", "80.00")
    assert "疑点不是结论" in str(list(notes.values))
    assert out.stat().st_mode & 0o077 == 0


def test_nothing_is_written_into_book_or_registry(book: Path, tmp_path: Path) -> None:
    stranger = make_id(number=77)
    before = hash_folder(book)
    file = write(tmp_path / "list.csv", f"{LIST}李五,{stranger},100,{VILLAGE}\n")
    assert run(book, file, "--out", tmp_path / "s.xlsx").exit_code == 0
    assert hash_folder(book) == before


def test_book_without_people_or_payments_still_checks_the_list_and_says_what_it_could_not(tmp_path: Path) -> None:
    empty = make_book(tmp_path)
    for path in (empty / "registry").iterdir():
        path.unlink()
    (empty / "registry").rmdir()
    said = json.loads(run(empty, write(tmp_path / "list.csv"), "--format", "json").stdout)
    assert said["by_reason"] == {"twice_on_list": 2}
    codes = [one["code"] for one in said["not_checked"]]
    assert codes == ["no_accounts", "no_deaths", "nobody_known", "no_month_before", "no_other_files"]
    assert not (empty / "registry").exists()


def test_deaths_of_a_file_find_the_dead_and_excuse_the_missing(book: Path, tmp_path: Path) -> None:
    deaths = write(tmp_path / "d.csv", f"死者身份证号,火化日期\n{LIVES},2021/8/31\n{GONE},2021年8月5日\n")
    result = run(book, write(tmp_path / "list.csv"), "--against", f"deaths={deaths}", "--format", "json")
    said = json.loads(result.stdout)
    assert said["by_reason"]["paid_after_death"] == 2
    assert said["missing"] == 0


def test_csv_has_one_row_a_reason(book: Path, tmp_path: Path) -> None:
    lines = run(book, write(tmp_path / "list.csv"), "--format", "csv").stdout.splitlines()
    assert lines[0] == "row,code,zh,en"
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["2", "paid_after_death"],
        ["4", "twice_on_list"],
        ["5", "twice_on_list"],
    ]


@pytest.mark.parametrize(
    ("options", "month", "code"),
    [
        ((), "2021", "payments.not_a_month"),
        ((), "2021-13", "periods.unreadable"),
        (("--benefit", "dole"), "2021-09", "policy.unknown_benefit"),
        (("--against", "vehicles"), "2021-09", "payments.bad_against"),
        (("--against", "vehicles=cars.csv"), "2021-09", "payments.unknown_against"),
        (("--against", "prison=nothing.csv"), "2021-09", "payments.no_file"),
        (("--against", "prison=a", "--against", "prison=b"), "2021-09", "payments.against_twice"),
        (("--against", "prison=empty.csv"), "2021-09", "payments.nobody_in_file"),
        (("--out", "s.xls"), "2021-09", "payments.out_not_xlsx"),
        (("--out", "nowhere/s.xlsx"), "2021-09", "payments.no_folder"),
        (("--out", "list.xlsx"), "2021-09", "payments.out_is_given"),
        (("--out", "book/s.xlsx"), "2021-09", "payments.out_in_book"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], month: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "list.xlsx")
    write(tmp_path / "empty.csv", "身份证号\n1\n")
    before = hash_folder(tmp_path)
    result = run(book, Path("list.xlsx"), *options, month=month)
    assert getattr(result.exception, "code", None) == code
    assert getattr(result.exception, "exit_code", None) == 2
    assert hash_folder(tmp_path) == before


def test_registry_is_not_asked_without_its_secret(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOSHI_REGISTRY_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    result = run(book, write(tmp_path / "list.csv"))
    assert getattr(result.exception, "code", None) == "registry.no_secret"
    assert not (tmp_path / "config").exists()


def test_workbook_that_cannot_be_finished_leaves_the_old_one(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.delivery.payments.suspects._SHEET_ROWS", 2)
    out = write(tmp_path / "s.xlsx", "the old one")
    before = sorted(path.name for path in tmp_path.iterdir())
    result = run(book, write(tmp_path / "list.csv"), "--out", out)
    assert getattr(result.exception, "code", None) == "payments.too_many_suspects"
    assert out.read_text() == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "list.csv"])
