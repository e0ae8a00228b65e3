"""Prints docs/reference/commands.md: every command with its options, what it prints as JSON, and exit codes."""

import enum
from collections.abc import Iterator
from typing import Any

import typer.main

from luoshi.cli.app import app

# What `--format json` prints. A command with that option and without a shape here is told as not described.
SHAPES = {
    "bulletin compare": '{"findings": [{"kind", "figure", "quotes": {"plan", "progress", "final"}, "zh", "en"}]}',
    "arrears": '{"benefit", "persons", "rows": [{"month", "person", "before", "after", "arrears"}]}',
    "check": '{"claims": [{"start", "end", "text", "value", "low", "high", "low_closed", "high_closed", "unit", '
    '"comparator", "subject", "bindings": [{"figure", "area", "period", "result"}], "verdict", "slack", '
    '"candidates"}], "evidence": {"figures", "records", "returns", "parameters", "unknown"}}',
    "claims": '{"claims": [{"start", "end", "text", "value", "low", "high", "low_closed", "high_closed", "unit", '
    '"comparator", "subject"}]}',
    "count": '{"results": [{"figure", "area", "period", "value", "numerator", "denominator", "unit", "evidence", '
    '"records"}], "evidence": {"figures", "records", "returns", "parameters", "unknown"}}',
    "import": '{"read", "accepted", "quarantined", "duplicate", "quarantine"}',
    "release create": '{"release", "period", "known", "created", "position", "head", "code", "areas", "figures", '
    '"results", '
    '"algorithm", "key", "synthetic", "notice", "texts", "path", "key_file", "key_made", "public_key", "differences", '
    '"evidence": {"figures", "records", "returns", "parameters", "unknown"}}',
    "release list": '{"releases": [{"release", "period", "known", "created", "position", "head", "code", "areas", '
    '"figures", "results", '
    '"algorithm", "key", "synthetic", "notice", "texts", "path"}]}',
    "release show": '{"release", "period", "known", "created", "position", "head", "code", "areas", "figures", '
    '"results", '
    '"algorithm", "key", "synthetic", "notice", "texts", "path", "evidence", "files": [{"file", "bytes", "sha256"}], '
    '"witness": {"period", "engine", "figures": [{"figure", "values"}], "masks": [{"kind", "rows", "sha256"}]}}',
    "release verify": '{"release", "holds", "bytes", "signature", "key", "keys_from", '
    '"findings": [{"kind", "file", "first", "end", "entries", "detail"}]}',
    "release diff": '{"before", "after", "results": [{"tree", "figure", "area", "period", "before", "after"}], '
    '"explained": [{"tree", "figure", "area", "period", "earlier_period", "part", "before", "after", "difference", '
    '"unit", "scale", "reasons": [{"reason", "records", "amount"}], "unexplained"}], "unexplained", '
    '"definitions": [{"figure", "lines", "fields", "zh", "en"}], "parameters", "areas"} (releases.md)',
    "book merge": '{"merged": [{"kind", "role", "files", "rows", "rows_hash", "position"}]}',
    "book verify": '{"verified", "faults": [{"code", "zh", "en"}]}',
    "keys list": '{"ring", "keys": [{"key", "algorithm", "use", "private", "public"}]}',
    "keys rotate": '{"key", "before", "private"}',
    "keys show": '{"key", "algorithm", "public"}',
    "leads": '{"leads": [{"check", "figure", "area", "period", "evidence", "zh", "en"}], "results", "vintages"}',
    "payments check": '{"read", "suspects", "lines": [{"row", "reasons": [{"code", "zh", "en"}]}], "missing", '
    '"by_reason": {CODE: COUNT}, "not_checked": [{"code", "zh", "en"}], "synthetic", "out"}',
    "places assign": '{"applicants", "assigned", "first_choice", "unassigned", "seats", "blocking_pairs", '
    '"seed_hash", "out"}',
    "places seed": '{"seed", "seed_hash"}',
    "places verify": '{"applicants", "differences": [{"applicant", "published", "replayed"}]}',
    "sample assess": '{"figure", "release", "verdict", "drawn", "failed", "unreachable", "verified", "error_at_most"}',
    "sample draw": '{"picks", "records", "out", "sheet"}',
    "sample replay": '{"picks", "same"}',
    "trace": '{"figure", "area", "period", "value", "numerator", "denominator", "unit", "evidence", "records", "tree", '
    '"known", "scale", "scope", "parts": [{"part", "kind", "counted", "column", "definition", "value", "records", '
    '"rows", "more"}], "parameters", "returns"} (trace.md)',
    "withdraw": '{"kind", "withdrawn", "position", "known"}',
    "returns compare": '{"compared": [{"figure", "area", "period", "unit", "returned", "records", "difference"}]}',
    "returns import": '{"receipts": [{"file", "sha256", "unit", "name", "period", "position", "entry", "read", '
    '"stated", "not_known", "empty", "sent_back", "same", "replaced", "quarantine", "receipt", '
    '"rows": [{"row", "figure", "fate", "numerator", "denominator", "reason"}]}]}',
    "returns status": '{"period", "units": [{"unit", "name", "asked", "stated", "not_known", "missing"}], '
    '"waiting": {FIGURE: [UNIT]}}',
    "runs list": '{"runs": [{"sequence", "previous", "time", "who", "command", "asked", "purpose", "code", '
    '"definitions", "position", "head", "synthetic"}]}',
    "simulate": '{"month", "set", "mark", "persons_in", "persons_out", "cost", "cost_before", '
    '"by_benefit": [{"benefit", "persons_in", "persons_out", "cost"}], '
    '"by_county": [{"area", "name", "persons_in", "persons_out", "cost"}], "by_fund": [{"fund", "cost"}], '
    '"winners": [{"band", "persons", "cost"}], "losers": [{"band", "persons", "cost"}]}',
    "why": '{"person", "benefit", "month", "rate_area", "mark", "entitled", "amount", "sentences": {"zh", "en"}, '
    '"reasons", "conditions": [{"id", "zh", "en", "met", "value", "relation", "threshold", "unit", "said", "source", '
    '"mark", "parameters": [{"parameter", "value", "unit", "in_force", "known", "area", "source", "mark"}]} or '
    '{"id", "zh", "en", "met", "ways"}], "amount_rule", "steps": [{"name", "zh", "en", "value"}], "parameters", '
    '"basis"}',
}
INTRODUCTION = """# Commands

Printed from the command line itself by `make docs`. Exit codes are those of [exit-codes.md](exit-codes.md) for
every command. `LUOSHI_LOG=json` adds structured events on the error stream; `LUOSHI_USER` and `LUOSHI_PURPOSE`
say in the run log who runs a command and why; `LUOSHI_SIGNING_KEY` and `LUOSHI_REGISTRY_KEY` hold secrets.
"""


