"""School places: deferred acceptance with priorities and a lottery that any parent can replay."""

from luoshi.delivery.places.files import (
    Difference,
    find_differences,
    read_assignment,
    read_preferences,
    read_seats,
    write_assignment,
)
from luoshi.delivery.places.lottery import draw_lottery, hash_seed, make_seed, parse_seed
from luoshi.delivery.places.market import Market, build_market
from luoshi.delivery.places.rules import Assignment, assign_places, find_blocking_pairs

__all__ = [
    "Assignment",
    "Difference",
    "Market",
    "assign_places",
    "build_market",
    "draw_lottery",
    "find_blocking_pairs",
    "find_differences",
    "hash_seed",
    "make_seed",
    "parse_seed",
    "read_assignment",
    "read_preferences",
    "read_seats",
    "write_assignment",
]
