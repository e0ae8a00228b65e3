"""The documents keep up with the code: commands, record kinds, figures, programmes, decisions."""

import re
from pathlib import Path

import pytest
from print_commands import SHAPES, find_commands
from print_manual import FOLDER, PAGES
from print_programmes import find_kinds, find_tests, group_figures, read_links

from luoshi.records import KINDS
from luoshi_linyi import CITY

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_page_is_what_the_code_prints(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"


def test_every_json_that_a_command_prints_is_described() -> None:
    assert "not described yet" not in PAGES["commands.md"](), "add its shape to print_commands.py"


def test_every_command_record_kind_and_figure_is_documented() -> None:
    headings = {
        name: re.findall(r"^#+ (.*)$", (FOLDER / name).read_text(encoding="utf-8"), re.MULTILINE) for name in PAGES
    }
    commands = [name for name, _ in find_commands()]
    assert commands
    assert [name for name in commands if f"luoshi {name}" not in headings["commands.md"]] == []
    assert [kind for kind in KINDS if f"{kind} {KINDS[kind].zh}" not in headings["record-kinds.md"]] == []
    assert [figure.id for figure in CITY.figures if figure.id not in headings["figures.md"]] == []


def test_every_command_and_option_says_what_it_is() -> None:
    silent = [
        f"{name} {parameter.name}"
        for name, command in find_commands()
        for parameter in command.params
        if not command.help or not parameter.help
    ]
    assert silent == []


def test_json_shapes_are_of_commands_that_there_are() -> None:
    assert set(SHAPES) - {name for name, _ in find_commands()} == set()


def test_table_of_programmes_claims_nothing_that_is_not_there() -> None:
    programmes = group_figures()
    links = read_links()
    assert set(links) - set(programmes) == set()
    claimed = [path for link in links.values() for path in link.values()]
    claimed += [path for figures in programmes.values() for path in find_tests(figures)]
    assert [path for path in claimed if not (ROOT / path).exists()] == []
    assert [kind for figures in programmes.values() for kind in find_kinds(figures) if kind not in KINDS] == []


def test_relative_links_of_the_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


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
