"""The reference page is what the specs print, and every node has a spec."""

from dataclasses import is_dataclass

from print_reference import NODES, PAGE, print_page

from luoshi.query import nodes


def test_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == print_page(), "run python tests/spec/print_reference.py"


def test_every_node_has_a_spec() -> None:
    found = {name for name, value in vars(nodes).items() if is_dataclass(value)}
    assert {stem.replace("_", "") for _, stems in NODES for stem in stems} == {n.lower() for n in found}
