"""Taking filled forms in: every row accounted for, nothing twice, and a city not known while a unit is missing."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from luoshi.errors import UserFault
from luoshi.periods import Period
from luoshi.records import Book, verify_log
from luoshi.returns import Fate
from luoshi.runs import CountRequest, NewBook, count_book, get_returns_status, import_returns

YEAR = CountRequest((Period.parse("2021"),))
Fill = Callable[..., Path]


def _count(started: NewBook) -> dict[str, Fraction | None]:
    return {result.figure: result.value for result in count_book(started.path, YEAR)}


def test_city_is_the_sum_once_every_unit_has_handed_in(started: NewBook, fill: Fill) -> None:
    import_returns(started.path, [fill(0)])
    assert set(_count(started).values()) == {None}
    import_returns(started.path, [fill(1, D8=3, D9="99.5", D10=27, E10=30)])
    assert _count(started) == {"wells": 15, "paid": 1300, "rate": Fraction(75, 80)}
    verify_log(Book.open(started.path))


def test_nothing_is_zero_and_not_known_is_not(started: NewBook, fill: Fill) -> None:
    import_returns(started.path, [fill(0, D8="无", D9="不详"), fill(1)])
    assert _count(started)["wells"] == 12
    assert _count(started)["paid"] is None
    status = get_returns_status(started.path)
    east = status.units[0]
    assert (east.asked, east.stated, east.not_known, east.missing) == (3, 2, 1, 0)
    assert [unit.name for unit in status.waiting["paid"]] == ["东禾县"]


def test_empty_cell_is_not_handed_in_yet(started: NewBook, fill: Fill) -> None:
    [(receipt, _)] = import_returns(started.path, [fill(0, D8=None)])
    assert receipt.count(Fate.EMPTY) == 1
    assert get_returns_status(started.path).units[0].missing == 1
    [(later, _)] = import_returns(started.path, [fill(0)])
    assert (later.count(Fate.STATED), later.count(Fate.SAME)) == (1, 2)


def test_county_in_which_nobody_was_concerned_still_adds_up(started: NewBook, fill: Fill) -> None:
    import_returns(started.path, [fill(0), fill(1, D10="无", E10="无")])
    assert _count(started)["rate"] == Fraction(48, 50)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"D8": "about ten"}, "no number"),
        ({"D8": -1}, "negative"),
        ({"D8": 1.5}, "too many decimals"),
        ({"D9": "0.001"}, "too many decimals"),
        ({"E8": 5}, "no rate"),
        ({"E10": None}, "no number"),
        ({"E10": 0}, "denominator"),
        ({"A8": "well"}, "no figure"),
        ({"C8": "person"}, "unit"),
        ({"F8": None}, "department"),
        ({"A9": "wells", "C9": "facility"}, "twice"),
        ({"D8": "1e400"}, "too large"),
    ],
)
def test_row_that_cannot_be_used_is_sent_back_with_its_reason(
    started: NewBook, fill: Fill, cells: dict[str, object], said: str
) -> None:
    [(receipt, written)] = import_returns(started.path, [fill(0, **cells)])
    (bad,) = (row for row in receipt.rows if row.fate is Fate.SENT_BACK)
    assert said in bad.say("en")
    assert len(receipt.rows) == sum(receipt.count(fate) for fate in Fate) == 3
    sheet = openpyxl.load_workbook(receipt.sent_back or "").active
    assert sheet is not None
    assert said in str(sheet.cell(2, sheet.max_column).value)
    assert bad.say("zh") in written.read_text(encoding="utf-8")


def test_same_file_again_changes_nothing(started: NewBook, fill: Fill) -> None:
    path = fill(0)
    [(first, _)] = import_returns(started.path, [path])
    [(again, _)] = import_returns(started.path, [path])
    assert again.count(Fate.SAME) == 3
    assert again.position == first.position == Book.open(started.path).snapshot().version


def test_another_value_is_sent_back_unless_it_is_a_correction(started: NewBook, fill: Fill) -> None:
    import_returns(started.path, [fill(0), fill(1)])
    [(refused, _)] = import_returns(started.path, [fill(0, D8=13)])
    assert (refused.count(Fate.SENT_BACK), refused.count(Fate.SAME)) == (1, 2)
    assert _count(started)["wells"] == 24
    [(taken, _)] = import_returns(started.path, [fill(0, D8=13)], correction=True)
    assert (taken.count(Fate.STATED), taken.replaced) == (1, 1)
    assert _count(started)["wells"] == 25


def test_signer_stays_in_the_workbook(started: NewBook, fill: Fill) -> None:
    import_returns(started.path, [fill(0, C4="欧阳静姝", D8="about ten")])
    for path in started.path.rglob("*"):
        if path.is_file() and path.suffix != ".xlsx":
            assert "欧阳静姝".encode() not in path.read_bytes()


def test_folder_that_is_no_city_is_refused(tmp_path: Path, started: NewBook) -> None:
    text = (started.path / "city" / "city.toml").read_text(encoding="utf-8")
    (started.path / "city" / "city.toml").write_text(text.replace('owner = "市水利局"', 'owner = "n/a"', 1), "utf-8")
    with pytest.raises(UserFault, match=r"wells.*owner"):
        count_book(started.path, YEAR)


def test_receipt_of_the_first_time_survives_the_same_form_again(started: NewBook, fill: Fill) -> None:
    form = fill(0)
    [(_, path)] = import_returns(started.path, [form])
    first = path.read_bytes()
    [(again, same)] = import_returns(started.path, [form])
    assert again.count(Fate.SAME) == 3
    assert (same, path.read_bytes()) == (path, first)


def test_form_again_that_meets_other_values_gets_a_receipt_of_its_own(started: NewBook, fill: Fill) -> None:
    form = fill(0)
    [(_, path)] = import_returns(started.path, [form])
    first = path.read_bytes()
    kept = form.rename(form.with_stem("first"))
    import_returns(started.path, [fill(0, D8=13)], correction=True)
    [(again, other)] = import_returns(started.path, [kept])
    assert again.count(Fate.SENT_BACK) == 1
    assert other != path
    assert path.read_bytes() == first


def test_file_that_is_no_workbook_is_refused_in_one_line(started: NewBook, tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.xlsx", tmp_path / "empty.xlsx"
    broken.write_text("not a workbook")
    empty.touch()
    with pytest.raises(UserFault) as refused:
        import_returns(started.path, [broken])
    assert "\n" not in refused.value.say("en")
    with pytest.raises(UserFault) as refused:
        import_returns(started.path, [empty])
    assert refused.value.code == "records.empty_file"
