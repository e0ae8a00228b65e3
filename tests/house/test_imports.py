"""Who may import what, where the layers' contracts cannot say it."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("luoshi/**/*.py"), *ROOT.glob("luoshi_linyi/**/*.py")])


def _imports(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


def test_functions_import_nothing_of_the_project() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(name.split(".")[0] in {"luoshi", "luoshi_linyi"} for name in _imports(node))
    ]
    assert found == []


def test_duckdb_is_imported_by_its_engine_alone() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "duckdb" in {name.split(".")[0] for name in _imports(ast.parse(path.read_text(encoding="utf-8")))}
        and not str(path.relative_to(ROOT)).startswith("luoshi/engines/duckdb")
    ]
    assert found == []


def test_modules_are_named_for_the_thing_they_handle() -> None:
    misc = {"utils", "util", "misc", "helpers", "common", "lib", "tools"}
    assert [str(path) for path in SOURCES if misc & {path.stem, *path.parent.parts[-2:]}] == []


def test_private_names_are_not_imported_across_packages() -> None:
    found = []
    for path in SOURCES:
        package = ".".join(path.relative_to(ROOT).with_suffix("").parts[:2])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("luoshi"):
                foreign = not (node.module or "").startswith(package)
                found += [f"{path.name}: {a.name}" for a in node.names if foreign and re.match("_[a-z]", a.name)]
    assert found == []
