"""Each consistency check finds what it is for, says it in both languages, and keeps quiet otherwise."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from luoshi.areas import AreaCode, AreaTree
from luoshi.areas.tree import Area, build_tree
from luoshi.figures import Behaviour, Evidence, Figure, Rate, Result
from luoshi.figures.checks import (
    Lead,
    VintageResults,
    check_area_sums,
    check_falls,
    check_parts,
    check_ranges,
    check_returns,
    check_vintage,
    check_vintages,
)
from luoshi.periods import Period
from luoshi.query import Happens, Holds, Rows, Since

YEAR = Period.parse("2021")
SEPTEMBER = Period.parse("2021-01..2021-09")
CITY = "371300"


def build_figure(name: str, **changes: object) -> Figure:
    words = dict.fromkeys(("programme", "name_zh", "name_en", "scope_zh", "scope_en"), "projects")
    fields: dict[str, object] = {
        **words,
        **dict.fromkeys(("milestone", "owner", "basis"), "none"),
        "section": 1,
        "unit": "project",
        "words": ("projects",),
        "behaviour": Behaviour.FLOW,
        "expression": Rows("project", Happens("day")),
    }
    return Figure(id=name, **{**fields, **changes})  # type: ignore[arg-type]


def build_result(
    figure: str, value: int | None, *, area: str = CITY, period: Period = YEAR, **changes: object
) -> Result:
    exact = None if value is None else Fraction(value)
    result = Result(figure, area, period, exact, value, None, "project", Evidence.RECORDS, 1)
    return replace(result, **changes)  # type: ignore[arg-type]


@pytest.fixture
def tree() -> AreaTree:
    city = Area(AreaCode(CITY), "临沂市", "city", None)
    below = [Area(AreaCode(code), code, "county", city.code) for code in ("371302", "371311")]
    return build_tree("legal", "1", [city, *below])


def _name(leads: object) -> list[tuple[str, str]]:
    found = list(leads)  # type: ignore[call-overload]
    for lead in found:
        assert isinstance(lead, Lead)
        assert lead.figure in lead.say("zh")
        assert lead.figure in lead.say("en")
    return [(lead.check, lead.figure) for lead in found]


def test_part_above_its_whole_is_a_lead_and_an_equal_one_is_not() -> None:
    figures = [build_figure("all"), build_figure("some", within="all")]
    results = [build_result("all", 5), build_result("some", 6)]
    (lead,) = check_parts(figures, results)
    assert (lead.check, lead.figure, lead.found["value"], lead.found["whole_value"]) == (
        "part_exceeds_whole",
        "some",
        6,
        5,
    )
    assert _name(check_parts(figures, [build_result("all", 6), build_result("some", 6)])) == []
    assert _name(check_parts(figures, [build_result("all", None), build_result("some", 6)])) == []


def test_city_that_is_not_the_sum_of_its_counties_is_a_lead(tree: AreaTree) -> None:
    counties = [build_result("all", 2, area="371302"), build_result("all", 3, area="371311")]
    assert _name(check_area_sums([build_result("all", 5), *counties], tree)) == []
    (lead,) = check_area_sums([build_result("all", 6), *counties], tree)
    assert (lead.found["value"], lead.found["sum"], lead.found["areas"]) == (6, 5, 2)
    assert _name(check_area_sums([build_result("all", 6), counties[0]], tree)) == []
    unknown = [counties[0], build_result("all", None, area="371311")]
    assert _name(check_area_sums([build_result("all", 6), *unknown], tree)) == []


def test_rate_adds_up_by_both_its_lists(tree: AreaTree) -> None:
    def share(area: str, top: int, bottom: int) -> Result:
        return replace(build_result("share", top, area=area), denominator=bottom, value=Fraction(top, bottom))

    below = [share("371302", 1, 2), share("371311", 1, 2)]
    assert _name(check_area_sums([share(CITY, 2, 4), *below], tree)) == []
    assert _name(check_area_sums([share(CITY, 1, 2), *below], tree)) == [("area_sum_differs", "share")]
    returned = [replace(one, evidence=Evidence.RETURNS) for one in (share(CITY, 1, 2), *below)]
    assert _name(check_area_sums(returned, tree)) == []


@pytest.mark.parametrize(
    ("behaviour", "expression", "expected"),
    [
        (Behaviour.FLOW, Rows("project", Happens("day")), True),
        (Behaviour.CUMULATIVE, Rows("project", Since("day", date(2020, 1, 1))), True),
        (Behaviour.STOCK, Rows("project", Holds("day")), False),
        (Behaviour.LEVEL, Rate(Rows("project", Holds("day")), Rows("project", Holds("day"))), False),
    ],
)
def test_fall_is_a_lead_for_flow_and_cumulative_only(
    behaviour: Behaviour, expression: object, *, expected: bool
) -> None:
    figures = [build_figure("all", behaviour=behaviour, expression=expression)]
    results = [
        build_result("all", value, period=Period.parse(text))
        for text, value in (("2021", 7), ("2021-01", 3), ("2021-01..2021-09", 8), ("2021-09", 1), ("2021-Q4", 0))
    ]
    assert _name(check_falls(figures, results)) == ([("value_fell", "all")] if expected else [])
    before, after = (build_vintage(name, period, figures, results) for name, period in (("a", SEPTEMBER), ("b", YEAR)))
    lower = replace(after, results={key: one for key, one in after.results.items() if key[2] == YEAR})
    assert _name(check_vintages(before, lower)) == ([("fell_between_vintages", "all")] if expected else [])


def test_value_below_zero_and_share_above_one_are_leads() -> None:
    share = build_figure(
        "share",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(Rows("project", Holds("day")), Rows("project", Holds("day"))),
    )
    figures = [build_figure("all"), share]
    above = replace(build_result("share", 5), denominator=4, value=Fraction(5, 4))
    results = [build_result("all", -1), build_result("all", 9), above, build_result("share", 1)]
    assert _name(check_ranges(figures, results)) == [("below_zero", "all"), ("share_above_one", "share")]


def test_return_beside_records_shows_both_and_the_difference() -> None:
    counted = [build_result("all", 5), build_result("all", 4, area="371302")]
    returned = [replace(one, evidence=Evidence.RETURNS, value=Fraction(5)) for one in counted]
    (lead,) = check_returns(counted, returned)
    assert lead.to_json()["evidence"] == {"value": 4, "returned": 5, "difference": 1}
    assert (lead.area, lead.check) == ("371302", "return_differs_from_records")
    assert _name(check_returns(returned, returned)) == []


def test_whole_vintage_is_checked_by_all_checks(tree: AreaTree) -> None:
    figures = [build_figure("all"), build_figure("some", within="all")]
    results = [build_result("all", -1), build_result("some", 6)]
    returned = [replace(results[1], evidence=Evidence.RETURNS, value=Fraction(7))]
    assert [lead.check for lead in check_vintage(figures, results, tree, returned)] == [
        "part_exceeds_whole",
        "below_zero",
        "return_differs_from_records",
    ]


def build_vintage(name: str, period: Period, figures: list[Figure], results: list[Result]) -> VintageResults:
    return VintageResults(
        name, period, {one.id: one for one in figures}, {(one.figure, one.area, one.period): one for one in results}
    )


def test_more_completed_than_were_approved_in_september_is_a_lead() -> None:
    figures = [
        build_figure("approved", milestone="approved (立项)"),
        build_figure("done", milestone="completed (完工)"),
    ]
    before = build_vintage("r9", SEPTEMBER, figures, [build_result("approved", 151, period=SEPTEMBER)])
    after = build_vintage("r12", YEAR, figures, [build_result("approved", 451), build_result("done", 451)])
    (lead,) = check_vintages(before, after)
    assert lead.check == "stage_exceeds_earlier"
    assert all(word in lead.say("en") for word in ("451", "151", "2021-01..2021-09", "r9", "r12"))
    enough = build_vintage("r12", YEAR, figures, [build_result("done", 151)])
    assert check_vintages(before, enough) == ()
    assert check_vintages(after, replace(before, period=YEAR)) == ()


def test_same_period_counted_lower_in_a_later_vintage_is_a_lead() -> None:
    figures = [build_figure("all")]
    vintages = [
        build_vintage(name, YEAR, figures, [build_result("all", value)]) for name, value in (("a", 5), ("b", 4))
    ]
    assert _name(check_vintages(*vintages)) == [("fell_between_vintages", "all")]
    assert check_vintages(*reversed(vintages)) == ()


def test_changed_milestone_and_definition_are_leads_and_another_note_is_not() -> None:
    old = build_figure("all", milestone="started (开工)")
    for changes, expected in (
        ({"milestone": "completed (完工)"}, ["milestone_changed"]),
        ({"scope_en": "other projects", "unit": "site"}, ["definition_changed"]),
        ({"note": "a clearer note", "words": ("other",)}, []),
    ):
        vintages = [build_vintage(name, YEAR, [one], []) for name, one in (("a", old), ("b", replace(old, **changes)))]
        leads = check_vintages(*vintages)
        assert [lead.check for lead in leads] == expected
    (lead,) = check_vintages(build_vintage("a", YEAR, [old], []), build_vintage("b", YEAR, [], []))
    assert lead.check == "figure_gone"
    assert "a" in lead.say("zh")
