"""A plan in outline, for a city that has none yet: the sections and programmes that its figures name."""

from collections.abc import Iterable

from luoshi.figures import Figure
from luoshi.plan.plan import Plan, Programme, Section


def derive_plan(figures: Iterable[Figure], year: int) -> Plan:
    """Return the outline, marked assumed: sections by number, programmes by id, no commitment."""
    found = dict.fromkeys((figure.section, figure.programme) for figure in figures if figure.section)
    numbers = sorted({section for section, _ in found})
    return Plan(
        year,
        assumed=True,
        sections=tuple(Section(number, f"第{number}部分", f"Section {number}") for number in numbers),
        programmes=tuple(Programme(name, section, name, name) for section, name in sorted(found)),
        commitments=(),
    )
