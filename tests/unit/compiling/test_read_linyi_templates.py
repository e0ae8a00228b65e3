from pathlib import Path

import pytest

from luoshi.bulletins.compiling import Slot, find_form, read_template
from luoshi.errors import Language

TEMPLATES = Path(__file__).parents[3] / "luoshi_linyi" / "templates"


def read_slots(language: Language) -> list[Slot]:
    name = f"bulletin.{language}.txt"
    blocks = read_template((TEMPLATES / name).read_text(encoding="utf-8"), name=name)
    return [part for block in blocks for part in block.parts if isinstance(part, Slot)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_slot_of_linyis_template_asks_for_a_known_form(language: Language) -> None:
    assert [slot for slot in read_slots(language) if find_form(slot.form, language) is None] == []


def test_linyis_two_templates_print_the_same_figures() -> None:
    chinese, english = read_slots("zh"), read_slots("en")
    assert {slot.figure for slot in chinese} == {slot.figure for slot in english}
    assert len({slot.figure for slot in english}) == 125
