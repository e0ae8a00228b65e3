from datetime import date

import pytest

from luoshi.areas import (
    Area,
    CrosswalkRow,
    Township,
    Zone,
    build_reporting_tree,
    build_tree,
    join_by_county_and_name,
    seat_zones,
)
from luoshi.errors import UserFault

AREAS = [
    Area("990100", "某市", "city", None),
    Area("990102", "甲县", "county", "990100"),
    Area("990103", "乙县", "county", "990100"),
    Area("990102001", "东镇", "township", "990102"),
    Area("990171001", "园街道", "township", "990103"),
    Area("990102001001", "北村村民委员会", "village", "990102001"),
    Area("990171001001", "北村村委会", "village", "990171001"),
]


def make_zone(**changes):
    usual = {
        "code": "990171", "name": "新区", "seat": "990102", "townships": ("990171001",), "enabled": True,
        "verified": False, "seat_assumed": True, "source": "invented",
    }  # fmt: skip
    return Zone(**(usual | changes))


def make_trees(day=date(2021, 12, 31), **changes):
    zones = [make_zone(**changes)]
    legal = build_tree("legal", "1", AREAS, seat_zones(AREAS, zones))
    return legal, build_reporting_tree(legal, zones, day)


def names(areas):
    return [area.name for area in areas]


def test_zone_takes_its_township_in_the_reporting_tree_only():
    legal, reporting = make_trees()
    assert names(legal.ancestors("990171001001")) == ["园街道", "乙县", "某市"]
    assert names(reporting.ancestors("990171001001")) == ["园街道", "新区", "某市"]
    assert names(reporting.children("990103")) == []
    assert not legal.has("990171")
    assert reporting.has("990171000000")


def test_zone_code_asked_in_the_legal_tree_names_the_counties_of_its_townships():
    legal, _ = make_trees()
    with pytest.raises(UserFault) as fault:
        legal.get("990171000000")
    assert fault.value.code == "areas.zone_is_not_legal"
    assert "990103 乙县" in fault.value.say("en")


def test_record_at_the_zone_code_is_counted_in_the_seat_or_in_the_zone():
    legal, reporting = make_trees()
    assert legal.place(990171000000).name == "甲县"
    assert reporting.place(990171000000).name == "新区"


def test_ancestors_table_has_each_number_once_and_zeros_below():
    legal, reporting = make_trees()
    rows = {row["number"]: row for row in legal.ancestors_table().to_dicts()}
    assert len(rows) == legal.ancestors_table().height == reporting.ancestors_table().height == 8
    assert rows[990171000000] == {
        "number": 990171000000, "city": 990100000000, "county": 990102000000, "township": 0, "village": 0,
    }  # fmt: skip
    assert rows[990102001001]["village"] == 990102001001


def test_unknown_code_is_refused_with_the_code_and_the_tree():
    legal, _ = make_trees()
    with pytest.raises(UserFault) as fault:
        legal.get("990109")
    assert fault.value.code == "areas.unknown"
    assert "990109" in fault.value.say("zh")
    assert "legal" in fault.value.say("en")


def test_zone_switched_off_is_known_to_neither_tree():
    for tree in make_trees(enabled=False):
        with pytest.raises(UserFault, match=r"areas\.unknown"):
            tree.place(990171000000)


@pytest.mark.parametrize("changes", [{"since": date(2022, 1, 1)}, {"until": date(2021, 12, 30)}])
def test_zone_not_in_force_on_the_day_keeps_its_seat_in_the_reporting_tree(changes):
    _, reporting = make_trees(**changes)
    assert not reporting.has("990171")
    assert reporting.place(990171000000).name == "甲县"
    assert names(reporting.children("990103")) == ["园街道"]


@pytest.mark.parametrize("changes", [{"townships": ()}, {"townships": ("990171009",)}, {"seat": "990109"}])
def test_zone_with_missing_or_unknown_areas_is_refused(changes):
    with pytest.raises(UserFault, match=r"areas\.zone_unusable"):
        make_trees(**changes)


def test_area_without_its_parent_is_refused():
    with pytest.raises(UserFault, match=r"areas\.parent_missing"):
        build_tree("legal", "1", AREAS[1:])


def test_find_by_name_gives_all_candidates_or_the_exact_one():
    legal, _ = make_trees()
    assert [a.code for a in legal.find_by_name("北村", "990100")] == ["990102001001", "990171001001"]
    assert [a.code for a in legal.find_by_name("北村村委会", "990100")] == ["990171001001"]
    assert [a.code for a in legal.find_by_name("北村", "990103")] == ["990171001001"]
    assert legal.find_by_name("南村", "990100") == ()


def test_join_with_a_township_left_over_is_refused_and_names_it():
    ours, theirs = [Township("1", "梅家埠", "9")], [Township("2", "梅埠", "9")]
    with pytest.raises(UserFault) as fault:
        join_by_county_and_name(ours, theirs, [])
    assert "梅家埠" in fault.value.say("zh")
    assert join_by_county_and_name(ours, theirs, [CrosswalkRow("1", "9", "梅埠")]) == {"1": theirs[0]}


def test_join_of_two_townships_of_one_name_is_refused():
    twins = [Township("1", "东镇", "9"), Township("2", "东镇", "9")]
    with pytest.raises(UserFault, match=r"areas\.crosswalk_incomplete"):
        join_by_county_and_name(twins, twins[:1], [])
