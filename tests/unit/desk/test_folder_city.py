"""A city that is a folder of plain files, without plan, map or bulletin template, has a whole site too."""

import pytest

from luoshi.periods import Period, SystemClock
from luoshi.releases import load_signer, make_key
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
def qinghe(client, db, serving, tmp_path):
    (tmp_path / "qinghe").mkdir()
    (tmp_path / "qinghe" / "city.toml").write_text(CITY, encoding="utf-8")
    (tmp_path / "qinghe" / "areas.csv").write_text(AREAS, encoding="utf-8")
    start_book(tmp_path / "book", str(tmp_path / "qinghe"), 2021)
    make_key(tmp_path / "key.pem")
    signer = load_signer(tmp_path / "key.pem", book=tmp_path / "book", environment={})
    create_release(tmp_path / "book", Period.parse("2021"), signer=signer, clock=SystemClock())
    serving(tmp_path / "book")
    return client


@pytest.mark.parametrize(
    "page", ["", "pledges/", "pledges/water/", "figures/", "figures/wells/", "releases/", "check/"]
)
def test_page_of_a_city_without_plan_map_and_template_answers(qinghe, page) -> None:
    response = qinghe.get("/" + page)
    assert response.status_code == 200
    assert "青禾市" in response.content.decode()


def test_total_that_nobody_handed_in_is_not_known_and_not_zero(qinghe) -> None:
    assert "not known" in qinghe.get("/en/figures/wells/").content.decode()
    assert qinghe.get("/api/figures/wells").json()["value"] is None


def test_bulletin_without_a_template_says_what_to_add(qinghe) -> None:
    assert "bulletin.en.txt" in qinghe.get("/en/bulletins/").content.decode()
