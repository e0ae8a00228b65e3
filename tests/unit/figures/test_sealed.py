"""Definitions round-trip through JSON, for every node, and nothing else is read."""

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import UserFault
from luoshi.figures import (
    Behaviour,
    Figure,
    Listed,
    Rate,
    SmallestRise,
    Standard,
    Stated,
    from_sealed,
    hash_definition,
    read_sealed,
    to_sealed,
)
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Happens,
    HasRecord,
    Holds,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Rows,
    Since,
    Timing,
    Total,
)
from luoshi.records import to_canonical_bytes

WORDS = st.text(min_size=1, max_size=4)
WHOLE = st.integers(min_value=-(2**70), max_value=2**70)
VALUES = st.one_of(WORDS, WHOLE, st.booleans(), st.dates())
LEAVES = st.one_of(
    st.builds(Everything),
    st.builds(Is, WORDS, VALUES),
    st.builds(IsIn, WORDS, st.lists(VALUES, max_size=3).map(tuple)),
    st.builds(Compares, WORDS, st.sampled_from(["<", "<=", ">", ">="]), st.one_of(WHOLE, st.dates())),
    st.builds(IsKnown, WORDS),
)


def _branches(parts: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        st.builds(HasRecord, WORDS, WORDS, parts),
        st.builds(Both, several),
        st.builds(Either, several),
        st.builds(Not, parts),
    )


PREDICATES = st.recursive(LEAVES, _branches, max_leaves=6)
TIMINGS = st.one_of(
    st.builds(Happens, WORDS),
    st.builds(InLastMonth, WORDS),
    st.builds(Holds, WORDS, st.none() | WORDS),
    st.builds(Since, WORDS, st.dates()),
)
MEASURES = st.one_of(
    st.builds(Rows, WORDS, TIMINGS, PREDICATES),
    st.builds(Total, WORDS, WORDS, TIMINGS, PREDICATES),
    st.builds(Distinct, WORDS, WORDS, TIMINGS, PREDICATES),
)
EXPRESSIONS = st.one_of(
    MEASURES,
    st.builds(Rate, MEASURES, MEASURES, st.integers(1, 1000)),
    st.builds(Standard, WORDS, st.booleans(), st.integers(1, 1000)),
    st.builds(SmallestRise, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Listed, WORDS),
    st.builds(Stated),
)

FIGURE = Figure(
    id="paid_people",
    section=1,
    programme="hardship",
    name_zh="发放人数",
    name_en="people paid",
    unit="person",
    behaviour=Behaviour.FLOW,
    expression=Distinct("payment", "person", Happens("paid"), Is("benefit", "low income")),
    scope_zh="实际到账的人",
    scope_en="people whose money arrived",
    milestone="paid",
    owner="civil affairs",
    basis="assumed",
    words=("发放", "people paid"),
    within="people",
)


def _make_figure(expression: object) -> Figure:
    flow = isinstance(getattr(expression, "timing", None), Happens)
    return replace(FIGURE, expression=expression, behaviour=Behaviour.FLOW if flow else Behaviour.STOCK)


@given(EXPRESSIONS.map(_make_figure))
def test_definition_of_any_shape_comes_back_equal_from_its_canonical_bytes(figure):
    back = from_sealed(json.loads(to_canonical_bytes(to_sealed(figure))))
    assert back == figure
    # Python holds True == 1: the JSON tells them apart where equality does not.
    assert to_sealed(back) == to_sealed(figure)
    assert hash_definition(back) == hash_definition(figure)


def test_strategies_reach_every_node_of_the_language():
    built = {Everything, Is, IsIn, Compares, IsKnown, HasRecord, Both, Either, Not, Happens, InLastMonth}
    built |= {Holds, Since, Rows, Total, Distinct}
    assert built == {*get_args(Predicate), *get_args(Timing), *get_args(Measure)}


@pytest.mark.parametrize("name", ["unit", "scope_zh", "milestone", "basis", "note"])
def test_hash_of_a_definition_changes_with_each_field(name):
    assert hash_definition(replace(FIGURE, **{name: "other"})) != hash_definition(FIGURE)


def test_truth_and_one_are_sealed_apart():
    assert hash_definition(_with_value(True)) != hash_definition(_with_value(1))
    value = read_sealed(to_sealed(Is("x", True)), Is).value
    assert value is True


def _with_value(value):
    return replace(FIGURE, expression=Rows("payment", Happens("paid"), Is("urgent", value)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed.update(node="Figures"),
        lambda sealed: sealed.update(extra=1),
        lambda sealed: sealed.pop("note"),
        lambda sealed: sealed.update(section="1"),
        lambda sealed: sealed.update(section=True),
        lambda sealed: sealed.update(behaviour="flows"),
        lambda sealed: sealed.update(behaviour=3),
        lambda sealed: sealed.update(words="people"),
        lambda sealed: sealed.update(expression={"node": "Exec", "code": "1"}),
        lambda sealed: sealed["expression"].update(where={"node": "Rows"}),
        lambda sealed: sealed["expression"]["where"].update(value={"date": "20210101"}),
        lambda sealed: sealed["expression"]["where"].update(value={"date": "2021-02-30"}),
        lambda sealed: sealed["expression"]["where"].update(value={"integer": "007"}),
        lambda sealed: sealed["expression"]["where"].update(value=1.5),
        lambda sealed: sealed["expression"]["where"].update(value=None),
        lambda sealed: sealed["expression"].update(
            where={"node": "Compares", "column": "x", "operator": "!=", "value": 1}
        ),
    ],
)
def test_reading_refuses_what_is_not_declared(spoil):
    sealed = to_sealed(FIGURE)
    spoil(sealed)
    with pytest.raises(UserFault) as caught:
        from_sealed(sealed)
    assert caught.value.code == "releases.definition_unreadable"
    assert caught.value.say("zh")


@pytest.mark.parametrize("sealed", [None, [], "Figure", 3, {"node": "Is", "column": "x", "value": 1}])
def test_reading_refuses_what_is_no_figure(sealed):
    with pytest.raises(UserFault):
        from_sealed(sealed)


def test_reading_keeps_the_checks_of_a_definition():
    sealed = to_sealed(FIGURE)
    sealed["owner"] = "tbc"
    with pytest.raises(UserFault, match="owner"):
        from_sealed(sealed)


def test_sealing_refuses_a_value_that_has_no_form():
    with pytest.raises(TypeError):
        to_sealed(Is("x", 1.5))
