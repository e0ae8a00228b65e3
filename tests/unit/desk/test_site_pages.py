"""Every public page in both languages: what it says, how it may be kept, and what it refuses."""

import json
from xml.etree import ElementTree

import pytest

from luoshi.desk.shelf import get_shelf
from luoshi.records import Book

PAGES = (
    "",
    "pledges/",
    "pledges/social_assistance/",
    "figures/",
    "figures/assistance.paid/",
    "figures/jobs.unemployment/",
    "bulletins/",
    "check/",
    "releases/",
    "corrections/",
    "figures/assistance.paid/correction/",
)
MARK = "校准的合成数据"


def get_ids():
    return [release.id for release in get_shelf().list_releases()]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_page_answers_in_its_language_with_the_synthetic_mark(site, page, language) -> None:
    response = site.get(("/en/" if language == "en" else "/") + page)
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in text
    assert MARK in text
    assert "<script" not in text
    assert "style=" not in text
    assert "{%" not in text


def test_page_of_real_data_bears_no_synthetic_mark(client, db, serving, real_looking_book) -> None:
    serving(real_looking_book)
    assert MARK not in client.get("/").content.decode()


def test_language_link_leads_to_the_same_page_with_its_filter(site) -> None:
    assert 'href="/en/figures/?q=dibao"' in site.get("/figures/?q=dibao").content.decode()
    assert 'href="/figures/?q=dibao"' in site.get("/en/figures/?q=dibao").content.decode()


def test_home_says_what_the_figures_rest_on_and_who_sealed_them(site) -> None:
    text = site.get("/en/").content.decode()
    newest = get_shelf().find_newest()
    assert newest is not None
    assert newest.release.manifest.key in text
    assert "counted from records" in text
    assert "<path" in text


def test_figure_page_gives_value_definition_vintages_and_downloads(site) -> None:
    newest, oldest = get_ids()
    text = site.get("/en/figures/assistance.paid/").content.decode()
    assert "returned or held payments" in text
    assert "+1,000.00 yuan" in text
    assert f"/en/releases/{oldest}/figures/assistance.paid/" in text
    assert f"/en/releases/{newest}/figures/assistance.paid/data.xlsx" in text
    assert "luoshi trace assistance.paid" in text


def test_sealed_figure_keeps_its_own_vintage_and_says_that_it_is_older(site) -> None:
    newest, oldest = get_ids()
    values = [site.get(f"/releases/{one}/figures/assistance.paid/").content.decode() for one in (newest, oldest)]
    assert "这是较早的版本" not in values[0]
    assert "这是较早的版本" in values[1]


def test_small_counts_of_persons_are_hidden_on_page_download_and_api(site) -> None:
    release = get_ids()[0]
    page = site.get("/en/figures/assistance.recipients/").content.decode()
    assert page.count(">not published<") == 2
    rows = json.loads(site.get(f"/releases/{release}/figures/assistance.recipients/data.json").content)["rows"]
    hidden = [row for row in rows if row["state"] == "hidden"]
    assert len(hidden) == 2
    assert all(row["value"] is None and row["numerator"] is None for row in hidden)
    answer = site.get("/api/results?figure=assistance.recipients").json()
    assert sum(row["state"] == "hidden" for row in answer["items"]) == 2


def test_figures_are_found_by_words_section_and_evidence(site) -> None:
    def count(query: str) -> int:
        return site.get(f"/en/figures/?{query}").context["count"]

    everything = count("")
    assert 0 < count("q=低保") < everything
    assert count("section=5") + count("section=3") < everything
    assert count("evidence=records") + count("evidence=parameters") + count("evidence=returns") == everything
    assert count("q=nothing-of-the-kind") == 0


def test_county_table_is_sorted_as_the_address_says(site) -> None:
    rows = site.get("/figures/assistance.paid/?sort=value").context["rows"]
    values = [row.cell.value for row in rows]
    assert values == sorted(values, reverse=True)


def test_bulletin_links_each_number_to_the_vintage_it_was_compiled_from(site) -> None:
    response = site.get("/bulletins/")
    text, release = response.content.decode(), get_ids()[0]
    assert response.context["numbers"] == text.count('class="number"') > 20
    assert text.count(f'href="/releases/{release}/figures/') >= response.context["numbers"]


@pytest.mark.parametrize(
    "page",
    [
        "/nothing/",
        "/figures/no.such.figure/",
        "/releases/2021-00000000/",
        "/releases/2021-00000000/figures/assistance.paid/",
        "/pledges/no_such/",
        "/en/figures/no.such.figure/correction/",
    ],
)
def test_unknown_address_gives_the_house_page(site, page) -> None:
    response = site.get(page)
    assert response.status_code == 404
    assert ("There is no such page" if page.startswith("/en") else "没有这个页面") in response.content.decode()


def test_unchanged_page_is_answered_with_304_until_a_correction_comes(site, django_user_model) -> None:
    first = site.get("/en/figures/assistance.paid/")
    again = site.get("/en/figures/assistance.paid/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first["Cache-Control"]
    site.post("/en/figures/assistance.paid/correction/", {"text": "The March figure cannot be right."})
    changed = site.get("/en/figures/assistance.paid/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "1 request(s) wait" in changed.content.decode()


def test_book_without_a_release_says_how_to_seal_one(client, db, serving, tmp_path) -> None:
    Book.create(tmp_path / "book", city="linyi", year=2021, name="临沂市")
    serving(tmp_path / "book")
    assert "luoshi release create" in client.get("/").content.decode()
    assert client.get("/figures/").status_code == 404


def test_feed_names_releases_and_is_well_formed(site) -> None:
    feed = ElementTree.fromstring(site.get("/feed.atom").content)  # noqa: S314 - our own answer
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(get_ids())


def test_catalogue_describes_each_release_with_hashes(site) -> None:
    catalogue = json.loads(site.get("/catalogue.jsonld").content)
    assert [one["dct:identifier"] for one in catalogue["dcat:dataset"]] == get_ids()
    files = catalogue["dcat:dataset"][0]["dcat:distribution"]
    assert any("spdx:checksum" in file for file in files)


def test_health_and_robots_answer(site) -> None:
    assert site.get("/healthz").json() == {"status": "ok", "releases": 2}
    assert "Disallow: /desk/" in site.get("/robots.txt").content.decode()


def test_pages_allow_nothing_from_elsewhere_and_nothing_inline(site) -> None:
    policy = site.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
