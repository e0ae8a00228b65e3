"""Accounts, amounts, villages and other departments' files: both sides of every threshold."""

from datetime import date
from typing import Any

import pytest
from payments_builders import LANSHAN, OTHER_VILLAGE, VILLAGE, YINAN, list_codes, make_case, make_id

from luoshi.delivery.payments.checks import check_accounts, check_amounts, check_others, check_villages

AUGUST = 2021 * 12 + 7


def test_account_of_two_persons_is_a_lead_and_two_lines_of_one_person_are_not() -> None:
    one, two = make_id(number=1), make_id(number=2)
    lines = [
        {"id": one, "account": "6217"},
        {"id": two, "account": "6217"},
        {"id": one, "account": "6218"},
        {"id": one, "account": "6218"},
        {"id": two, "account": None},
    ]
    assert list_codes([*check_accounts(make_case(lines))]) == [(2, "account_shared"), (3, "account_shared")]


def test_account_damaged_by_a_spreadsheet_is_not_told_as_shared() -> None:
    lines = [{"account": "6.217E+18", "account_damaged": True, "id": make_id(number=n)} for n in (1, 2)]
    assert list_codes([*check_accounts(make_case(lines))]) == [(2, "account_damaged"), (3, "account_damaged")]


@pytest.mark.parametrize(("holder", "found"), [("王芳", []), ("王方", [(2, "account_not_payees")]), (None, [])])
def test_holder_must_be_the_payee_where_the_list_names_him(holder: str | None, found: list[Any]) -> None:
    case = make_case([{"account": "1", "name": "王芳", "account_name": holder}])
    assert list_codes([*check_accounts(case)]) == found


def is_off(benefit: str, month: str = "2021-09", **line: Any) -> bool:
    found = list_codes([*check_amounts(make_case([line], benefit=benefit, month=month))])
    assert found in ([], [(2, "amount_off_standard")])
    return bool(found)


@pytest.mark.parametrize(
    ("born", "fen", "off"),
    [
        (date(1950, 1, 1), 8000, False),
        (date(1950, 1, 1), 8001, True),
        (date(1950, 1, 1), 16000, False),
        (date(1950, 1, 1), 10000, True),
        (date(1941, 9, 30), 10000, False),
        (date(1941, 10, 1), 10000, True),
        (date(1931, 9, 30), 20000, False),
        (date(1931, 10, 1), 20000, True),
        (None, 10000, False),
        (None, 10100, True),
    ],
)
def test_elders_are_paid_by_their_band_of_age(born: date | None, fen: int, *, off: bool) -> None:
    assert is_off("poor_elder", born=born, amount=fen) is off


@pytest.mark.parametrize(
    ("month", "fen", "off"),
    [
        ("2020-12", 14000, False),
        ("2021-01", 14000, True),
        ("2021-01", 15400, False),
        ("2021-01", 12500, False),
        ("2021-01", 12600, True),
    ],
)
def test_standard_is_that_in_force_in_the_month(month: str, fen: int, *, off: bool) -> None:
    assert is_off("disability_living", month, amount=fen) is off


@pytest.mark.parametrize(("fen", "off"), [(29999, True), (30000, False), (50000, False)])
def test_longevity_subsidy_has_a_floor(fen: int, *, off: bool) -> None:
    assert is_off("longevity", amount=fen) is off


@pytest.mark.parametrize(
    ("county", "residence", "fen", "off"),
    [
        # 2018: 520 yuan in the districts, 500 in the counties, and 5 % of margin.
        (LANSHAN, "urban", 54600, False),
        (LANSHAN, "urban", 54601, True),
        (YINAN, "urban", 52500, False),
        (YINAN, "urban", 52501, True),
        (YINAN, "rural", 36750, False),
        (YINAN, "rural", 36751, True),
        (YINAN, None, 52500, False),
    ],
)
def test_dibao_is_judged_by_the_standard_of_its_rate_area(
    county: int, residence: str | None, fen: int, *, off: bool
) -> None:
    line = {"county": county, "residence": residence, "persons": 1, "amount": fen}
    assert is_off("dibao", "2019-03", **line) is off
    assert is_off("dibao", "2019-03", **{**line, "persons": 2, "amount": 2 * fen}) is off


