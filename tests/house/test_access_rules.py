"""Every address has an access rule, every model's table a migration, and Django stays where it belongs."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from luoshi.office import PUBLIC, find_access

ROOT = Path(__file__).parents[2]
HOMES = ("luoshi/desk", "luoshi/delivery", "luoshi/office")


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def test_every_address_has_an_access_rule() -> None:
    found = list(walk(get_resolver().url_patterns))
    assert len(found) > 40
    assert [route for route, view in found if find_access(view) is None] == []


def test_nothing_below_the_desk_is_public() -> None:
    public = [route for route, view in walk(get_resolver().url_patterns) if find_access(view) == PUBLIC]
    assert [route for route in public if "desk/" in route] == []


def test_both_languages_have_the_same_addresses() -> None:
    routes = [route for route, _ in walk(get_resolver().url_patterns)]
    english = {route.removeprefix("en/") for route in routes if route.startswith("en/")}
    assert english <= set(routes)
    assert len(english) > 10


@pytest.mark.django_db
def test_models_have_their_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_django_is_imported_by_desk_delivery_and_office_alone() -> None:
    found = []
    for path in [*ROOT.glob("luoshi/**/*.py"), *ROOT.glob("luoshi_linyi/**/*.py")]:
        where = str(path.relative_to(ROOT))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        uses = any(module.split(".")[0] in {"django", "ninja", "csp"} for module in modules)
        if uses and (not where.startswith(HOMES) or path.name == "rules.py"):
            found.append(where)
    assert found == []
