from datetime import date

import polars as pl
import pytest
from small_rules import MONTH, NORTH, PARAMETERS, RULES, SOUTH, make_facts

from luoshi.errors import UserFault
from luoshi.policy import ParameterBook
from luoshi.policy.rules import (
    Effect,
    change_amounts,
    compare,
    decide,
    find_arrears,
    make_amount_table,
    parse_changes,
)

COUNTIES = pl.DataFrame({"area": [NORTH, SOUTH], "county": [371302000000, 371321000000]})


def ask(people: list[dict[str, object]], *written: str) -> Effect:
    facts = make_facts(*people)
    amounts = make_amount_table(RULES, PARAMETERS, MONTH)
    changed = change_amounts(amounts, parse_changes(written, RULES, PARAMETERS))
    before, after = (decide(facts, RULES, table).collect() for table in (amounts, changed))
    return compare(before, after, RULES, COUNTIES, {"fund.central": 333})


def test_higher_line_lets_people_in_and_its_cost_adds_up_in_every_cut() -> None:
    people: list[dict[str, object]] = [{}, {"income": 51_000 * 12}, {"income": 56_000 * 12}, {"area": NORTH}]
    effect = ask(people, "line.rural=+10%")
    # Two had aid and get 50 yuan more; one comes in with 40 yuan and the extra of 10; one stays out.
    assert (effect.persons_in, effect.persons_out, effect.cost) == (1, 0, 5_000 * 2 + 4_000 + 1_000)
    assert sum(row["cost"] for row in effect.by_county) == effect.cost
    assert sum(effect.by_fund.values()) == effect.cost
    assert sum(persons for persons, _ in effect.winners.values()) == 3
    assert sum(cost for _, cost in effect.winners.values()) == effect.cost
    assert effect.winners["10-50"] == (3, effect.cost)


def test_lower_line_puts_people_out_and_lets_nobody_in() -> None:
    effect = ask([{}, {"income": 49_000 * 12}], "line.rural=-5%")
    assert (effect.persons_in, effect.persons_out) == (0, 1)
    assert effect.cost == -2_500 - (1_000 + 1_000)
    assert sum(cost for _, cost in effect.losers.values()) == effect.cost


def test_several_changes_are_made_together() -> None:
    assert ask([{}], "line.rural=+30", "extra.amount=20").cost == 3_000 + 1_000


@pytest.mark.parametrize(
    ("written", "value"),
    [("=+10%", 55_000), ("=-5%", 47_500), ("=720", 72_000), ("=+30", 53_000), ("=-30.5", 46_950), ("=+0.001%", 50_001)],
)
def test_change_may_be_a_percentage_a_step_or_an_amount(written: str, value: int) -> None:
    (change,) = parse_changes([f"line.rural{written}"], RULES, PARAMETERS)
    assert change.apply(50_000) == value


def test_words_of_a_name_may_stand_in_another_order() -> None:
    (change,) = parse_changes(["rural.line=720"], RULES, PARAMETERS)
    assert change.parameter == "line.rural"


def test_unknown_parameter_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UserFault, match=r"line\.rural.*rules\.unknown_parameter"):
        parse_changes(["line.rurl=+10%"], RULES, PARAMETERS)


@pytest.mark.parametrize("written", ["line.rural", "line.rural=ten", "line.rural=10%", "line.rural=1.005"])
def test_change_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(UserFault, match=r"rules\.bad_change"):
        parse_changes([written], RULES, PARAMETERS)


def test_parameter_given_twice_or_no_change_at_all_is_refused() -> None:
    for written in (["line.rural=1", "rural.line=2"], []):
        with pytest.raises(UserFault, match=r"rules\.bad_change"):
            parse_changes(written, RULES, PARAMETERS)


def test_decisions_of_other_persons_are_not_compared() -> None:
    amounts = make_amount_table(RULES, PARAMETERS, MONTH)
    before, after = (decide(facts, RULES, amounts).collect() for facts in (make_facts({}), make_facts({}, {})))
    with pytest.raises(ValueError, match="same persons"):
        compare(before, after, RULES, COUNTIES, {"fund.central": 333})


def test_arrears_are_what_a_late_notice_adds_and_nothing_else() -> None:
    july, august = date(2021, 7, 1), date(2021, 8, 1)

    def decide_month(month: date, known: ParameterBook) -> pl.DataFrame:
        amount = 150 if known == LATE and month >= july else 142
        return pl.DataFrame({"person": [1, 2], "amount": [amount, 0]})

    class Book(ParameterBook):
        def as_known(self, on: date) -> ParameterBook:
            return LATE if on > july else EARLY

    EARLY, LATE = ParameterBook(()), PARAMETERS
    runs = {date(2021, 6, 1): date(2021, 6, 1), july: july, august: august}
    found = find_arrears(runs, decide_month, Book(()), date(2021, 9, 1))
    assert found.to_dicts() == [{"month": july, "person": 1, "before": 142, "after": 150, "arrears": 8}]