@pytest.mark.parametrize(("fen", "off"), [(69300, False), (69301, True)])
def test_later_value_of_the_whole_city_takes_the_place_of_a_rate_areas(fen: int, *, off: bool) -> None:
    assert is_off("dibao", county=LANSHAN, residence="urban", persons=1, amount=fen) is off


def test_households_without_their_number_of_persons_are_not_judged() -> None:
    assert not is_off("dibao", county=LANSHAN, amount=999_999)


def test_tekun_may_have_care_on_top_and_no_more() -> None:
    assert not is_off("tekun", residence="urban", amount=(99000 + 77000) * 105 // 100)
    assert is_off("tekun", residence="urban", amount=(99000 + 77000) * 105 // 100 + 1)


def test_amount_that_is_none_is_told() -> None:
    assert list_codes([*check_amounts(make_case([{"amount_unreadable": True}]))]) == [(2, "amount_unreadable")]


def jump(before: int, now: int) -> list[tuple[int, str]]:
    """Return the leads of a village of `before` payees in August, all of whom stay, and `now` in September."""
    paid = [{"person": row, "village": VILLAGE, "month": AUGUST} for row in range(2, 2 + before)]
    paid += [{"person": row, "village": OTHER_VILLAGE, "month": AUGUST} for row in range(900, 910)]
    lines = [{"village": VILLAGE, "id": make_id(number=n)} for n in range(1, now + 1)]
    return list_codes([*check_villages(make_case(lines, paid=paid))])


@pytest.mark.parametrize(
    ("before", "now", "leads"), [(10, 14, 0), (10, 15, 5), (11, 16, 0), (12, 18, 6), (0, 5, 5), (0, 4, 0), (20, 10, 0)]
)
def test_village_jumps_by_five_persons_and_half_and_only_new_payees_are_asked_about(
    before: int, now: int, leads: int
) -> None:
    assert jump(before, now) == [(row, "village_jump") for row in range(2 + before, 2 + now)][: leads or 0]


@pytest.mark.parametrize(("listed", "leads"), [(20, 20), (21, 0)])
def test_no_village_jumps_where_the_book_has_less_than_half_of_the_list(listed: int, leads: int) -> None:
    paid = [{"person": row, "village": OTHER_VILLAGE, "month": AUGUST} for row in range(900, 910)]
    lines = [{"village": VILLAGE, "id": make_id(number=n)} for n in range(1, listed + 1)]
    assert len([*check_villages(make_case(lines, paid=paid))]) == leads


def test_no_village_jumps_where_the_book_has_no_month_before() -> None:
    lines = [{"village": VILLAGE, "id": make_id(number=n)} for n in range(1, 30)]
    assert not [*check_villages(make_case(lines))]


@pytest.mark.parametrize(("name", "allowed"), [("vehicles", 0), ("houses", 1), ("businesses", 0), ("prison", 0)])
def test_household_may_have_what_the_rules_allow_and_no_more(name: str, allowed: int) -> None:
    one = make_id()
    for entries in (allowed, allowed + 1):
        others = {name: [{"id": one}] * entries}
        found = list_codes([*check_others(make_case([{"id": one}], benefit="dibao", others=others))])
        assert found == ([(2, f"against_{name}")] if entries > allowed else [])


def test_entries_of_a_household_are_counted_together_and_all_its_lines_are_told() -> None:
    one, two, three = (make_id(number=n) for n in (1, 2, 3))
    lines = [{"id": one, "household": "7"}, {"id": two, "household": "7"}, {"id": three, "household": "8"}]
    others = {"houses": [{"id": one}, {"id": two}, {"id": three}]}
    found = list_codes([*check_others(make_case(lines, benefit="dibao", others=others))])
    assert found == [(2, "against_houses"), (3, "against_houses")]


def test_file_that_means_nothing_for_the_benefit_gives_no_lead() -> None:
    one = make_id()
    assert not [*check_others(make_case([{"id": one}], benefit="longevity", others={"vehicles": [{"id": one}]}))]
