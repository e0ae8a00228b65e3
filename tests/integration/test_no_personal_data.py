"""Names and ID numbers that go in by import come out in no message, log or run log."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from luoshi.records import Book

# Real in form, of the unassigned area 999: right and wrong check digits, and names where they do not belong.
SECRETS = ("99937119900307011X", "999371198501010027", "999371199003070118", "欧阳静姝", "13912345678")
HEAD = "payment,person,benefit,pay_month,paid_on,amount,status,area"
ROWS = (
    "1,99937119900307011X,dibao,2021-12-01,2021-12-10,60000,paid,371302001000",
    "2,999371199003070118,dibao,2021-12-01,2021-12-10,60000,paid,371302001000",
    "3,999371198501010027,欧阳静姝,2021-12-01,2021-12-10,60000,paid,371302001000",
    "4,欧阳静姝,dibao,2021-12-01,99937119900307011X,13912345678x,paid,99937119900307011X",
    "99937119900307011X,13912345678,dibao,欧阳静姝,2021-12-10,60000,欧阳静姝,371302001000",
)
FILES = {
    "rows.csv": "\n".join((HEAD, *ROWS)),
    "torn.csv": "\n".join((HEAD, ROWS[0] + ",欧阳静姝,99937119900307011X", '5,"99937119900307011X,欧阳静姝')),
    "99937119900307011X.csv": HEAD,
    "heading.csv": f"{HEAD},99937119900307011X\n{ROWS[0]},1",
}


def _run(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LUOSHI_LOG": "json", "LUOSHI_REGISTRY_KEY": "k" * 40, "HOME": str(home)}
    command = [sys.executable, "-c", "from luoshi.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_printed_or_logged_names_a_person(tmp_path: Path, name: str) -> None:
    book = Book.create(tmp_path / "book", city="linyi", year=2021).path
    delivered = tmp_path / name
    delivered.write_text(FILES[name] + "\n", encoding="utf-8")
    done = _run("import", delivered, "--kind", "payments", "--book", book, home=tmp_path)
    missing = _run("import", delivered.with_name(f"no-{name}"), "--kind", "payments", "--book", book, home=tmp_path)
    counted = _run("count", "--book", book, "--figure", "assistance.paid", home=tmp_path)
    said = "".join(part for one in (done, missing, counted) for part in (one.stdout, one.stderr))
    said += (book / "runs" / "runs.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert events[-1]["event"] == "ended"
    assert events[-1]["command"] == "import"
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.slow
def test_workbook_with_names_in_wrong_cells_is_refused_without_saying_them(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book", city="linyi", year=2021).path
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    for row in ROWS:
        sheet.append(row.split(","))
    workbook.save(tmp_path / "rows.xlsx")
    done = _run("import", tmp_path / "rows.xlsx", "--kind", "payments", "--book", book, home=tmp_path)
    assert [secret for secret in SECRETS if secret in done.stdout + done.stderr] == []
