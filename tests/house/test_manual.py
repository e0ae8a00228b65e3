"""The documents keep up with the code: commands, glossary words, decisions."""

import re
from pathlib import Path

import typer.main

from luoshi.cli.app import app

ROOT = Path(__file__).parents[2]


def test_every_command_stands_in_the_readme_or_the_manual() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
    command = typer.main.get_command(app)
    names = list(getattr(command, "commands", {}))
    assert names
    assert [name for name in names if f"luoshi {name}" not in text] == []


def test_decisions_are_numbered_once_and_titled() -> None:
    papers = sorted(ROOT.glob("docs/adr/[0-9]*.md"))
    numbers = [int(path.name[:4]) for path in papers]
    assert numbers == list(range(1, len(papers) + 1))
    for path, number in zip(papers, numbers, strict=True):
        assert re.match(rf"# {number}\. ", path.read_text(encoding="utf-8"))


def test_both_readmes_are_there_and_name_the_two_commands() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make demo" in text
        assert "make test" in text


def test_dependencies_give_a_reason_on_their_line() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bounded = [line for line in lines if re.match(r'\s+"[a-z0-9-]+[=><]', line)]
    assert bounded
    assert [line for line in bounded if "#" not in line] == []
