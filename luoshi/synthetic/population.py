"""Who lives where in the synthetic city, and the keys that stand for people and things.

A key is a scrambled position, so it says nothing about its holder; names live in the registry alone.
"""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luoshi.registry import LOWEST_KEY

Ints = NDArray[np.int64]

_MASK = np.uint64((1 << 62) - 1)  # keys stay below 2**62, so they are positive as int64
_ODD = np.uint64(0x2545F4914F6CDD1D & ((1 << 62) - 1))
_SPREAD = 7_368_787  # a prime above half of no city's size we build; it scatters neighbours over villages
_NAMESPACE_BITS = np.uint64(36)  # 68 billion things of one sort, 2**26 sorts

PERSONS = zlib.crc32(b"person") % (1 << 20)  # the namespace of person keys


def scramble(positions: Ints, namespace: int, seed: int) -> Ints:
    """Return one key a position: different positions or namespaces never share a key under one seed.

    Every step (exclusive or with a shift, multiplication by an odd number) can be undone, so the whole
    is a permutation of the numbers below 2**62.
    """
    mixed = positions.astype(np.uint64) | (np.uint64(namespace) << _NAMESPACE_BITS)
    mixed ^= np.uint64(seed * 0x9E3779B97F4A7C15 & int(_MASK))
    for shift in (31, 27, 33):
        mixed ^= mixed >> np.uint64(shift)
        mixed = (mixed * _ODD) & _MASK
    return (mixed ^ (mixed >> np.uint64(32))).astype(np.int64)


def make_person_keys(positions: Ints, seed: int) -> Ints:
    """Return the person keys of positions: of 19 digits, as the registry's random ones are."""
    return scramble(positions, PERSONS, seed) + LOWEST_KEY


def make_thing_keys(positions: Ints, column: str, seed: int) -> Ints:
    """Return the keys of positions in a column of things; a column is a namespace, whatever the kind."""
    return scramble(positions, zlib.crc32(column.encode()) % (1 << 20), seed)


@dataclass(frozen=True)
class Population:
    """`size` residents over `villages` (12-digit codes), whose shares come from a lognormal draw."""

    size: int
    villages: Ints
    ends: Ints  # ends[i] residents live in villages 0..i

    def find_homes(self, positions: Ints) -> Ints:
        """Return the village code of each person position; positions beyond the size wrap around."""
        scattered = (positions % self.size) * _SPREAD % self.size
        return self.villages[np.searchsorted(self.ends, scattered, side="right")]


def build_population(size: int, villages: Ints, rng: np.random.Generator) -> Population:
    """Spread `size` residents over the villages; every village keeps at least one where there are enough."""
    weights = rng.lognormal(mean=0.0, sigma=0.6, size=len(villages))
    ends = np.floor(np.cumsum(weights) / weights.sum() * size).astype(np.int64)
    ends[-1] = size
    return Population(size, villages.astype(np.int64), ends)
