"""Forms: what each unit is asked, and what a filled one may not do."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from luoshi.errors import LuoshiError, UserFault
from luoshi.runs import NewBook, get_city, import_returns, start_book


def test_form_has_every_figure_with_unit_and_department(started: NewBook) -> None:
    assert [path.name for path in started.forms] == ["990101-东禾县-2021.xlsx", "990102-西禾县-2021.xlsx"]
    sheet = openpyxl.load_workbook(started.forms[0])["报表"]
    rows = [[cell.value for cell in row] for row in sheet["A8:F10"]]
    assert [(row[0], row[2], row[5]) for row in rows] == [
        ("wells", "facility", "市水利局"),
        ("paid", "yuan", "市水利局"),
        ("rate", "ratio", "市水利局"),
    ]
    assert sheet["D8"].protection.locked is False
    assert sheet["A8"].protection.locked is True


def test_linyi_has_a_form_for_each_county_the_zone_and_the_city_itself(tmp_path: Path) -> None:
    made = start_book(tmp_path / "book", "linyi", 2021)
    codes = [path.name[:6] for path in made.forms]
    assert len(codes) == 14
    assert codes[-2:] == ["371371", "371300"]
    asked = [row[0].value for row in openpyxl.load_workbook(made.forms[-1])["报表"]["A8:A20"] if row[0].value]
    assert asked == ["plan.pledges", "linyibao.rank"]
    assert get_city("linyi").code == made.city.code


def test_book_is_not_started_in_a_folder_in_use(started: NewBook) -> None:
    with pytest.raises(UserFault, match="not empty"):
        start_book(started.path, "linyi", 2021)


def test_failed_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("luoshi.runs.starting.os.rename", fail)
    with pytest.raises(OSError, match="power cut"):
        start_book(tmp_path / "book", "linyi", 2021)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"C4": None}, "returns.not_signed"),
        ({"C5": None}, "returns.bad_signing_day"),
        ({"C5": "soon"}, "returns.bad_signing_day"),
        ({"C5": "2999-01-01"}, "returns.signed_in_future"),
        ({"D7": "数"}, "returns.not_a_form"),
        ({"C2": "990101001"}, "returns.not_a_unit"),
        ({"C2": "371302"}, "areas.unknown"),
        ({"C3": "2020"}, "returns.other_period"),
    ],
)
def test_form_that_cannot_be_used_is_refused_and_the_book_stays_as_it_was(
    started: NewBook, fill: Callable[..., Path], cells: dict[str, object], code: str
) -> None:
    good, bad = fill(1), fill(0, **cells)
    with pytest.raises(LuoshiError) as fault:
        import_returns(started.path, [good, bad])
    assert fault.value.code == code
    assert fault.value.say("zh")
    assert len(list((started.path / "log").iterdir())) == 1


def test_file_that_is_no_workbook_is_refused(started: NewBook, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_text("dear colleague", encoding="utf-8")
    with pytest.raises(UserFault, match="letter"):
        import_returns(started.path, [path])
