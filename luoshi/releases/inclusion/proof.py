"""A proof of inclusion: one leaf opened, and its path to the root that a release has sealed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from luoshi.records import Json
from luoshi.releases.inclusion.leaves import Leaves, encode_leaves, hash_identities, make_context
from luoshi.releases.inclusion.sumtree import Node, Step, fold_path

FORMAT = "luoshi-inclusion"
FORMAT_VERSION = 1


@dataclass(frozen=True)
class Opening:
    """A leaf opened: who holds it (a person key or a record number), what it adds, and its salt."""

    index: int
    holder: int
    amount: int
    records: int
    salt: bytes
    identity: bytes

    def at(self, index: int) -> "Opening":
        """Return the same opening at another place of the tree."""
        return replace(self, index=index)

    def hash_in(self, counted_in: Mapping[str, Json]) -> Node:
        """Return the leaf's node in the tree of what is counted."""
        salts = np.frombuffer(self.salt, dtype=np.uint8).reshape(1, -1)
        one = Leaves(*(np.array([value], dtype=np.int64) for value in (self.holder, self.amount, self.records)))
        encoded = encode_leaves(make_context(dict(counted_in)), salts, self.identity, one)
        return Node(hashlib.sha256(encoded.tobytes()).digest(), self.amount)


@dataclass(frozen=True)
class Proof:
    """`counted_in` says what the tree counts: release figure, measure, period, unit, scale, and the notice."""

    counted_in: Mapping[str, Json]
    opening: Opening
    size: int
    path: tuple[Step, ...]
    root: Node

    @property
    def holds(self) -> bool:
        """Whether the leaf and the path lead to the root, hash and sum."""
        return fold_path(self.opening.hash_in(self.counted_in), self.path) == self.root

    def to_json(self) -> dict[str, Json]:
        """Return the file's content; keys are strings, since a JSON number cannot hold one exactly."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "counted_in": dict(self.counted_in),
            "leaf": {
                "index": self.opening.index,
                "holder": str(self.opening.holder),
                "amount": str(self.opening.amount),
                "records": self.opening.records,
                "salt": self.opening.salt.hex(),
                "identity": self.opening.identity.hex(),
            },
            "size": self.size,
            "path": [{"side": "left" if step.left else "right", **_node_to_json(step.sibling)} for step in self.path],
            "root": _node_to_json(self.root),
        }


def open_leaf(
    leaves: Leaves, salt: bytes, index: int, *, counted_in: Mapping[str, Json], id_number: str | None = None
) -> Opening:
    """Return the opening of one of `leaves`; `id_number` is the holder's, where the tree was built with it."""
    identity = hash_identities(np.frombuffer(salt, dtype=np.uint8).reshape(1, -1), [id_number])
    holder, amount, records = (int(values[index]) for values in (leaves.holders, leaves.amounts, leaves.records))
    return Opening(index, holder, amount, records, salt, identity)


def _node_to_json(node: Node) -> dict[str, Json]:
    return {"hash": node.hash.hex(), "sum": str(node.sum)}
