"""Sealing what a book counts to: who signs, and what is said where somebody signed before."""

from pathlib import Path

import pytest

from luoshi.errors import UserFault
from luoshi.periods import Period, SystemClock
from luoshi.releases import Release, load_signer, make_key
from luoshi.runs import create_release, start_book

CITY = """
name = "qinghe"
name_zh = "青禾市"
name_en = "Qinghe"
code = "990100"

[[figure]]
id = "wells"
programme = "water"
name_zh = "打井"
name_en = "wells dug"
unit = "facility"
behaviour = "flow"
scope_zh = "口径"
scope_en = "scope"
owner = "市水利局"
basis = "invented"
"""
AREAS = "code,name,parent\n990100,青禾市,\n990101,东禾县,990100\n990101001,东一镇,990101\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "qinghe"
    folder.mkdir()
    (folder / "city.toml").write_text(CITY, encoding="utf-8")
    (folder / "areas.csv").write_text(AREAS, encoding="utf-8")
    return start_book(tmp_path / "book", str(folder), 2021).path


def _create(book: Path, key: Path) -> Release:
    if not key.exists():
        make_key(key)
    return create_release(
        book, Period.parse("2021"), signer=load_signer(key, book=book, environment={}), clock=SystemClock()
    )


def test_same_results_again_return_the_release_that_stands(book: Path, tmp_path: Path) -> None:
    first = _create(book, tmp_path / "key.pem")
    assert _create(book, tmp_path / "key.pem").manifest.content == first.manifest.content


def test_key_that_signed_nothing_is_not_said_to_have_signed(book: Path, tmp_path: Path) -> None:
    first = _create(book, tmp_path / "key.pem")
    with pytest.raises(UserFault) as refused:
        _create(book, tmp_path / "other.pem")
    said = refused.value.say("en")
    assert f"{first.id} holds the same results and stands signed by the key {first.manifest.key}" in said
