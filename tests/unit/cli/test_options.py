"""Options that several commands share: what is refused before any work is done."""

from pathlib import Path

import pytest

from luoshi.cli.options import validate_out
from luoshi.errors import UserFault


def test_folder_is_refused_as_the_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as refused:
        validate_out(tmp_path)
    assert refused.value.code == "cli.out_is_folder"


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFault) as refused:
        validate_out(tmp_path / "none" / "results.csv")
    assert str(tmp_path / "none") in refused.value.say("en")


def test_file_in_a_folder_that_is_there_may_be_written(tmp_path: Path) -> None:
    validate_out(tmp_path / "results.csv")
    validate_out(None)
