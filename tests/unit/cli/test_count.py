"""`luoshi count`: what is refused before a book is opened."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from luoshi.cli.app import app
from luoshi.errors import UserFault


@pytest.mark.parametrize("option", ["--level", "--tree"])
def test_all_of_it_on_a_screen_is_refused_with_the_remedy(option: str, tmp_path: Path) -> None:
    with pytest.raises(UserFault) as refused:
        CliRunner().invoke(app, ["count", "--book", str(tmp_path), option, "all"], catch_exceptions=False)
    assert "--out" in refused.value.say("en")
