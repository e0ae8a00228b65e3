from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from small_rules import AID, EXTRA, MONTH, NORTH, PARAMETERS, RULES, make_facts

from luoshi.errors import UserFault
from luoshi.policy.rules import RuleBook, Value, decide, explain, fact, make_amount_table, say_decision


def decide_people(*people: dict[str, object]) -> list[dict[str, object]]:
    amounts = make_amount_table(RULES, PARAMETERS, MONTH)
    return decide(make_facts(*people), RULES, amounts, told=True).collect().to_dicts()


def test_income_a_fen_below_the_line_is_below_and_the_line_itself_is_not() -> None:
    below, on = decide_people({"income": 50_000 * 12 - 1}, {"income": 50_000 * 12})
    assert (below["aid.entitled"], below["aid.amount"]) == (True, 1)
    assert (on["aid.entitled"], on["aid.amount"]) == (False, 0)


def test_amount_is_that_of_the_rate_area_and_residence() -> None:
    north, south = decide_people({"residence": "urban", "area": NORTH}, {"residence": "urban"})
    assert (north["line"], south["line"]) == (70_000, 60_000)


def test_mask_has_the_bit_of_each_condition_that_holds() -> None:
    old, ill, neither = decide_people(
        {},
        {"birth_month": date(1990, 1, 1), "disability": "mental", "grade": 2},
        {"birth_month": date(1990, 1, 1), "disability": "mental", "grade": 3},
    )
    # Bits: poor, old, kind, grade; grade 0 is at most 2 as well, and the way needs its kind besides.
    assert [row["aid.met"] for row in (old, ill, neither)] == [0b1011, 0b1101, 0b0101]
    assert [row["aid.entitled"] for row in (old, ill, neither)] == [True, True, False]


def test_benefit_that_needs_another_follows_it() -> None:
    has, has_not = decide_people({}, {"income": 10**9})
    assert (has["extra.amount"], has_not["extra.amount"]) == (1_000, 0)


def test_who_left_or_whose_household_ended_is_not_decided_from_that_day() -> None:
    rows = decide_people({"left_on": MONTH}, {"ended_on": MONTH}, {"left_on": date(2021, 6, 2)})
    assert [row["person"] for row in rows] == [2]


def test_rule_that_reads_what_nothing_gives_is_refused() -> None:
    wrong = replace(AID, values=(Value("x", "甲", "x", "yuan", fact("nowhere") + 1),))
    with pytest.raises(UserFault, match=r"nowhere.*rules\.bad_rule"):
        RuleBook(rules=(wrong,))
    with pytest.raises(UserFault, match=r"aid\.entitled.*rules\.bad_rule"):
        RuleBook(rules=(EXTRA, AID))


def test_refusal_names_its_reasons_and_an_entitlement_its_amount_in_both_languages() -> None:
    yes, no = decide_people({}, {"income": 10**9})
    entitled, refused = (explain(row, RULES, "aid", PARAMETERS) for row in (yes, no))
    assert "500.00元" in say_decision(entitled, "zh")
    assert "500.00 yuan" in say_decision(entitled, "en")
    assert [finding.id for finding in refused.failed] == ["poor"]
    assert "收入低" in say_decision(refused, "zh")


def test_explanation_names_the_parameter_that_was_chosen_with_its_version() -> None:
    (row,) = decide_people({"residence": "urban", "area": NORTH})
    found = explain(row, RULES, "aid", PARAMETERS)
    assert [(read.id, read.version.area) for read in found.findings[0].parameters] == [("line.urban", "north")]


def test_decisions_stand_in_the_order_of_the_facts() -> None:
    facts = make_facts(*({"income": at} for at in range(200))).reverse()
    decided = decide(facts, RULES, make_amount_table(RULES, PARAMETERS, MONTH)).collect()
    assert decided["person"].to_list() == list(range(199, -1, -1))
    assert not [name for name in decided.columns if name.startswith("@")]
    assert decided.schema["aid.amount"] == pl.Int64
