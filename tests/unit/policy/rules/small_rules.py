"""A rule book of two benefits, small enough to be followed by hand: aid fills a gap, extra goes to who has aid."""

from datetime import date

import polars as pl

from luoshi.policy import Parameter, ParameterBook, Version
from luoshi.policy.rules import (
    AllOf,
    AnyOf,
    Condition,
    HouseholdRecords,
    Pick,
    RateArea,
    Relation,
    Rule,
    RuleBook,
    Value,
    build_facts,
    fact,
    make_rate_area_table,
    parameter,
)
from luoshi.records import build_schema, get_contract

MONTH = date(2021, 6, 1)
NORTH, SOUTH = 371302001000, 371321001000

AID = Rule(
    benefit="aid",
    zh="救助",
    en="aid",
    basis="a law",
    values=(
        Value("income_per_head", "人均收入", "income a head", "yuan", fact("income") // (fact("size") * 12)),
        Pick(
            "line",
            "标准",
            "line",
            ((fact("residence") == "urban", "line.urban"), (fact("residence") == "rural", "line.rural")),
        ),
    ),
    conditions=(
        Condition("poor", "收入低", "is poor", "income_per_head", Relation.BELOW, "art 1", "sourced", "line"),
        AnyOf(
            "weak",
            "年老或残疾",
            "is old or disabled",
            (
                Condition("old", "年老", "is old", "age", Relation.AT_LEAST, "art 2", "sourced", 60),
                AllOf(
                    (
                        Condition(
                            "kind", "精神", "mental", "disability", Relation.ONE_OF, "art 3", "sourced", ("mental",)
                        ),
                        Condition("grade", "一二级", "grade 1-2", "grade", Relation.AT_MOST, "art 3", "sourced", 2),
                    )
                ),
            ),
        ),
    ),
    amount=fact("line") - fact("income_per_head"),
    amount_zh="差额",
    amount_en="the gap",
    funds=(("central", "fund.central"), ("county", "")),
)
EXTRA = Rule(
    benefit="extra",
    zh="补贴",
    en="extra",
    basis="a law",
    values=(),
    conditions=(Condition("aid", "有救助", "has aid", "aid.entitled", Relation.IS, "art 4", "assumed"),),
    amount=parameter("extra.amount"),
    amount_zh="定额",
    amount_en="a fixed amount",
    funds=(("county", ""),),
)
RULES = RuleBook(rate_areas=(RateArea("north", "北", "north", ("371302",), "a notice", "sourced"),), rules=(AID, EXTRA))


def _parameter(name: str, unit: str, *values: tuple[int, str]) -> Parameter:
    day = date(2020, 1, 1)
    return Parameter(name, unit, tuple(Version(value, day, day, area, "a notice", "sourced") for value, area in values))


PARAMETERS = ParameterBook(
    (
        _parameter("line.urban", "yuan/month", (60_000, "371300"), (70_000, "north")),
        _parameter("line.rural", "yuan/month", (50_000, "371300")),
        _parameter("extra.amount", "yuan/month", (1_000, "371300")),
        _parameter("fund.central", "thousandths", (333, "371300")),
    )
)


def make_facts(*people: dict[str, object], month: date = MONTH) -> pl.LazyFrame:
    """Return facts of people, each alone in a household; a person's words override an old poor villager's."""
    households, members, incomes = [], [], []
    for at, given in enumerate(people):
        told = {
            "residence": "rural",
            "area": SOUTH,
            "income": 0,
            "birth_month": date(1950, 1, 1),
            "disability": "none",
            "grade": 0,
            "left_on": None,
            "ended_on": None,
            **given,
        }
        base = {"record": at, "household": at, "area": told["area"]}
        households.append(
            {
                **base,
                "residence": told["residence"],
                "applied_on": date(2020, 1, 1),
                "confirmed_on": date(2020, 1, 1),
                "ended_on": told["ended_on"],
            }
        )
        members.append(
            {
                **base,
                "person": at,
                "joined_on": date(2020, 1, 1),
                "left_on": told["left_on"],
                "birth_month": told["birth_month"],
                "disability": told["disability"],
                "grade": told["grade"],
                "self_care": "able",
                "obligor": "able",
                "pension": "none",
                "subsidies_from": None,
            }
        )
        incomes.append({**base, "source": "wages", "declared_on": date(2020, 1, 1), "amount": told["income"]})
    frames = [
        pl.LazyFrame(rows, schema=build_schema(get_contract(kind)))
        for kind, rows in (
            ("households", households),
            ("household_members", members),
            ("household_incomes", incomes),
            ("household_properties", []),
        )
    ]
    areas = make_rate_area_table(RULES.rate_areas, [NORTH, SOUTH]).lazy()
    return build_facts(HouseholdRecords(*frames), month, areas).sort("person")
