"""Prints docs/reference/query.md from the spec tests: `python tests/spec/print_reference.py`."""

import importlib
import inspect
import pprint
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from spec_form import Case

from luoshi.query import Measure

SPECS = Path(__file__).parent
PAGE = SPECS.parents[1] / "docs" / "reference" / "query.md"
# In the order of luoshi/query/nodes.py.
NODES = (
    (
        "Predicates",
        ("everything", "is", "is_in", "compares", "is_known", "has_record", "both", "either", "not"),
    ),
    ("Timings", ("happens", "in_last_month", "holds", "since")),
    ("Measures", ("rows", "total", "distinct")),
)
INTRODUCTION = """# The query language

Printed from `tests/spec` by `tests/spec/print_reference.py`; every example is run on all engines.
An empty cell is not known. `value` is the measure's value in an area and period, `records` how many
records counted there.
"""


def read_cases(stem: str) -> Iterator[tuple[str, str, Case]]:
    """Give title, docstring and case of every spec of a node."""
    module = importlib.import_module(f"test_{stem}")
    title = (module.__doc__ or "").rstrip(".")
    for name, test in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_"):
            cases: list[Case] = []

            def record(
                measure: Measure,
                tables: Mapping[str, str],
                result: str,
                ended: Mapping[str, tuple[int, ...]] | None = None,
                cases: list[Case] = cases,
            ) -> None:
                cases.append(Case(measure, tables, result, ended or {}))

            test(record)
            for case in cases:
                yield title, test.__doc__ or "", case


def print_page() -> str:
    """Return the reference page."""
    parts = [INTRODUCTION]
    for heading, stems in NODES:
        parts.append(f"## {heading}\n")
        for stem in stems:
            for title, text, case in read_cases(stem):
                parts += [f"### {title}\n", f"{text}\n", *_print_case(case)]
    return "\n".join(parts)


def _print_case(case: Case) -> list[str]:
    code = pprint.pformat(case.measure, width=100)
    lines = [f"```python\n{code}\n```\n"]
    for kind, text in case.tables.items():
        ended = case.ended.get(kind, ())
        note = f" (withdrawn: {', '.join(map(str, ended))})" if ended else ""
        lines.append(f"Records of `{kind}`{note}:\n\n{_print_table(text)}\n")
    return [*lines, f"Result:\n\n{_print_table(case.result)}\n"]


def _print_table(text: str) -> str:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(print_page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
