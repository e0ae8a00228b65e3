"""The Merkle sum tree: a tree of hashes in which every node also holds the sum below it.

Its shape is that of RFC 9162 (a last node without a sibling moves up as it is). An inner node's hash is over
0x01, then sum and hash of its left and of its right child, sums as eight bytes. So the root's hash fixes every
sum on the way to it, and the root's sum is the published total.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luoshi.errors import UserFault
from luoshi.releases.inclusion.leaves import HASH_BYTES, Bytes, Ints, encode_numbers, hash_rows

# 81 MB of inner nodes at a time: the tree of ten million leaves then needs no more than its own hashes.
_CHUNK = 1_000_000
# A quarter below what eight signed bytes hold, so that rounding cannot hide an overflow.
_SUM_MOST = 2.0**62


@dataclass(frozen=True)
class Node:
    """A node: its hash, and the sum of the amounts below it."""

    hash: bytes
    sum: int


@dataclass(frozen=True)
class Step:
    """One step of a path: the sibling, and whether it stands to the left."""

    left: bool
    sibling: Node


@dataclass(frozen=True)
class SumTree:
    """All levels, the leaves first: hashes as rows of 32 bytes, and sums."""

    hashes: tuple[Bytes, ...]
    sums: tuple[Ints, ...]

    @property
    def root(self) -> Node:
        """The root; of a tree without leaves, the hash of no bytes and the sum 0, as RFC 9162 has it."""
        if not self.size:
            return Node(hashlib.sha256(b"").digest(), 0)
        return self._get_node(-1, 0)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.sums[0])

    def get_path(self, index: int) -> list[Step]:
        """Return the siblings from a leaf to the root; raises IndexError for a leaf that is not there."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        path = []
        for level in range(len(self.sums) - 1):
            sibling = index ^ 1
            if sibling < len(self.sums[level]):
                path.append(Step(sibling < index, self._get_node(level, sibling)))
            index >>= 1
        return path

    def _get_node(self, level: int, index: int) -> Node:
        return Node(self.hashes[level][index].tobytes(), int(self.sums[level][index]))


def build_tree(hashes: bytes, amounts: Ints) -> SumTree:
    """Return the tree over leaves with these joined hashes and amounts (none negative).

    Raises UserFault where the sum would not fit the eight bytes of a node.
    """
    # A float is exact enough to see the overflow coming, and sums ten million amounts at once.
    if float(amounts.astype(np.float64).sum()) >= _SUM_MOST:
        raise UserFault("releases.sum_too_large", leaves=len(amounts))
    level = np.frombuffer(hashes, dtype=np.uint8).reshape(-1, HASH_BYTES)
    levels, sums = [level], [amounts]
    while len(level) > 1:
        level, amounts = _climb(level, amounts)
        levels.append(level)
        sums.append(amounts)
    return SumTree(tuple(levels), tuple(sums))


def fold_path(leaf: Node, path: Sequence[Step]) -> Node:
    """Return the root that a leaf and its path lead to."""
    node = leaf
    for step in path:
        pair = (step.sibling, node) if step.left else (node, step.sibling)
        node = join_nodes(*pair)
    return node


def join_nodes(left: Node, right: Node) -> Node:
    """Return the inner node over two nodes."""
    encoded = b"".join(child.sum.to_bytes(8, "big") + child.hash for child in (left, right))
    return Node(hashlib.sha256(b"\x01" + encoded).digest(), left.sum + right.sum)


def _climb(level: Bytes, sums: Ints) -> tuple[Bytes, Ints]:
    pairs = len(level) // 2
    hashed = []
    for start in range(0, pairs, _CHUNK):
        end = min(start + _CHUNK, pairs)
        rows = np.empty((end - start, 1 + 2 * (8 + HASH_BYTES)), dtype=np.uint8)
        rows[:, 0] = 1
        for side, at in ((0, 1), (1, 1 + 8 + HASH_BYTES)):
            rows[:, at : at + 8] = encode_numbers(sums[2 * start + side : 2 * end : 2])
            rows[:, at + 8 : at + 8 + HASH_BYTES] = level[2 * start + side : 2 * end : 2]
        hashed.append(hash_rows(rows))
    above = np.frombuffer(b"".join(hashed), dtype=np.uint8).reshape(-1, HASH_BYTES)
    added = sums[: 2 * pairs : 2] + sums[1 : 2 * pairs : 2]
    if len(level) % 2:
        return np.concatenate([above, level[-1:]]), np.concatenate([added, sums[-1:]])
    return above, added
