"""Structured logs: closed fields, and silence unless asked for."""

import json

import pytest

from luoshi.logs import log_event, start_logs


def test_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs({"LUOSHI_LOG": "json"})
    log_event("batch appended", position=3, rows=12)
    start_logs({})
    log_event("batch appended", position=4)
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["event"], said["position"], said["rows"]) == ("batch appended", 3, 12)
    assert said["time"].endswith("+00:00")


def test_field_that_could_hold_a_name_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        log_event("person registered", name="somebody")
