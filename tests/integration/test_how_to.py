"""The manual's pages are run as printed, and print what they say."""

from pathlib import Path

import pytest
from manual_pages import ROOT, agrees, read_commands, run_page

PAGES = sorted([*ROOT.glob("docs/how-to/*.md"), *ROOT.glob("docs/tutorial/*.md")])
# Pages of commands that need a notary, a website or another machine have no blocks to run.

pytestmark = pytest.mark.slow


def test_second_city_is_among_the_pages() -> None:
    assert "second-city.md" in {page.name for page in PAGES}


@pytest.mark.parametrize("page", [page for page in PAGES if read_commands(page)], ids=lambda page: page.name)
def test_page_runs_as_printed(page: Path, tmp_path: Path) -> None:
    ran = run_page(page, tmp_path)
    assert ran
    for command, printed in ran:
        assert command.expected is None or agrees(command, printed), f"{command.text}\n{printed}"
