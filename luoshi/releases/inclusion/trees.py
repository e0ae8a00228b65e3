"""A tree of inclusion in the book's private folder: grown once at sealing, opened leaf by leaf afterwards.

On disk: the leaves in their secret order with their hashes (Parquet), and the nodes of the levels above the
blocks. A proof reads one block of leaves, hashes its few nodes again, and climbs the stored levels.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.errors import IntegrityFault, UserFault
from luoshi.records import Json, to_canonical_bytes
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk
from luoshi.releases.inclusion.leaves import (
    HASH_BYTES,
    Bytes,
    Ints,
    Leaves,
    encode_leaves,
    hash_identities,
    hash_rows,
    make_context,
)
from luoshi.releases.inclusion.material import draw_order, get_salt
from luoshi.releases.inclusion.proof import Proof, open_leaf
from luoshi.releases.inclusion.sumtree import Node, Step, SumTree, build_tree

# Blocks of 1,024 leaves: hashing one again takes a millisecond, and the levels above are a thousandth of the tree.
BLOCK_LEVELS = 10
BLOCK = 1 << BLOCK_LEVELS
_CHUNK = 1_000_000


@dataclass(frozen=True)
class GrownTree:
    """A tree on disk, and what it counts (see `Proof.counted_in`)."""

    folder: Path
    counted_in: Mapping[str, Json]
    size: int
    root: Node


def grow_tree(
    folder: Path,
    leaves: Leaves,
    *,
    secret: bytes,
    counted_in: Mapping[str, Json],
    id_numbers: pl.Series | None = None,
) -> GrownTree:
    """Build the tree over `leaves` and keep it in `folder`, which appears whole or not at all.

    `id_numbers` gives, leaf by leaf, the number that it is tied to, null for none. Raises UserFault for a
    negative amount, a sum beyond 63 bits, a holder with two leaves, a folder in use, or a full disk.
    """
    if folder.exists():
        raise UserFault("releases.proofs_there", folder=folder)
    if len(np.unique(leaves.holders)) != len(leaves.holders):
        raise UserFault("releases.holder_twice", figure=counted_in.get("figure"))
    context = make_context(dict(counted_in))
    drawn = draw_order(secret, context, leaves)
    hashed = []
    for start in range(0, len(leaves.holders), _CHUNK):
        part = slice(start, start + _CHUNK)
        some = Leaves(drawn.leaves.holders[part], drawn.leaves.amounts[part], drawn.leaves.records[part])
        salts = drawn.salts[part]
        identities = None
        if id_numbers is not None:
            identities = hash_identities(salts, id_numbers.gather(drawn.order[part]).to_list())
        hashed.append(hash_rows(encode_leaves(context, salts, identities, some)))
    tree = build_tree(b"".join(hashed), drawn.leaves.amounts)
    _store(folder, tree, drawn.leaves, counted_in)
    return GrownTree(folder, counted_in, tree.size, tree.root)


def read_tree(folder: Path) -> GrownTree:
    """Return a tree that `grow_tree` kept; raises UserFault where there is none."""
    try:
        said = json.loads((folder / "tree.json").read_bytes())
    except FileNotFoundError as error:
        raise UserFault("releases.no_proofs", folder=folder) from error
    root = Node(bytes.fromhex(said["root"]["hash"]), int(said["root"]["sum"]))
    return GrownTree(folder, said["counted_in"], said["size"], root)


def prove(tree: GrownTree, holder: int, *, secret: bytes, id_number: str | None = None) -> Proof:
    """Return the proof of a holder's leaf; raises UserFault where he has none.

    `id_number` must be given where the tree was grown with the holder's. Raises IntegrityFault where what is
    on disk, the secret or the number do not lead to the sealed root.
    """
    index = _find_index(tree.folder, holder)
    if index is None:
        raise UserFault("releases.not_counted", holder=holder, figure=tree.counted_in.get("figure"))
    start = index - index % BLOCK
    rows = pl.scan_parquet(tree.folder / "leaves.parquet").slice(start, BLOCK).collect()
    leaves = Leaves(*(rows[name].to_numpy() for name in ("holder", "amount", "records")))
    block = build_tree(b"".join(rows["hash"].to_list()), leaves.amounts)
    inside = block.get_path(index - start)
    path = [*inside, *_climb(tree.folder, index >> BLOCK_LEVELS)]
    salt = get_salt(secret, make_context(dict(tree.counted_in)), tree.size, index)
    opened = open_leaf(leaves, salt, index - start, counted_in=tree.counted_in, id_number=id_number)
    proof = Proof(tree.counted_in, opened.at(index), tree.size, tuple(path), tree.root)
    if not proof.holds:
        raise IntegrityFault("releases.proof_broken", folder=tree.folder, holder=holder)
    return proof


def _find_index(folder: Path, holder: int) -> int | None:
    found = (
        pl.scan_parquet(folder / "leaves.parquet")
        .select("holder")
        .with_row_index("index")
        .filter(pl.col("holder") == holder)
        .collect()
    )
    return int(found["index"][0]) if found.height else None


def _climb(folder: Path, index: int) -> list[Step]:
    """Return the steps from a block's node to the root, from the levels that are stored."""
    stored = np.load(folder / "upper.npz")
    hashes = tuple(stored[f"hashes{level}"] for level in range(len(stored.files) // 2))
    sums = tuple(stored[f"sums{level}"] for level in range(len(stored.files) // 2))
    return SumTree(hashes, sums).get_path(index) if hashes else []


def _store(folder: Path, tree: SumTree, leaves: Leaves, counted_in: Mapping[str, Json]) -> None:
    building = make_temporary(folder)
    with telling_full_disk(folder):
        building.mkdir(parents=True, mode=0o700)
        rows = pl.DataFrame(
            {
                "holder": leaves.holders,
                "amount": leaves.amounts,
                "records": leaves.records,
                "hash": _to_binary(tree.hashes[0]),
            }
        )
        rows.write_parquet(building / "leaves.parquet", compression="lz4", row_group_size=64 * BLOCK)
        upper: dict[str, Bytes | Ints] = {}
        for level in range(BLOCK_LEVELS, len(tree.sums)):
            upper[f"hashes{level - BLOCK_LEVELS}"] = tree.hashes[level]
            upper[f"sums{level - BLOCK_LEVELS}"] = tree.sums[level]
        np.savez(building / "upper.npz", allow_pickle=False, **upper)
        root: Json = {"hash": tree.root.hash.hex(), "sum": str(tree.root.sum)}
        said: Json = {"counted_in": dict(counted_in), "size": tree.size, "root": root}
        (building / "tree.json").write_bytes(to_canonical_bytes(said))
        for path in building.iterdir():
            sync_path(path)
        move_file(building, folder)


def _to_binary(hashes: Bytes) -> pl.Series:
    joined = hashes.tobytes()
    return pl.Series([joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)], dtype=pl.Binary)
