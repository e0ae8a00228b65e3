"""The public site in Debian's Chromium: a citizen's and a journalist's way through it, axe, phone width, no script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import Server, serve

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "",
    "pledges/",
    "pledges/social_assistance/",
    "figures/",
    "figures/assistance.paid/",
    "figures/assistance.recipients/",
    "figures/jobs.unemployment/",
    "figures/assistance.paid/correction/",
    "bulletins/",
    "check/",
    "releases/",
    "corrections/",
    "nothing-here/",
)
WIDTHS = {"desktop": 1280, "phone": 360}


@pytest.fixture(scope="module")
def server(sealed_book) -> Iterator[Server]:
    with serve(sealed_book) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), "Chromium is missing: make system-packages installs Debian's"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": WIDTHS["desktop"], "height": 900})
    yield opened
    opened.close()


def find_violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    assert found["passes"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_pages_have_no_accessibility_faults_and_no_sideways_scroll(browser, server, language, width) -> None:
    page = browser.new_page(viewport={"width": WIDTHS[width], "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    faults = {}
    for path in PAGES:
        page.goto(f"{server.url}/{language}{path}")
        found = find_violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > WIDTHS[width]:
            found.append("scrolls sideways")
        if found:
            faults[path] = found
    page.close()
    assert faults == {}
    # The missing page answers 404, which the console tells; anything else would be a policy broken.
    assert [one for one in complaints if "404" not in one] == []


def test_citizen_finds_a_figure_and_its_definition_on_a_phone(browser, server) -> None:
    page = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 740}, locale="zh-CN")
    page.goto(server.url + "/")
    expect(page.get_by_role("note")).to_contain_text("校准的合成数据")
    page.get_by_role("link", name="指标", exact=True).click()
    page.get_by_label("名称、部门或编号").fill("救助资金")
    page.get_by_role("button", name="查找").click()
    assert "q=" in page.url
    page.get_by_role("link", name="发放救助资金").first.click()
    expect(page.get_by_role("heading", name="究竟统计什么")).to_be_visible()
    expect(page.locator("main")).to_contain_text("不含退回和缓发")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main")).to_contain_text("What exactly is counted")
    page.close()


def test_journalist_checks_a_text_and_follows_a_number_to_its_vintage(page, server) -> None:
    page.goto(server.url + "/en/check/")
    page.get_by_label("Text (at most").fill("期末城镇登记失业率99.99%。")
    page.get_by_role("main").get_by_role("button", name="Check").click()
    expect(page.locator(".claim-differs")).to_have_count(1)
    page.locator("table").get_by_role("link").first.click()
    page.locator("#vintages ~ p a").click()
    assert "/releases/2021-" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith("-synthetic.xlsx")


def test_file_is_checked_and_a_correction_asked_without_script(browser, server, tmp_path) -> None:
    (tmp_path / "text.txt").write_text("期末城镇登记失业率99.99%。", encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + "/check/")
    page.locator("#file").set_input_files(tmp_path / "text.txt")
    page.locator("main button").click()
    expect(page.locator(".claim-differs")).to_have_count(1)
    page.goto(server.url + "/figures/assistance.paid/")
    page.get_by_role("link", name="申请更正").click()
    page.locator("#text").fill("三月的数字不对，请核实。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading")).to_contain_text("已收到")
    context.close()


def test_bulletins_numbers_lead_to_their_figures(page, server) -> None:
    page.goto(server.url + "/bulletins/")
    number = page.locator("a.number").first
    title = number.get_attribute("title")
    number.click()
    assert title is not None
    expect(page.locator("h1")).to_contain_text(title.split(" · ")[0])


def test_county_table_is_sorted_by_its_heads(page, server) -> None:
    page.goto(server.url + "/en/figures/assistance.paid/")
    page.locator("#counties ~ .split thead a").nth(1).click()
    shown = page.locator("#counties ~ .split tbody td").all_inner_texts()
    values = [float(text.replace(",", "")) for text in shown]
    assert values == sorted(values, reverse=True)


def test_keyboard_reaches_the_content_first(page, server) -> None:
    page.goto(server.url + "/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
