"""How commands print: whole lines for programs and files, folded ones for a screen alone."""

import csv
import io

import pytest

from luoshi.cli.output import Format, console, make_progress, notices, print_error, print_rows
from luoshi.errors import UserFault

ROWS = [{"figure": "some_estates.households", "period": "2021-01..2021-09", "subject": "老旧小区" * 20}]
COLUMNS = ("figure", "period", "subject")


def _print(capsys: pytest.CaptureFixture[str]) -> str:
    print_rows(ROWS, COLUMNS, Format.TABLE, right=frozenset())
    return capsys.readouterr().out


def test_table_in_a_file_or_pipe_has_one_line_a_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert not console.is_terminal
    assert len(_print(capsys).splitlines()) == 2


def test_narrow_columns_stay_whole_where_a_long_one_can_give_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = _print(capsys).splitlines()
    assert len(lines) > 2
    assert lines[1].startswith("some_estates.households  2021-01..2021-09  ")


def test_message_in_a_pipe_is_one_line_a_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert not notices.is_terminal
    print_error(UserFault("cli.path_refused", path="a" * 100, reason="no"))
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_csv_holds_the_rows_as_given(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(ROWS, COLUMNS, Format.CSV, right=frozenset())
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out))) == ROWS


def test_progress_leaves_nothing_in_a_file_or_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with make_progress() as bar:
        bar.add_task("reading")
    assert capsys.readouterr().err == ""
