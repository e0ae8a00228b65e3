from datetime import date
from pathlib import Path

import pytest

from luoshi.errors import UserFault
from luoshi.policy import (
    Parameter,
    ParameterBook,
    Version,
    load_parameters,
    parameters_from_json,
    parameters_to_json,
)

GOOD = """
amount:
  unit: yuan
  versions:
    - {value: 100, in_force: 2020-01-01, known: 2020-01-01, area: "371300", source: a notice, mark: sourced}
    - {value: 150, in_force: 2021-07-01, known: 2021-07-03, area: "371300", source: a notice, mark: assumed}
list:
  unit: disease
  versions:
    - {value: [a], in_force: 2020-01-01, known: 2020-01-01, area: "371300", source: a notice, mark: sourced}
    - {value: [b, c], in_force: 2021-01-01, known: 2021-01-01, area: "371300", source: a notice, mark: sourced}
"""


def load(folder: Path, text: str) -> ParameterBook:
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return load_parameters(folder)


def version(value: int | tuple[str, ...] = 100, in_force: date = date(2020, 1, 1)) -> Version:
    return Version(value, in_force, in_force, "371300", "a notice", "sourced")


def test_value_is_that_in_force_on_the_day(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    assert book.get_value("amount", date(2021, 6, 30)) == 100
    assert book.get_value("amount", date(2021, 7, 1)) == 150
    assert book.get_version("amount", date(2021, 7, 1)).known == date(2021, 7, 3)


def test_value_before_is_the_version_before(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).get_value_before("amount", date(2021, 7, 1)) == 100


def test_value_before_the_first_version_is_refused(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    with pytest.raises(UserFault, match=r"policy\.no_version"):
        book.get_value("amount", date(2019, 12, 31))
    with pytest.raises(UserFault, match=r"policy\.no_version"):
        book.get_value_before("amount", date(2021, 6, 30))


def test_entries_are_those_that_came_into_force_between_the_days(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    assert book.list_entries("list", date(2021, 1, 1), date(2021, 12, 31)) == ("b", "c")
    assert book.list_entries("list", date(2020, 1, 1), date(2021, 1, 1)) == ("a", "b", "c")


def test_amount_read_as_list_and_list_as_amount_are_refused(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    with pytest.raises(UserFault, match=r"policy\.not_a_list"):
        book.list_entries("amount", date(2021, 1, 1), date(2021, 12, 31))
    with pytest.raises(UserFault, match=r"policy\.not_an_amount"):
        book.get_value("list", date(2021, 1, 1))


def test_unknown_parameter_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="amount, list"):
        load(tmp_path, GOOD).get_value("absent", date(2021, 1, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 100", "value: 1.5"),
        ("value: 100", "value: -1"),
        ("value: 100", "value: yes"),
        ("in_force: 2020-01-01", "in_force: soon"),
        ("mark: sourced", "mark: guessed"),
        ("source: a notice", "source: ''"),
        ("unit: yuan", "units: yuan"),
    ],
)
def test_entry_with_a_fault_is_refused_with_file_and_parameter(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(UserFault, match=r"one\.yaml, parameter amount") as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert "one.yaml" in caught.value.say("zh")


def test_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"policy\.unreadable"):
        load(tmp_path, "a: [")
    with pytest.raises(UserFault, match=r"policy\.unreadable"):
        load(tmp_path, "- a")


def test_folder_without_parameters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"policy\.no_parameters"):
        load_parameters(tmp_path)


def test_versions_out_of_order_or_mixed_are_refused() -> None:
    with pytest.raises(UserFault, match=r"policy\.versions_out_of_order"):
        Parameter("a", "yuan", (version(), version()))
    with pytest.raises(UserFault, match=r"policy\.mixed_values"):
        Parameter("a", "yuan", (version(), version(("b",), date(2021, 1, 1))))


def test_parameter_defined_twice_is_refused() -> None:
    parameter = Parameter("a", "yuan", (version(),))
    with pytest.raises(UserFault, match=r"policy\.parameter_twice"):
        ParameterBook((parameter, parameter))


def test_parameters_written_as_json_come_back_the_same(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    assert parameters_from_json(parameters_to_json(book)) == book


def area_version(value: int, in_force: date, area: str) -> Version:
    return Version(value, in_force, in_force, area, "a notice", "sourced")


def test_version_of_a_rate_area_holds_there_and_nowhere_else() -> None:
    first, later = date(2018, 9, 1), date(2020, 7, 1)
    parameter = Parameter(
        "a",
        "yuan",
        (
            area_version(520, first, "districts"),
            area_version(500, first, "counties"),
            area_version(600, later, "371300"),
        ),
    )
    book = ParameterBook((parameter,))
    assert book.get_version("a", first, "districts").value == 520
    assert book.get_version("a", first, "counties").value == 500
    with pytest.raises(UserFault, match=r"policy\.no_version"):
        book.get_version("a", first)
    # A later notice for the whole city takes the place of those of the rate areas.
    assert book.get_version("a", later, "districts").value == 600
    assert parameters_from_json(parameters_to_json(book)) == book


def test_version_of_a_rate_area_goes_before_a_citywide_one_of_the_same_day() -> None:
    day = date(2021, 1, 1)
    book = ParameterBook((Parameter("a", "yuan", (area_version(1, day, "x"), area_version(2, day, "371300"))),))
    assert book.get_version("a", day, "x").value == 1
    assert book.get_value("a", day) == 2


def test_value_before_leaves_out_the_versions_of_rate_areas() -> None:
    days = date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1)
    areas = "371300", "x", "371300"
    versions = tuple(area_version(at, day, area) for at, (day, area) in enumerate(zip(days, areas, strict=True)))
    assert ParameterBook((Parameter("a", "yuan", versions),)).get_value_before("a", days[2]) == 0


def test_book_as_known_on_a_day_leaves_out_later_notices(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    assert book.as_known(date(2021, 7, 2)).get_value("amount", date(2021, 7, 1)) == 100
    assert book.as_known(date(2021, 7, 3)).get_value("amount", date(2021, 7, 1)) == 150
    with pytest.raises(UserFault, match=r"policy\.unknown_parameter"):
        book.as_known(date(2019, 1, 1)).get_value("amount", date(2021, 7, 1))
