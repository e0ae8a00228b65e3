"""Deferred acceptance, counted by hand and by trying every assignment."""

import hashlib
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from places_builders import SEED, Wish, make_market

from luoshi.delivery.places import Assignment, Market, assign_places, draw_lottery, find_blocking_pairs

NOWHERE = -1


def _places(market: Market) -> dict[str, str | None]:
    found = assign_places(market).get_places(market).tolist()
    named = [None if place == NOWHERE else market.places[place] for place in found]
    return dict(zip(market.applicants, named, strict=True))


def test_higher_priority_takes_the_seat_whoever_comes_first_in_the_file() -> None:
    wishes = [("far", 1, "North", 2), ("near", 1, "North", 1), ("far", 2, "South", 1)]
    expected = {"far": "South", "near": "North"}
    assert _places(make_market(wishes, {"North": 1, "South": 1})) == expected
    assert _places(make_market(wishes[::-1], {"North": 1, "South": 1})) == expected


def test_asking_for_a_popular_school_first_costs_nobody_his_second() -> None:
    wishes = [("a", 1, "North", 3), ("a", 2, "South", 1), ("b", 1, "North", 1), ("c", 1, "South", 2)]
    assert _places(make_market(wishes, {"North": 1, "South": 1})) == {"a": "South", "b": "North", "c": None}


def test_equal_priorities_go_by_the_lottery() -> None:
    names = [f"child {number}" for number in range(9)]
    market = make_market([(name, 1, "North", 1) for name in names], {"North": 4})
    lucky = sorted(names, key=lambda name: hashlib.sha256(SEED + name.encode()).hexdigest())[:4]
    assert {name for name, place in _places(market).items() if place} == set(lucky)


def test_place_without_seats_takes_nobody() -> None:
    market = make_market([("a", 1, "North", 1), ("a", 2, "South", 1)], {"North": 0, "South": 1})
    assert _places(market) == {"a": "South"}


def test_lottery_does_not_depend_on_the_order_of_arrival() -> None:
    names = ["b", "a", "c"]
    drawn = dict(zip(names, draw_lottery(names, SEED).tolist(), strict=True))
    again = dict(zip(sorted(names), draw_lottery(sorted(names), SEED).tolist(), strict=True))
    assert drawn == again
    assert sorted(drawn.values()) == [0, 1, 2]


def test_blocking_pair_of_a_swapped_assignment_is_found() -> None:
    market = make_market([("a", 1, "North", 1), ("b", 1, "North", 2)], {"North": 1})
    passed_over = Assignment(np.array([NOWHERE, 1]))  # b sits where a has the better claim
    assert find_blocking_pairs(market, passed_over).tolist() == [0]
    assert find_blocking_pairs(market, Assignment(np.array([0, NOWHERE]))).size == 0


def test_empty_seat_that_somebody_wants_blocks() -> None:
    market = make_market([("a", 1, "North", 1)], {"North": 1})
    assert find_blocking_pairs(market, Assignment(np.array([NOWHERE]))).tolist() == [0]


@st.composite
def markets(draw: st.DrawFn, most: int = 12) -> tuple[list[Wish], dict[str, int]]:
    seats = {name: draw(st.integers(0, 3)) for name in "PQRST"[: draw(st.integers(1, 5))]}
    wishes: list[Wish] = []
    for number in range(draw(st.integers(1, most))):
        chosen = draw(st.lists(st.sampled_from(sorted(seats)), unique=True, min_size=1))
        wishes += [(f"c{number}", rank, place, draw(st.integers(1, 3))) for rank, place in enumerate(chosen, 1)]
    return wishes, seats


@settings(deadline=None)  # a loaded machine is no fault of the rules
@given(markets(), st.randoms(use_true_random=False))
def test_assignment_is_stable_full_and_blind_to_order(made: tuple[list[Wish], dict[str, int]], random) -> None:
    wishes, seats = made
    market = make_market(wishes, seats)
    found = assign_places(market)
    assert find_blocking_pairs(market, found).size == 0
    taken = found.get_places(market)
    for position, place in enumerate(market.places):
        assert (taken == position).sum() <= seats[place]
    shuffled = wishes[:]
    random.shuffle(shuffled)
    assert _places(make_market(shuffled, seats)) == _places(market)


@settings(deadline=None)
@given(markets(most=4))
def test_no_stable_assignment_is_better_for_any_applicant(made: tuple[list[Wish], dict[str, int]]) -> None:
    market = make_market(*made)
    ours = assign_places(market).wish.tolist()
    own = [range(int(a), int(b)) for a, b in zip(market.first, market.first[1:], strict=False)]
    for tried in product(*([NOWHERE, *wishes] for wishes in own)):
        other = Assignment(np.array(tried))
        filled = np.bincount(other.get_places(market) + 1, minlength=len(market.places) + 1)[1:]
        if (filled <= np.array(market.capacity)).all() and not find_blocking_pairs(market, other).size:
            for mine, theirs in zip(ours, tried, strict=True):
                assert mine != NOWHERE or theirs == NOWHERE
                assert theirs == NOWHERE or mine <= theirs
