"""Death, age, repeats and exclusions: both sides of every threshold and date."""

from datetime import date

import pytest
from payments_builders import LANSHAN, YINAN, list_codes, make_case, make_id

from luoshi.delivery.payments.checks import (
    check_ages,
    check_book,
    check_deaths,
    check_exclusive,
    check_numbers,
    check_repeats,
    find_missing,
)

SEPTEMBER = 2021 * 12 + 8
AUGUST = SEPTEMBER - 1


@pytest.mark.parametrize(
    ("died_on", "found"),
    [
        (date(2021, 8, 31), [(2, "paid_after_death")]),
        (date(2021, 9, 1), []),
        (date(2021, 9, 30), []),
        (date(2020, 12, 31), [(2, "paid_after_death")]),
    ],
)
def test_death_month_is_the_last_one_paid(died_on: date, found: list[tuple[int, str]]) -> None:
    assert list_codes([*check_deaths(make_case([{}], deaths=[(2, died_on)]))]) == found


@pytest.mark.parametrize(("died_on", "is_lead"), [(date(2020, 8, 31), True), (date(2020, 9, 1), False)])
def test_lump_sum_may_follow_a_death_by_a_year(died_on: date, *, is_lead: bool) -> None:
    case = make_case([{}], benefit="injury_lump_sum", deaths=[(2, died_on)])
    assert bool(list_codes([*check_deaths(case)])) is is_lead


def test_death_in_a_file_counts_with_and_without_a_day_and_the_earlier_day_holds() -> None:
    one, two, three = make_id(number=1), make_id(number=2), make_id(number=3)
    case = make_case(
        [{"id": one}, {"id": two}, {"id": three}],
        deaths=[(4, date(2021, 9, 2))],
        others={
            "deaths": [
                {"id": one},
                {"id": two, "died_on": date(2021, 9, 3)},
                {"id": three, "died_on": date(2021, 8, 2)},
            ]
        },
    )
    leads = [*check_deaths(case)]
    assert list_codes(leads) == [(2, "paid_after_death"), (4, "paid_after_death")]
    assert "deaths.csv, row 4" in leads[1].say("en")


@pytest.mark.parametrize(
    ("benefit", "born", "code"),
    [
        ("poor_elder", date(1961, 9, 30), None),
        ("poor_elder", date(1961, 10, 1), "too_young"),
        ("poor_elder", date(1921, 9, 1), None),
        ("poor_elder", date(1921, 8, 31), "too_old"),
        ("elder_allowance", date(1941, 8, 31), None),
        ("elder_allowance", date(1941, 9, 1), "too_young"),
        ("longevity", date(1921, 8, 31), None),
        ("longevity", date(1921, 9, 1), "too_young"),
        ("orphan_scattered", date(2003, 9, 1), None),
        ("orphan_scattered", date(2003, 8, 31), "too_old"),
        ("unattended_child", date(2003, 9, 1), None),
        ("unattended_child", date(2003, 8, 31), "too_old"),
        ("hardship_child", date(2003, 8, 31), "too_old"),
        ("orphan_institution", date(2003, 8, 31), "too_old"),
        ("dibao", date(1900, 1, 1), None),
    ],
)
def test_age_is_judged_on_both_sides_of_the_birthday(benefit: str, born: date, code: str | None) -> None:
    found = list_codes([*check_ages(make_case([{"born": born}], benefit=benefit))])
    assert found == ([] if code is None else [(2, code)])


def test_every_line_of_a_person_who_stands_twice_is_told_of_the_others() -> None:
    one, two = make_id(number=1), make_id(number=2)
    leads = [*check_repeats(make_case([{"id": one}, {"id": two}, {"id": one}, {"id": None}, {"id": None}]))]
    assert list_codes(leads) == [(2, "twice_on_list"), (4, "twice_on_list")]
    assert "row 4" in leads[0].say("en")


def test_twice_in_two_counties_is_told_as_both() -> None:
    one = make_id()
    case = make_case([{"id": one, "county": LANSHAN}, {"id": one, "county": YINAN}])
    assert {code for _, code in list_codes([*check_repeats(case)])} == {"twice_on_list", "paid_in_two_counties"}
    same = make_case([{"id": one, "county": LANSHAN}, {"id": one, "county": LANSHAN}])
    assert {code for _, code in list_codes([*check_repeats(same)])} == {"twice_on_list"}


def test_payment_in_the_book_is_a_lead_for_its_own_month_only() -> None:
    case = make_case([{}, {}], paid=[{"person": 2, "month": SEPTEMBER}, {"person": 3, "month": AUGUST}])
    assert list_codes([*check_book(case)]) == [(2, "already_paid")]


@pytest.mark.parametrize(("in_book", "found"), [(1, []), (2, [(2, "already_paid")])])
def test_after_payment_only_what_goes_beyond_the_list_is_a_lead(in_book: int, found: list[tuple[int, str]]) -> None:
    case = make_case([{}], paid=[{"person": 2}] * in_book, after_payment=True)
    assert list_codes([*check_book(case)]) == found


