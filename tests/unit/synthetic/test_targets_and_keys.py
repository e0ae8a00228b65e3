"""Hidden values inside the print, and keys that never clash."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from luoshi.query import Both, Is, IsIn, Not
from luoshi.synthetic import Published, build_population, get_bounds, scramble
from luoshi.synthetic.cohorts import share_out
from luoshi.synthetic.situations import is_true, split_parts
from luoshi.synthetic.targets import draw_count


@pytest.mark.parametrize(
    ("printed", "value", "low", "high"),
    [("23.25万", "232500", 232_450, 232_550), ("14.43亿", "1443000000", 1_442_500_000, 1_443_500_000)],
)
def test_bounds_of_a_rounded_print_stay_within_half_its_last_digit(
    printed: str, value: str, low: int, high: int
) -> None:
    bounds = get_bounds(printed, Decimal(value), "eq")
    assert low < bounds[0] < int(value) < bounds[1] < high


def test_bounds_of_a_whole_count_are_the_count_itself() -> None:
    assert get_bounds("4843", Decimal(4843), "eq") == (4843, 4843)


def test_bounds_of_more_than_lie_above_the_print() -> None:
    assert get_bounds("超过35万", Decimal(350_000), "gt")[0] > 350_000
    assert get_bounds("95%以上", Decimal("0.95"), "ge")[1] < Fraction(1)


def test_a_small_city_has_a_target_of_at_least_one() -> None:
    published = Published("zones", "1", Decimal(1))
    assert draw_count(published, 1, 0.01, np.random.default_rng(1), rises=True).year == 1


def test_keys_of_different_positions_and_namespaces_never_clash() -> None:
    positions = np.arange(200_000, dtype=np.int64)
    keys = np.concatenate([scramble(positions, space, 5) for space in range(3)])
    assert len(np.unique(keys)) == len(keys)
    assert keys.min() >= 0


def test_every_resident_lives_in_a_village_of_the_city() -> None:
    villages = np.array([371302001001000, 371302001002000], dtype=np.int64)
    population = build_population(1000, villages, np.random.default_rng(1))
    assert set(population.find_homes(np.arange(2000, dtype=np.int64))) == set(villages)


def test_shares_of_a_total_sum_to_it_and_are_never_negative() -> None:
    for total, size in ((10_007, 13), (5, 9), (0, 3)):
        shares = share_out(total, size, np.random.default_rng(2))
        assert shares.sum() == total
        assert shares.min() >= 0


def test_a_filter_is_split_into_all_conditions_that_must_hold() -> None:
    paid, benefit = Is("status", "paid"), IsIn("benefit", ("dibao",))
    where = Both((paid, Both((benefit, Not(Is("new", True))))))
    assert len(split_parts(where)) == 3
    assert is_true(where, {"status": "paid", "benefit": "dibao", "new": None})
    assert not is_true(where, {"status": "paid", "benefit": "dibao", "new": True})
