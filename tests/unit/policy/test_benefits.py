"""The rules of benefits: read from YAML, refused with file and entry, looked up by pair and rate area."""

from datetime import date
from pathlib import Path

import pytest

from luoshi.errors import UserFault
from luoshi.policy import BenefitBook, Parameter, ParameterBook, Version, find_version, load_benefits

LIMIT = "{value: 0, source: a law, mark: sourced}"
GOOD = f"""
aid:
  name_zh: 救助
  name_en: aid
  rhythm: monthly
  months_after_death: {LIMIT}
  ages: {{at_least: 60, source: a law, mark: sourced}}
  standard:
    bound: exactly
    amounts: [{{parameter: standard.aid, at_least: 60}}]
    source: a notice
    mark: assumed
  against:
    vehicles: {LIMIT}
care:
  name_zh: 护理
  name_en: care
  rhythm: occasional
  months_after_death: {LIMIT}
"""
PAIRS = "pair: {first: aid, second: care, source: a law, mark: sourced}\n"


def load(folder: Path, text: str = GOOD, pairs: str = PAIRS) -> BenefitBook:
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    (folder / "exclusive.yaml").write_text(pairs, encoding="utf-8")
    return load_benefits(folder)


def test_pair_stands_once_and_is_found_from_both_sides(tmp_path: Path) -> None:
    book = load(tmp_path)
    assert list(book.find_exclusions("aid")) == ["care"]
    assert list(book.find_exclusions("care")) == ["aid"]
    assert book.get_benefit("aid").against["vehicles"].value == 0


def test_absent_folder_has_no_benefits_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="unknown_benefit"):
        load_benefits(tmp_path / "nothing").get_benefit("aid")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mark: sourced}", "mark: heard}"),
        ("source: a law", 'source: " "'),
        ("value: 0", "value: -1"),
        ("rhythm: monthly", "rhythm: weekly"),
        ("bound: exactly", "bound: about"),
        ("name_en: aid", "title: aid"),
        ("amounts: [{parameter: standard.aid, at_least: 60}]", "amounts: [{name: standard.aid}]"),
    ],
)
def test_entry_that_is_wrong_is_refused_by_file_and_name(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(UserFault, match="bad_benefit") as fault:
        load(tmp_path, GOOD.replace(old, new))
    assert "one.yaml" in fault.value.say("zh")


def test_pair_with_an_unknown_benefit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="bad_benefit"):
        load(tmp_path, pairs=PAIRS.replace("care", "cure"))


def test_text_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="unreadable"):
        load(tmp_path, "- a\n- b\n")


def version(value: int, in_force: date, area: str = "371300") -> Version:
    return Version(value, in_force, in_force, area, "a notice", "sourced")


@pytest.mark.parametrize(
    ("area", "on", "value"),
    [
        ("districts", date(2018, 8, 31), None),
        ("districts", date(2018, 9, 1), 520),
        ("districts", date(2020, 6, 30), 520),
        ("districts", date(2020, 7, 1), 600),
        ("counties", date(2019, 1, 1), None),
        (None, date(2020, 7, 1), 600),
        ("districts", date(2021, 7, 1), 690),
    ],
)
def test_last_notice_holds_whether_of_the_rate_area_or_of_the_city(
    area: str | None, on: date, value: int | None
) -> None:
    book = ParameterBook(
        (
            Parameter(
                "s",
                "yuan",
                (
                    version(520, date(2018, 9, 1), "districts"),
                    version(600, date(2020, 7, 1)),
                    version(660, date(2021, 1, 1)),
                    version(690, date(2021, 7, 1), "districts"),
                ),
            ),
        )
    )
    found = find_version(book, "s", area, on)
    assert (None if found is None else found.value) == value