def test_benefit_given_once_in_a_lifetime_is_looked_for_in_every_earlier_month() -> None:
    paid = [{"person": 2, "month": SEPTEMBER - 20}, {"person": 3, "month": SEPTEMBER + 1}]
    case = make_case([{}, {}], benefit="two_cancers", paid=paid)
    assert list_codes([*check_book(case)]) == [(2, "already_paid")]


def test_payment_in_another_county_is_told_with_its_name() -> None:
    paid = [{"person": 2, "county": YINAN}, {"person": 3, "county": LANSHAN}]
    leads = [*check_book(make_case([{"county": LANSHAN}, {"county": LANSHAN}], paid=paid, after_payment=True))]
    assert list_codes(leads) == [(2, "paid_in_two_counties")]
    assert "沂南县" in leads[0].say("zh")


@pytest.mark.parametrize(
    ("benefit", "other"),
    [
        ("dibao", "tekun"),
        ("tekun", "dibao"),
        ("disability_living", "orphan_institution"),
        ("orphan_scattered", "disability_living"),
        ("disability_living", "tekun"),
        ("disability_nursing", "tekun"),
        ("disability_nursing", "injury_nursing"),
        ("injury_nursing", "disability_nursing"),
        ("poor_elder", "longevity"),
        ("veteran_pension", "veteran_subsidy"),
    ],
)
def test_exclusive_pair_is_found_from_either_list_and_in_its_month_only(benefit: str, other: str) -> None:
    paid = [
        {"person": 2, "benefit": other, "month": SEPTEMBER},
        {"person": 3, "benefit": other, "month": AUGUST},
    ]
    case = make_case([{}, {}], benefit=benefit, paid=paid)
    assert list_codes([*check_exclusive(case)]) == [(2, "exclusive_benefit")]


@pytest.mark.parametrize(
    ("benefit", "other"), [("disability_living", "disability_nursing"), ("disability_nursing", "orphan_scattered")]
)
def test_benefits_that_stack_are_no_lead(benefit: str, other: str) -> None:
    assert not [*check_exclusive(make_case([{}], benefit=benefit, paid=[{"person": 2, "benefit": other}]))]


@pytest.mark.parametrize(("born", "base"), [(date(1950, 1, 1), 8000), (date(1940, 1, 1), 10000)])
@pytest.mark.parametrize("more", [0, 8000])
def test_only_the_increment_of_an_elder_excludes_the_nursing_subsidy(born: date, base: int, more: int) -> None:
    paid = [{"person": 2, "benefit": "poor_elder", "amount": base + more}]
    of_nursing = make_case([{"born": born}], benefit="disability_nursing", paid=paid)
    nursing = [{"person": 2, "benefit": "disability_nursing", "amount": 13800}]
    of_elders = make_case([{"born": born, "amount": base + more}], paid=nursing)
    for case in (of_nursing, of_elders):
        assert bool(list_codes([*check_exclusive(case)])) is bool(more)


def test_exclusive_benefit_may_come_as_another_departments_list() -> None:
    one = make_id()
    case = make_case([{"id": one}], benefit="disability_nursing", others={"injury_nursing": [{"id": one}]})
    leads = [*check_exclusive(case)]
    assert list_codes(leads) == [(2, "exclusive_benefit")]
    assert "injury_nursing.csv" in leads[0].say("zh")


def test_each_problem_of_a_number_has_its_own_reason() -> None:
    problems = ["missing", "damaged", "old", "length", "characters", "birth_date", "future_birth", "check_digit"]
    codes = list_codes([*check_numbers(make_case([*({"id_problem": one} for one in problems), {}]))])
    assert codes == [(row, f"id_{problem}") for row, problem in enumerate(problems, start=2)]


def test_missing_are_those_paid_before_in_the_lists_counties_who_live() -> None:
    before = {"month": AUGUST, "county": LANSHAN, "area": LANSHAN}
    paid = [
        {**before, "person": 2},
        {**before, "person": 50},
        {**before, "person": 51},
        {**before, "person": 52},
        {**before, "person": 53, "county": YINAN},
        {**before, "person": 54, "month": SEPTEMBER},
    ]
    deaths = [(51, date(2021, 8, 31)), (52, date(2021, 9, 1))]
    case = make_case([{"county": LANSHAN}], paid=paid, deaths=deaths)
    assert find_missing(case)["person"].to_list() == [50, 52]
    assert find_missing(make_case([{}], paid=paid, deaths=deaths))["person"].to_list() == [50, 52]


def test_nobody_is_missing_from_a_list_of_single_payments() -> None:
    paid = [{"person": 50, "month": AUGUST, "county": LANSHAN}]
    assert find_missing(make_case([{"county": LANSHAN}], benefit="temporary_aid", paid=paid)).is_empty()
