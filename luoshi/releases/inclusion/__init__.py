"""Inclusion: Merkle sum trees over what a figure counts, and proofs that a record is in a published total."""

from luoshi.releases.inclusion.leaves import Leaves
from luoshi.releases.inclusion.material import make_secret
from luoshi.releases.inclusion.proof import Opening, Proof
from luoshi.releases.inclusion.sumtree import Node, Step, build_tree, fold_path
from luoshi.releases.inclusion.trees import GrownTree, grow_tree, prove, read_tree

__all__ = [
    "GrownTree",
    "Leaves",
    "Node",
    "Opening",
    "Proof",
    "Step",
    "build_tree",
    "fold_path",
    "grow_tree",
    "make_secret",
    "prove",
    "read_tree",
]
