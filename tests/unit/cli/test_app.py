"""The outermost edge: what a command ends with when something goes wrong."""

import pytest

import luoshi.cli.app as edge
from luoshi.errors import Conflict, IntegrityFault, UserFault


def _end_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> object:
    def fail() -> None:
        raise error

    monkeypatch.setattr(edge, "app", fail)
    with pytest.raises(SystemExit) as ended:
        edge.main()
    return ended.value.code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserFault("runs.scale", scale=2), 2),
        (IntegrityFault("runs.scale", scale=2), 4),
        (Conflict("runs.scale", scale=2), 5),
    ],
)
def test_expected_error_ends_with_its_code_and_no_traceback(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _end_with(error, monkeypatch) == code
    assert "Traceback" not in capsys.readouterr().err


def test_our_own_fault_ends_with_70_and_never_with_the_code_of_a_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _end_with(ZeroDivisionError("seen"), monkeypatch) == 70
    assert "ZeroDivisionError: seen" in capsys.readouterr().err


def test_path_that_the_system_refuses_is_named_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _end_with(PermissionError(13, "Permission denied", "results.csv"), monkeypatch) == 2
    said = capsys.readouterr().err
    assert "results.csv: Permission denied" in said
    assert "Traceback" not in said


def test_system_error_that_names_no_path_stays_our_own_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _end_with(OSError(5, "Input/output error"), monkeypatch) == 70
    assert "Traceback" in capsys.readouterr().err
