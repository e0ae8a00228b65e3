"""Prints docs/reference/programmes.md: what there is for each programme, and what there is not yet.

Figures and records come from the definitions, tests from the test files that name a figure; engine and page
from docs/reference/programmes.toml, whose paths must exist.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from luoshi.figures import Figure
from luoshi.query import Both, Either, HasRecord, Not, Predicate
from luoshi.records import get_contract
from luoshi_linyi import CITY

ROOT = Path(__file__).parents[2]
LINKS = ROOT / "docs" / "reference" / "programmes.toml"
NONE = "none yet"
INTRODUCTION = """# Programmes of Linyi

Printed by `make docs`. A programme's records are the kinds that its figures count; its engine delivers it, and its
page is where people work with it or read how; its tests are the files that name one of its figures; tests/unit/linyi/
and tests/integration/test_synthetic_city.py look at every figure besides. "none yet" says that there is no such
thing; for records it says that the figures rest on parameters or returns.

| programme | section | figures | records | engine | page | tests |
|---|---|---|---|---|---|---|
"""


def read_links() -> dict[str, dict[str, str]]:
    """Return engine and page of each programme that has one, as paths from the root."""
    return tomllib.loads(LINKS.read_text(encoding="utf-8"))


def group_figures() -> dict[str, list[Figure]]:
    """Return the figures of each programme, both in the city's order."""
    found: dict[str, list[Figure]] = {}
    for figure in CITY.figures:
        found.setdefault(figure.programme, []).append(figure)
    return found


def find_kinds(figures: list[Figure]) -> list[str]:
    """Return the record kinds that the figures count or look at, in the alphabet's order."""
    measures = [measure for figure in figures for measure in figure.measures]
    return sorted({kind for each in measures for kind in (each.kind, *_find_others(each.where))})


def _find_others(predicate: Predicate) -> Iterator[str]:
    match predicate:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _find_others(part)
        case Not(part):
            yield from _find_others(part)
        case HasRecord():
            yield predicate.kind
            yield from _find_others(predicate.where)


@cache
def _read_tests() -> dict[str, str]:
    paths = sorted(ROOT.glob("tests/**/test_*.py"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def find_tests(figures: list[Figure]) -> list[str]:
    """Return the test files that name one of the figures as a word of its own, in order."""
    ids = "|".join(re.escape(figure.id) for figure in figures)
    pattern = re.compile(rf"(?<![\w.])(?:{ids})(?![\w])")
    return [path for path, text in _read_tests().items() if pattern.search(text)]


def print_page() -> str:
    """Return the page."""
    links = read_links()
    rows = []
    for programme, figures in group_figures().items():
        link = links.get(programme, {})
        cells = (
            programme,
            str(figures[0].section),
            _list([f"[{figure.id}](figures.md#{figure.id.replace('.', '')})" for figure in figures]),
            _list([f"[{kind}](record-kinds.md#{kind}-{get_contract(kind).zh})" for kind in find_kinds(figures)]),
            f"`{link['engine']}`" if "engine" in link else NONE,
            f"[{Path(link['page']).stem}](../../{link['page']})" if "page" in link else NONE,
            _list([f"`{path.removeprefix('tests/')}`" for path in find_tests(figures)]),
        )
        rows.append("| " + " | ".join(cells) + " |")
    return INTRODUCTION + "\n".join(rows) + "\n"


def _list(cells: list[str]) -> str:
    return ", ".join(cells) or NONE
