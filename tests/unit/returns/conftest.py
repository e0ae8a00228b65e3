"""A small city of two counties, its book with forms, and a clerk who fills a form."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from luoshi.runs import NewBook, start_book

FIGURE = """
[[figure]]
id = "{id}"
programme = "water"
name_zh = "{id}"
name_en = "{id}"
unit = "{unit}"
scale = {scale}
behaviour = "{behaviour}"
scope_zh = "口径"
scope_en = "scope"
owner = "市水利局"
basis = "invented"
"""
AREAS = """code,name,parent
990100,青禾市,
990101,东禾县,990100
990102,西禾县,990100
990101001,东一镇,990101
990102001,西一镇,990102
"""


@pytest.fixture
def started(tmp_path: Path) -> NewBook:
    folder = tmp_path / "qinghe"
    folder.mkdir()
    kinds = (("wells", "facility", 1, "flow"), ("paid", "yuan", 100, "flow"), ("rate", "ratio", 1, "level"))
    figures = [FIGURE.format(id=name, unit=unit, scale=scale, behaviour=how) for name, unit, scale, how in kinds]
    head = 'name = "qinghe"\nname_zh = "青禾市"\nname_en = "Qinghe"\ncode = "990100"\n'
    (folder / "city.toml").write_text(head + "".join(figures), encoding="utf-8")
    (folder / "areas.csv").write_text(AREAS, encoding="utf-8")
    return start_book(tmp_path / "book", str(folder), 2021)


@pytest.fixture
def fill(started: NewBook, tmp_path: Path) -> Callable[..., Path]:
    """Fill the form of a county; the three rows are wells, paid and rate. `cells` overrides any cell."""

    def fill_form(county: int = 0, **cells: object) -> Path:
        workbook = openpyxl.load_workbook(started.forms[county])
        sheet = workbook["报表"]
        said = {"C4": "李某", "C5": "2022-01-05", "D8": 12, "D9": 1200.5, "D10": 48, "E10": 50, **cells}
        for cell, value in said.items():
            sheet[cell] = value
        path = tmp_path / f"filled-{county}-{len(list(tmp_path.iterdir()))}.xlsx"
        workbook.save(path)
        return path

    return fill_form
