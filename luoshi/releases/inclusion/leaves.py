"""Leaves of a sum tree: fixed-width bytes, so that no two leaves can be read from the same bytes.

A leaf is 0x00, the context (32 bytes: which release, figure and measure), the salt (16), the identity (32:
SHA-256 of salt and ID number, or zeros where nobody is known by one), and holder, amount and records as eight
bytes each, most significant first. The salt keeps a leaf of few possible values from being guessed by its
hash; the identity keeps one leaf from being shown to two people as theirs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luoshi.errors import UserFault
from luoshi.records import Json, to_canonical_bytes

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

SALT_BYTES, HASH_BYTES = 16, 32
LEAF_BYTES = 1 + HASH_BYTES + SALT_BYTES + HASH_BYTES + 3 * 8
_NOBODY = bytes(HASH_BYTES)


@dataclass(frozen=True)
class Leaves:
    """What is counted, in the tree's order: arrays of one length.

    `holders` are person keys, or record numbers where a kind has no person; `amounts` are in the measure's
    whole units (fen, persons, records), none negative; `records` is how many records make up the amount.
    """

    holders: Ints
    amounts: Ints
    records: Ints

    def __post_init__(self) -> None:
        if len(self.amounts) and int(self.amounts.min()) < 0:
            where = int(self.amounts.argmin())
            raise UserFault(
                "releases.negative_amount", holder=int(self.holders[where]), amount=int(self.amounts[where])
            )


def make_context(release: Json) -> bytes:
    """Return the 32 bytes that tie leaves to what they are counted in: the hash of its canonical JSON."""
    return hashlib.sha256(to_canonical_bytes(release)).digest()


def hash_identities(salts: Bytes, numbers: Sequence[str | None]) -> bytes:
    """Return the identities joined: SHA-256 of salt and ID number in ASCII, zeros where no number is known."""
    salted = salts.tobytes()
    sha = hashlib.sha256
    return b"".join(
        _NOBODY if number is None else sha(salted[i * SALT_BYTES : (i + 1) * SALT_BYTES] + number.encode()).digest()
        for i, number in enumerate(numbers)
    )


def encode_leaves(context: bytes, salts: Bytes, identities: bytes | None, leaves: Leaves) -> Bytes:
    """Return the leaves' bytes, one row of LEAF_BYTES each; `identities` None stands for zeros everywhere."""
    rows = np.zeros((len(leaves.holders), LEAF_BYTES), dtype=np.uint8)
    at = 1
    rows[:, at : at + HASH_BYTES] = np.frombuffer(context, dtype=np.uint8)
    at += HASH_BYTES
    rows[:, at : at + SALT_BYTES] = salts
    at += SALT_BYTES
    if identities is not None:
        rows[:, at : at + HASH_BYTES] = np.frombuffer(identities, dtype=np.uint8).reshape(-1, HASH_BYTES)
    at += HASH_BYTES
    for values in (leaves.holders, leaves.amounts, leaves.records):
        rows[:, at : at + 8] = encode_numbers(values)
        at += 8
    return rows


def encode_numbers(values: Ints) -> Bytes:
    """Return one row of eight bytes a number, most significant first."""
    return np.ascontiguousarray(values, dtype=">i8").view(np.uint8).reshape(-1, 8)


def hash_rows(rows: Bytes) -> bytes:
    """Return the SHA-256 of each row, joined."""
    width = rows.shape[1]
    flat = memoryview(rows.tobytes())
    sha = hashlib.sha256
    return b"".join([sha(flat[start : start + width]).digest() for start in range(0, len(flat), width)])
