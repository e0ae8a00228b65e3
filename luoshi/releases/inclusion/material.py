"""What proofs are made from and nobody outside may see: the secret of a tree, and its leaves in their order.

The order is drawn from the secret, so that a neighbour on a path, whose amount a proof shows, is nobody in
particular. Destroying the secret makes every leaf not yet shown unguessable for good.
"""

import secrets
from dataclasses import dataclass

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from luoshi.releases.inclusion.leaves import SALT_BYTES, Bytes, Ints, Leaves

SECRET_BYTES = 32
_BLOCK = 64


@dataclass(frozen=True)
class Drawn:
    """Leaves in their secret order, with a salt each (rows of 16 bytes); `order` has their places before."""

    leaves: Leaves
    salts: Bytes
    order: Ints


def make_secret() -> bytes:
    """Return a new secret from the operating system's randomness."""
    return secrets.token_bytes(SECRET_BYTES)


def draw_order(secret: bytes, context: bytes, leaves: Leaves) -> Drawn:
    """Return the leaves in the order that the secret gives them in this context, with their salts.

    The same secret, context and leaves in the same order give the same tree again.
    """
    size = len(leaves.holders)
    # One key stream a context: the first eight bytes a leaf order it, the rest salts its place.
    stream = np.frombuffer(_make_stream(secret, context, 0, size * (8 + SALT_BYTES)), dtype=np.uint8)
    order = np.argsort(stream[: size * 8].view(np.uint64), kind="stable").astype(np.int64)
    salts = stream[size * 8 :].reshape(-1, SALT_BYTES)
    return Drawn(Leaves(leaves.holders[order], leaves.amounts[order], leaves.records[order]), salts, order)


def get_salt(secret: bytes, context: bytes, size: int, index: int) -> bytes:
    """Return the salt of one place of a tree of `size` leaves, without drawing the others."""
    return _make_stream(secret, context, size * 8 + index * SALT_BYTES, SALT_BYTES)


def _make_stream(secret: bytes, context: bytes, start: int, size: int) -> bytes:
    # ChaCha20 counts blocks of 64 bytes in the first four bytes of the nonce; twelve of the context keep the
    # streams of trees apart.
    block, skip = divmod(start, _BLOCK)
    nonce = block.to_bytes(4, "little") + context[:12]
    stream = Cipher(ChaCha20(secret, nonce), mode=None).encryptor().update(bytes(skip + size))
    return stream[skip:]
