import json
from collections import Counter
from datetime import date

import polars as pl
import pytest

from luoshi.errors import UserFault
from luoshi_linyi.areas import load_linyi_areas, read_county_map


@pytest.fixture(scope="module")
def areas():
    return load_linyi_areas()


def test_linyi_trees_have_the_known_numbers_of_areas(areas):
    levels = ("city", "county", "township", "village")
    assert [len(areas.legal.at_level(level)) for level in levels] == [1, 12, 156, 4186]
    assert [len(areas.reporting.at_level(level)) for level in levels] == [1, 13, 156, 4186]


def test_linyi_reporting_counties_have_the_villages_that_the_source_counts(areas):
    counts = areas.reporting.ancestors_table().filter(pl.col("village") > 0)["county"].value_counts()
    found = {number // 10**6: count for number, count in counts.iter_rows()}
    assert found == {
        371302: 359, 371311: 155, 371312: 302, 371321: 305, 371322: 125, 371323: 386, 371324: 609,
        371325: 415, 371326: 575, 371327: 275, 371328: 375, 371329: 266, 371371: 39,
    }  # fmt: skip


def test_linyi_zone_townships_lie_in_their_legal_counties(areas):
    assert areas.legal.ancestors("371371001")[0].name == "罗庄区"
    assert areas.legal.ancestors("371371100")[0].name == "兰山区"
    assert areas.reporting.ancestors("371371100")[0].name == "高新区"


def test_linyi_zone_asked_as_a_legal_area_names_both_counties(areas):
    with pytest.raises(UserFault) as fault:
        areas.legal.get("371371")
    assert "371302 兰山区, 371311 罗庄区" in fault.value.say("zh")


def test_linyi_sums_over_counties_are_equal_in_both_trees(areas):
    tables = [tree.ancestors_table() for tree in (areas.legal, areas.reporting)]
    # One record at every number below the city, thirteen county platforms among them.
    sums = [table.filter(pl.col("county") > 0).group_by("county").len()["len"].sum() for table in tables]
    assert sums[0] == sums[1] == 13 + 156 + 4186
    assert tables[0]["number"].to_list() == tables[1]["number"].to_list()
    counties = [dict(zip(table["number"], table["county"], strict=True)) for table in tables]
    moved = {number for number in counties[0] if counties[0][number] != counties[1][number]}
    assert {number // 10**6 for number in moved} == {371371}


def test_linyi_record_of_the_zone_alone_is_counted_once_in_its_seat(areas):
    assert areas.legal.place(371371000000).code == "371311"
    assert areas.reporting.place(371371000000).code == "371371"


def test_linyi_join_by_name_is_complete_where_twenty_codes_name_other_places(areas):
    partners = areas.civil_affairs
    assert len(partners) == len({partner.code for partner in partners.values()}) == 156
    civil_names = {partner.code: (partner.county, partner.name) for partner in partners.values()}
    ours = {town.code: (town.parent, town.name) for town in areas.legal.at_level("township")}
    misleading = [code for code in ours.keys() & civil_names.keys() if ours[code][1] != civil_names[code][1]]
    assert len(misleading) == 20


def test_linyi_crosswalk_renames_one_township_only(areas):
    ours = {town.code: town.name for town in areas.legal.at_level("township")}
    renamed = {(ours[code], partner.name) for code, partner in areas.civil_affairs.items()}
    assert {pair for pair in renamed if pair[0] != pair[1]} == {("梅家埠街道", "梅埠街道")}


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("371324", 2013, "苍山县"),
        ("371324", 2014, "兰陵县"),
        ("371324", 2021, "兰陵县"),
        ("372823", 1990, "苍山县"),
        ("372801", 1990, "临沂市"),
        ("371302", 2021, "兰山区"),
        ("372800", 1990, "临沂地区"),
    ],
)
def test_linyi_area_of_a_year_has_the_name_of_that_year(areas, code, year, name):
    assert areas.history.name_at(code, date(year, 6, 30)) == name


@pytest.mark.parametrize(("code", "year"), [("371302", 1993), ("372801", 1994), ("371324", 1990)])
def test_linyi_code_out_of_its_years_is_refused(areas, code, year):
    with pytest.raises(UserFault) as fault:
        areas.history.name_at(code, date(year, 6, 30))
    assert fault.value.code == "areas.not_in_force"
    assert code in fault.value.say("zh")


@pytest.mark.parametrize(
    ("old", "year", "code"),
    [
        ("372801", 2021, "371302"),
        ("372821", 2021, "371302"),
        ("372821", 1990, "372801"),
        ("372823", 2021, "371324"),
        ("371324", 2021, "371324"),
        ("371302", 1990, "371302"),
    ],
)
def test_linyi_old_code_leads_to_the_code_of_the_day(areas, old, year, code):
    assert areas.history.code_at(old, date(year, 6, 30)) == code


def test_linyi_divided_city_leads_to_its_three_districts(areas):
    assert areas.history.codes_at("372801", date(2021, 1, 1)) == ("371302", "371311", "371312")


def test_linyi_village_names_repeat_and_a_county_narrows_them(areas):
    names = Counter(village.name for village in areas.legal.at_level("village"))
    assert names["官庄村村民委员会"] == 12
    assert len(areas.legal.find_by_name("官庄村村民委员会", "371300")) == 12
    assert 0 < len(areas.legal.find_by_name("官庄村", "371324")) < 12


def test_linyi_unverified_zones_are_switched_off_and_name_real_townships(areas):
    unverified = [zone for zone in areas.zones if not zone.verified]
    assert len(unverified) == 3
    assert not any(zone.enabled for zone in unverified)
    names = {areas.legal.get(code).name for zone in unverified for code in zone.townships}
    assert names == {
        "芝麻墩街道", "梅家埠街道", "朝阳街道", "凤凰岭街道", "坪上镇", "壮岗镇", "团林镇", "朱芦镇",
    }  # fmt: skip


def test_linyi_map_has_the_twelve_legal_counties(areas):
    drawn = {feature["properties"]["code"] for feature in json.loads(read_county_map())["features"]}
    assert drawn == {county.code for county in areas.legal.at_level("county")}


def test_linyi_version_names_the_sources(areas):
    assert areas.version.startswith("nbs2023-06-30+mca2025-12-31+")
    assert areas.legal.version == areas.reporting.version == areas.version