def find_commands(command: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give every command that can be run, by its full name, in the alphabet's order."""
    command = command or typer.main.get_command(app)
    for name, below in sorted(command.commands.items()):
        full = f"{above} {name}".strip()
        if hasattr(below, "commands"):
            yield from find_commands(below, full)
        else:
            yield full, below


def print_page() -> str:
    """Return the page."""
    parts = [INTRODUCTION]
    for name, command in find_commands():
        parts += [f"## luoshi {name}\n", f"{' '.join((command.help or '').split())}\n"]
        parts += [*_print_parameters(command.params), ""]
        if any("--format" in parameter.opts for parameter in command.params):
            parts.append(f"JSON: {f'`{SHAPES[name]}`' if SHAPES.get(name) else 'not described yet'}\n")
    return "\n".join(parts)


def _print_parameters(parameters: list[Any]) -> list[str]:
    shown = [parameter for parameter in parameters if parameter.name != "help"]
    if not shown:
        return ["No options."]
    rows = ["| argument or option | default | meaning |", "|---|---|---|"]
    for parameter in shown:
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        if not parameter.opts[0].startswith("-"):
            names = f"`{parameter.name.upper()}`"
        default = parameter.default.value if isinstance(parameter.default, enum.Enum) else parameter.default
        told = "required" if parameter.required else "" if default in (None, ()) else f"`{default}`"
        more = "; may be given again" if parameter.multiple else ""
        rows.append(f"| {names} | {told} | {(parameter.help or '').rstrip('.')}{more} |")
    return rows
