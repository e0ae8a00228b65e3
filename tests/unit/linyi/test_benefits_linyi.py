"""Linyi's benefits: every one that the book can hold has rules, and every rule finds what it names."""

from luoshi.records import get_contract
from luoshi_linyi import CITY

RULES = CITY.load_benefits()


def test_every_benefit_of_the_payments_has_rules() -> None:
    known = {benefit.id for benefit in RULES.benefits}
    assert known == set(get_contract("payments").get_column("benefit").allowed)


def test_standards_name_parameters_that_are_there() -> None:
    parameters = {parameter.id for parameter in CITY.load_parameters().parameters}
    named = {
        name
        for benefit in RULES.benefits
        if benefit.standard is not None
        for name in (*(amount.parameter for amount in benefit.standard.amounts), *benefit.standard.additions)
    }
    assert named
    assert named <= parameters


def test_every_county_lies_in_one_rate_area() -> None:
    counties = [area.code for area in CITY.load_areas().legal.at_level("county")]
    assert [code for code in counties if RULES.find_rate_area(code) is None] == []
    listed = [code for area in RULES.rate_areas for code in area.areas]
    assert len(set(listed)) == len(listed)


def test_versions_of_a_rate_area_name_one_that_exists() -> None:
    versions = [version for parameter in CITY.load_parameters().parameters for version in parameter.versions]
    named = {version.area for version in versions if not version.is_citywide}
    assert named == {area.id for area in RULES.rate_areas}
