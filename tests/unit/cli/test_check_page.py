"""The page of a check: each number marked where it stands, by sign and word, with figure, value and evidence."""

from fractions import Fraction

import lxml.html
import pytest

from luoshi.bulletins.checking import check_text
from luoshi.cli.check_page import render_check
from luoshi.errors import Language
from luoshi.figures import Evidence, Result
from luoshi.periods import Period
from luoshi.runs import CheckReport
from luoshi_linyi import CITY

YEAR = Period.parse("2021")
TEXT = "民生<通报>\n全年城镇新增就业10.7万人，年末登记失业率2.5%。\n全市新增绿化面积1200亩。\n"
VALUES = {"jobs.new_urban": Fraction(107_213), "jobs.unemployment": Fraction(219, 10_000)}


def find_result(figure: str, area: str, period: Period) -> Result | None:
    value = VALUES.get(figure)
    unit = "ratio" if figure == "jobs.unemployment" else "person"
    return None if value is None else Result(figure, area, period, value, None, None, unit, Evidence.RECORDS, 1)


def make_page(language: Language, *, synthetic: bool = True) -> lxml.html.HtmlElement:
    claims = check_text(TEXT, CITY.figures, find_result, period=YEAR, area=CITY.code)
    figures = {figure.id: figure for figure in CITY.figures}
    units = {figure.id: figure.unit for figure in CITY.figures}
    report = CheckReport(tuple(claims), (), "临沂市", "2021-12-31-ab", synthetic, units, figures, {CITY.code: "临沂市"})
    page = render_check(report, TEXT, language)
    assert "http" not in page
    return lxml.html.document_fromstring(page)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["10.7万人✓相符", "2.5%≠不符", "1200亩?无依据"]),
        ("en", ["10.7万人✓agrees", "2.5%≠differs", "1200亩?no evidence"]),
    ],
)
def test_each_number_is_marked_in_the_text_by_sign_and_word(language: Language, words: list[str]) -> None:
    page = make_page(language)
    marks = page.xpath("//div[@class='text']//a")
    assert [mark.text_content() for mark in marks] == words
    assert [mark.get("class") for mark in marks] == ["agrees", "differs", "open"]
    assert page.xpath("//div[@class='text']/p")[0].text_content() == "民生<通报>"
    targets = [mark.get("href").removeprefix("#") for mark in marks]
    assert all(len(page.xpath(f"//*[@id='{target}']")) == 1 for target in targets)


def test_entry_has_figure_exact_value_area_evidence_and_release() -> None:
    (entry,) = make_page("zh").xpath("//li[@id='n1']")
    said = entry.text_content()
    for part in ("jobs.new_urban", "107,213人", "临沂市 · 2021", "据记录统计", "2021-12-31-ab", "第2行"):
        assert part in said


def test_page_lists_first_what_does_not_agree() -> None:
    page = make_page("en")
    (first,) = [one for one in page.xpath("//p") if one.text_content().startswith("Look first")]
    assert [link.get("href") for link in first.xpath("a")] == ["#n2", "#n3"]


def test_only_synthetic_data_are_called_so() -> None:
    assert make_page("zh").xpath("//p[@class='notice']")
    assert not make_page("zh", synthetic=False).xpath("//p[@class='notice']")
