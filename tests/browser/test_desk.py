"""The desk in Debian's Chromium: a clerk hands in and mends, heads send back and sign, an outsider stays outside."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import Server, serve

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a-long-enough-word"  # noqa: S105 - a test's own
PEOPLE = {
    "clerk": ("--role", "county", "--area", "371302"),
    "head": ("--role", "county", "--area", "371302", "--signs"),
    "neighbour": ("--role", "county", "--area", "371311"),
    "civil": ("--role", "lead_department", "--department", "市民政局", "--signs"),
    "office": ("--role", "pledge_office", "--signs"),
}
FORM = "/desk/returns/371302/"


def run_luoshi(*words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    command = [sys.executable, "-c", "from luoshi.cli import main; main()", *words]
    ended = subprocess.run(
        command, input=PASSWORD + "\n", env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return ended.stdout


@pytest.fixture(scope="module")
def book(sealed_book, tmp_path_factory) -> Path:
    path = Path(shutil.copytree(sealed_book, tmp_path_factory.mktemp("desk") / "book"))
    for name, options in PEOPLE.items():
        assert name in run_luoshi("desk", "user", "add", name, *options, "--book", str(path))
    return path


@pytest.fixture(scope="module")
def server(book) -> Iterator[Server]:
    with serve(book) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), "Chromium is missing: make system-packages installs Debian's"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def enter(browser, server) -> Iterator[Callable[..., Page]]:
    """Sign somebody in by keyboard alone, in a browser of their own, and give the page that they wanted."""
    opened = []

    def sign_in(name: str, path: str = "/desk/", width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 860}, locale="zh-CN")
        opened.append(context)
        page = context.new_page()
        page.goto(server.url + path)
        # The page puts the cursor into the first field; on a loaded machine it takes a moment.
        page.wait_for_function("document.activeElement.name === 'username'")
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(server.url + path)
        return page

    yield sign_in
    for context in opened:
        context.close()


def find_violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    assert found["passes"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def test_return_goes_from_clerk_to_city_and_into_the_book(enter, server, book, tmp_path) -> None:
    clerk = enter("clerk")
    clerk.get_by_role("link", name="报送报表").click()
    # A cell that cannot be used keeps the whole form on the page.
    clerk.locator("[name='value.assistance.paid']").fill("12345.67")
    clerk.locator("[name='value.assistance.recipients']").fill("about ten")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("alert")).to_contain_text("有 1 项不能用")
    expect(clerk.locator("[name='value.assistance.paid']")).to_have_value("12345.67")
    clerk.locator("[name='value.assistance.recipients']").fill("1200")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("回执：第1次报送")

    head = enter("head")
    head.get_by_role("link", name="签批报表").click()
    head.get_by_label("发放救助资金").uncheck()
    head.get_by_label("退回理由").fill("人数与名册不符")
    head.get_by_role("button", name="退回所选").click()
    expect(head.get_by_role("status")).to_contain_text("已退回 1 项")
    head.get_by_role("button", name="签批所选").click()
    expect(head.get_by_role("status")).to_contain_text("已签批 1 项")

    clerk.goto(server.url + "/desk/")
    clerk.get_by_role("link", name="修改被退回的指标").click()
    expect(clerk.locator("main")).to_contain_text("人数与名册不符")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="下载报表").click()
    path = tmp_path / "filled.xlsx"
    download.value.save_as(path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["报表"]
    sheet["C4"], sheet["C5"] = "李文员", "2022-01-05"
    cells = {row[0].value: row[3] for row in sheet.iter_rows(min_row=8)}
    assert cells["assistance.paid"].value == "12345.67"
    cells["assistance.recipients"].value = 1187
    workbook.save(path)
    clerk.locator("#file").set_input_files(path)
    clerk.get_by_role("button", name="上传并报送").click()
    expect(clerk.locator("main")).to_contain_text("已报送 1")
    expect(clerk.locator("main")).to_contain_text("与此前相同 1")

    head.goto(server.url + FORM + "sign/")
    expect(head.locator("tbody tr")).to_have_count(1)
    head.get_by_role("button", name="签批所选").click()
    for name in ("civil", "office"):
        signer = enter(name, FORM + "sign/")
        expect(signer.locator("tbody tr")).to_have_count(2)
        signer.get_by_role("button", name="签批所选").click()
        expect(signer.get_by_role("status")).to_contain_text("已签批 2 项")
    clerk.goto(server.url + FORM)
    expect(clerk.locator(".states")).to_contain_text("已签发 2")

    assert "2 hand-ins" in run_luoshi("desk", "close", "--book", str(book))
    assert "Nothing waits" in run_luoshi("desk", "close", "--book", str(book))
    clerk.goto(server.url + FORM + "receipts/2/")
    expect(clerk.locator("main")).to_contain_text("已入账")


def test_outsider_is_refused_everywhere(enter, server) -> None:
    page = enter("neighbour")
    for path in (FORM, FORM + "sign/", FORM + "workbook.xlsx", FORM + "receipts/1/", "/desk/corrections/", "/desk/no/"):
        answer = page.goto(server.url + path)
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    page.goto(server.url + "/desk/")
    page.get_by_role("button", name="退出").click()
    page.goto(server.url + FORM)
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_public_request_is_answered_at_the_desk(enter, browser, server) -> None:
    citizen = browser.new_page()
    citizen.goto(server.url + "/figures/assistance.paid/correction/")
    citizen.locator("#text").fill("三月的数字不对，请核实。")
    citizen.get_by_role("button", name="提交").click()
    page = enter("civil")
    page.get_by_role("link", name="答复更正申请").click()
    page.get_by_label("答复").fill("经核实，三月有两笔补发，数字无误。")
    page.get_by_role("button", name="答复并公开").click()
    expect(page.locator("main")).to_contain_text("已公开")
    citizen.goto(server.url + "/corrections/")
    expect(citizen.locator("main")).to_contain_text("三月有两笔补发")
    citizen.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_the_desk_have_no_accessibility_faults_and_no_sideways_scroll(enter, server, language, width) -> None:
    faults = {}
    for name, paths in {
        "clerk": ("/desk/", "/desk/returns/", FORM, FORM + "receipts/1/"),
        "office": ("/desk/", FORM + "sign/", "/desk/corrections/"),
    }.items():
        page = enter(name, "/desk/", width)
        for path in paths:
            page.goto(server.url + language + path)
            found = find_violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("scrolls sideways")
            if found:
                faults[path] = found
    page.goto(server.url + language + "/sign-in/")
    if found := find_violations(page):
        faults["/sign-in/"] = found
    assert faults == {}
