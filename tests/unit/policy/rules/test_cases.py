from datetime import date
from pathlib import Path

import pytest
from small_rules import MONTH, NORTH, PARAMETERS, RULES, make_facts

from luoshi.errors import UserFault
from luoshi.policy.rules import (
    check_cases,
    decide,
    explain,
    find_rate_area,
    load_cases,
    load_rate_areas,
    make_amount_table,
    write_case,
)

CASE = """
- name: one
  month: 2021-06
  household: {residence: rural, area: "371321", income: 1200.12}
  members: [{born: 1950-01}]
  expect: {aid: 399.99, extra: 10}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_case_that_is_decided_as_expected_has_no_difference(tmp_path: Path) -> None:
    assert check_cases(load_cases(write(tmp_path, CASE)), RULES, PARAMETERS) == ()


def test_case_decided_otherwise_is_told_with_what_was_found(tmp_path: Path) -> None:
    (found,) = check_cases(load_cases(write(tmp_path, CASE.replace("399.99", "[poor]"))), RULES, PARAMETERS)
    assert (found.benefit, found.expected, found.found) == ("aid", "not entitled: poor", "399.99 yuan")
    (found,) = check_cases(
        load_cases(write(tmp_path, CASE.replace("1950-01", "1990-01").replace("extra: 10", ""))), RULES, PARAMETERS
    )
    assert found.found == "not entitled: weak"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("born: 1950-01", "age: 70"),
        ("income: 1200.12", "incomes: 1200"),
        ("1200.12", "1200.123"),
        ("2021-06", "June"),
        ("  expect: {aid: 399.99, extra: 10}", ""),
    ],
)
def test_case_with_a_fault_is_refused_with_file_and_name(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(UserFault, match=r"cases\.yaml, case 'one'"):
        load_cases(write(tmp_path, CASE.replace(old, new)))


def test_township_goes_before_its_county_and_other_places_have_the_citys_rates(tmp_path: Path) -> None:
    path = tmp_path / "areas.yaml"
    entry = "  {{name_zh: x, name_en: x, areas: {areas}, source: x, mark: sourced}}\n"
    path.write_text(
        "county:\n" + entry.format(areas='["371302"]') + "zone:\n" + entry.format(areas='["371302001"]'),
        encoding="utf-8",
    )
    areas = load_rate_areas(path)
    found = [find_rate_area(areas, number) for number in (371302001002, 371302002001, 371321001001)]
    assert found == ["zone", "county", "city"]
    path.write_text("a:\n" + entry.format(areas='["371302", "371302"]'), encoding="utf-8")
    with pytest.raises(UserFault, match="371302 stands in two"):
        load_rate_areas(path)


def test_written_case_is_decided_as_the_person_was_and_names_no_key_place_or_day(tmp_path: Path) -> None:
    on_his_birthday = {"income": 120_007, "birth_month": date(1961, 6, 1)}
    disabled = {"birth_month": date(1990, 2, 1), "disability": "mental", "grade": 2, "area": NORTH}
    refused = {"income": 10**9, "birth_month": date(1950, 3, 1)}
    facts = make_facts(on_his_birthday, disabled, refused)
    rows = decide(facts, RULES, make_amount_table(RULES, PARAMETERS, MONTH), told=True).collect().to_dicts()
    for row in rows:
        found = explain(row, RULES, "aid", PARAMETERS)
        text = write_case(found, [row], RULES.rate_areas)
        assert check_cases(load_cases(write(tmp_path, text)), RULES, PARAMETERS) == ()
        for hidden in (str(row["area"]), "1990-02", "1950-03", "2020-01-01", "1200.07"):
            assert hidden not in text
