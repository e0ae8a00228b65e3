"""The sum tree: its shape, its sums, and proofs that hold for every leaf and for no other."""

import hashlib
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.errors import IntegrityFault, UserFault
from luoshi.releases.inclusion import Leaves, Node, build_tree, grow_tree, prove, read_tree

SECRET = bytes(range(32))
COUNTED_IN = {"figure": "assistance.paid", "period": "2021", "part": "numerator"}


def _leaves(amounts: list[int]) -> Leaves:
    size = len(amounts)
    return Leaves(np.arange(size) + 10**18, np.array(amounts, dtype=np.int64), np.ones(size, dtype=np.int64))


def _join(*children: tuple[bytes, int]) -> tuple[bytes, int]:
    encoded = b"".join(amount.to_bytes(8, "big") + digest for digest, amount in children)
    return hashlib.sha256(b"\x01" + encoded).digest(), sum(amount for _, amount in children)


def test_tree_of_five_leaves_has_the_shape_of_rfc_9162() -> None:
    leaves = [(hashlib.sha256(bytes([n])).digest(), n) for n in range(1, 6)]
    a, b, c, d, e = leaves
    root = _join(_join(_join(a, b), _join(c, d)), e)
    tree = build_tree(b"".join(digest for digest, _ in leaves), np.arange(1, 6))
    assert tree.root == Node(*root)
    assert [step.left for step in tree.get_path(4)] == [True]


def test_tree_without_leaves_adds_up_to_nothing() -> None:
    assert build_tree(b"", np.zeros(0, dtype=np.int64)).root == Node(hashlib.sha256(b"").digest(), 0)


def test_sum_beyond_the_bytes_of_a_node_is_refused() -> None:
    with pytest.raises(UserFault, match="63 bits"):
        build_tree(bytes(64), np.array([2**62, 2**62]))


def test_negative_amount_is_refused_since_it_could_hide_another() -> None:
    with pytest.raises(UserFault, match="-1"):
        _leaves([5, -1])


@settings(max_examples=25, deadline=None)
@given(amounts=st.lists(st.integers(0, 10**12), min_size=1, max_size=40))
def test_every_leaf_is_proved_against_the_same_root(
    amounts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("trees") / "tree"
    leaves = _leaves(amounts)
    grown = grow_tree(folder, leaves, secret=SECRET, counted_in=COUNTED_IN)
    assert grown.root.sum == sum(amounts)
    for holder, amount in zip(leaves.holders.tolist(), amounts, strict=True):
        proof = prove(read_tree(folder), holder, secret=SECRET)
        assert proof.holds
        assert (proof.opening.amount, proof.root) == (amount, grown.root)


def test_proof_crosses_the_blocks_that_are_stored(tmp_path: Path) -> None:
    leaves = _leaves(list(range(2500)))
    grown = grow_tree(tmp_path / "tree", leaves, secret=SECRET, counted_in=COUNTED_IN)
    proofs = [prove(grown, holder, secret=SECRET) for holder in leaves.holders[::311].tolist()]
    assert all(proof.holds for proof in proofs)
    assert len({proof.opening.index for proof in proofs}) == len(proofs)


def test_order_of_leaves_is_secret(tmp_path: Path) -> None:
    leaves = _leaves(list(range(50)))
    orders = []
    for name, secret in (("one", SECRET), ("other", bytes(32))):
        grown = grow_tree(tmp_path / name, leaves, secret=secret, counted_in=COUNTED_IN)
        orders.append([prove(grown, holder, secret=secret).opening.index for holder in leaves.holders.tolist()])
    assert orders[0] != list(range(50))
    assert orders[0] != orders[1]


def test_person_without_a_leaf_gets_no_proof(tmp_path: Path) -> None:
    grown = grow_tree(tmp_path / "tree", _leaves([1]), secret=SECRET, counted_in=COUNTED_IN)
    with pytest.raises(UserFault, match="not counted"):
        prove(grown, 7, secret=SECRET)


def test_leaf_is_tied_to_the_holders_number(tmp_path: Path) -> None:
    leaves = _leaves([100, 200])
    number = "999001199001010018"
    numbers = pl.Series([number, None])
    grown = grow_tree(tmp_path / "tree", leaves, secret=SECRET, counted_in=COUNTED_IN, id_numbers=numbers)
    proof = prove(grown, 10**18, secret=SECRET, id_number=number)
    assert proof.holds
    assert proof.opening.identity == hashlib.sha256(proof.opening.salt + number.encode()).digest()
    assert prove(grown, 10**18 + 1, secret=SECRET).opening.identity == bytes(32)
    with pytest.raises(IntegrityFault):
        prove(grown, 10**18, secret=SECRET, id_number="999001199001010026")
    with pytest.raises(IntegrityFault):
        prove(grown, 10**18, secret=bytes(32), id_number=number)


def test_holder_with_two_leaves_is_refused(tmp_path: Path) -> None:
    twice = Leaves(np.array([5, 5]), np.array([1, 1]), np.array([1, 1]))
    with pytest.raises(UserFault, match="two leaves"):
        grow_tree(tmp_path / "tree", twice, secret=SECRET, counted_in=COUNTED_IN)


def test_proof_is_small_and_plain_json(tmp_path: Path) -> None:
    leaves = _leaves(list(range(2000)))
    grown = grow_tree(tmp_path / "tree", leaves, secret=SECRET, counted_in=COUNTED_IN)
    text = json.dumps(prove(grown, 10**18 + 3, secret=SECRET).to_json())
    assert len(text) < 4000
    assert json.loads(text)["leaf"]["amount"] == "3"
