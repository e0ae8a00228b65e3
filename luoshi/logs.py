"""Structured logs for machines: one JSON object a line on the error stream, switched on by LUOSHI_LOG=json.

An event may carry only the fields named here, none of which can hold a person's data: no cell, no message
text, no argument of a command. An error is logged by its code.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

VARIABLE = "LUOSHI_LOG"
FIELDS = frozenset({"command", "exit_code", "seconds", "code", "kind", "rows", "position", "feed"})

_LOGGER = logging.getLogger("luoshi")


def log_event(event: str, **fields: str | int | float) -> None:
    """Log an event; a field that is not among `FIELDS` is our own fault and raises TypeError."""
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"fields {sorted(unknown)} are not for logs")
    _LOGGER.info(event, extra={"luoshi": fields})


def start_logs(environ: Mapping[str, str] = os.environ) -> None:
    """Send events to the error stream as JSON where LUOSHI_LOG=json; else they go nowhere."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
    _LOGGER.propagate = False
    if environ.get(VARIABLE) == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Json())
        _LOGGER.addHandler(handler)
        _LOGGER.setLevel(logging.INFO)
    else:
        _LOGGER.addHandler(logging.NullHandler())
        _LOGGER.setLevel(logging.CRITICAL)


class _Json(logging.Formatter):
    """An event as one line of JSON, its time first."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: Mapping[str, object] = getattr(record, "luoshi", {})
        return json.dumps({"time": time, "event": record.getMessage(), **fields}, ensure_ascii=False)
