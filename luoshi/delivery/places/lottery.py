"""The lottery: a number for each applicant from a seed whose hash is published before and revealed after.

A parent replays it with any SHA-256 tool: the number is the hash of the seed's bytes followed by the
applicant's number in UTF-8, and the smaller number goes first.
"""

import hashlib
import secrets
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luoshi.errors import UserFault

Ints = NDArray[np.int64]

# 128 bits: nobody can find the seed from its hash by trying.
SEED_BYTES_LEAST = 16
_SEED_BYTES = 32


def make_seed() -> bytes:
    """Return a new seed from the operating system's randomness."""
    return secrets.token_bytes(_SEED_BYTES)


def parse_seed(text: str) -> bytes:
    """Return the bytes of a seed in hexadecimal; raises UserFault where it is none, or too short to be safe."""
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        raise UserFault("places.seed_not_hex", seed=text) from None
    if len(seed) < SEED_BYTES_LEAST:
        raise UserFault("places.seed_short", digits=len(seed) * 2, least=SEED_BYTES_LEAST * 2)
    return seed


def hash_seed(seed: bytes) -> str:
    """Return what is published before the draw: the SHA-256 of the seed, in hexadecimal."""
    return hashlib.sha256(seed).hexdigest()


def draw_lottery(applicants: Sequence[str], seed: bytes) -> Ints:
    """Return each applicant's place in the lottery, from 0, in the order given.

    The place depends on the seed and on who takes part, not on the order of arrival.
    """
    begun = hashlib.sha256(seed)
    digests = []
    for applicant in applicants:
        own = begun.copy()
        own.update(applicant.encode())
        digests.append(own.digest())
    # Four big-endian words order as the 32 bytes do, and are sorted ten times faster.
    words = np.frombuffer(b"".join(digests), dtype=">u8").reshape(-1, 4)
    order = np.lexsort(words.T[::-1])
    places = np.empty(len(digests), dtype=np.int64)
    places[order] = np.arange(len(digests))
    return places
