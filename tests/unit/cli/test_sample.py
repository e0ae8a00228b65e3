"""`luoshi sample`: what visitors have written down is never lost."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from luoshi.cli.app import app
from luoshi.errors import UserFault


def test_filled_sheet_is_not_overwritten_by_another_draw(tmp_path: Path) -> None:
    sheet = tmp_path / "draw.csv"
    sheet.write_text("pick,outcome\n1,found\n", encoding="utf-8")
    asked = ("--figure", "x", "--release", "y", "--random", "z", "--book", tmp_path, "--out", tmp_path / "draw.json")
    with pytest.raises(UserFault) as refused:
        CliRunner().invoke(app, ["sample", "draw", *map(str, asked)], catch_exceptions=False)
    assert refused.value.code == "cli.sheet_there"
    assert sheet.read_text(encoding="utf-8") == "pick,outcome\n1,found\n"
