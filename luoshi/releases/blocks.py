"""What identifies a file's bytes: its SHA-256, and that of each block, so that a change has a place."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from luoshi.records import Json, hash_bytes

# 4 KiB names a change closely; a file of more than 4096 blocks (16 MiB) gets larger blocks instead, so that
# its entry in the manifest stays under 300 kB.
_BLOCK = 4096
_MOST_BLOCKS = 4096


@dataclass(frozen=True)
class Fingerprint:
    """The length and hashes of a file; `block` is the block size in bytes, hashes are hexadecimal."""

    bytes: int
    sha256: str
    block: int
    blocks: tuple[str, ...]

    def to_json(self) -> dict[str, Json]:
        """Return the form that stands in a manifest."""
        return {"bytes": self.bytes, "sha256": self.sha256, "block": self.block, "blocks": list(self.blocks)}

    @classmethod
    def from_json(cls, stated: dict[str, object]) -> "Fingerprint":
        """Return what `to_json` gave; raises KeyError, TypeError or ValueError for another form."""
        size, block, blocks = stated["bytes"], stated["block"], stated["blocks"]
        if type(size) is not int or type(block) is not int or block < 1 or not isinstance(blocks, list):
            raise ValueError("not a fingerprint")
        if set(stated) != {"bytes", "sha256", "block", "blocks"}:
            raise ValueError("not a fingerprint")
        return cls(size, str(stated["sha256"]), block, tuple(map(str, blocks)))


@dataclass(frozen=True)
class ByteRange:
    """From the byte `first` to before the byte `end`, counted from 0."""

    first: int
    end: int


def make_fingerprint(content: bytes, block: int = 0) -> Fingerprint:
    """Return the fingerprint of `content`, in blocks of `block` bytes; 0 fits the length."""
    block = block or choose_block(len(content), _MOST_BLOCKS)
    parts = [content[start : start + block] for start in range(0, len(content), block)]
    return Fingerprint(len(content), hash_bytes(content), block, tuple(hash_bytes(part) for part in parts))


def read_fingerprint(path: Path) -> Fingerprint:
    """Return the fingerprint of the file at `path`; raises OSError."""
    return make_fingerprint(path.read_bytes())


def check_content(content: bytes, expected: Fingerprint) -> tuple[ByteRange, ...]:
    """Return where `content` is not what was sealed: one range a run of blocks; none if nowhere.

    Bytes after the sealed end, and the place of bytes that are missing at the end, are ranges too.
    """
    return compare_fingerprints(make_fingerprint(content, expected.block), expected)


def read_fingerprint_in_blocks(path: Path, block: int) -> Fingerprint:
    """Return the fingerprint of a file of any size, holding one block of it at a time; raises OSError."""
    whole, blocks, length = hashlib.sha256(), [], 0
    with path.open("rb") as file:
        while content := file.read(block):
            whole.update(content)
            blocks.append(hash_bytes(content))
            length += len(content)
    return Fingerprint(length, whole.hexdigest(), block, tuple(blocks))


def choose_block(length: int, most: int) -> int:
    """Return the block size, in bytes, that divides `length` bytes into at most `most` blocks."""
    block = _BLOCK
    while length > block * most:
        block *= 2
    return block


def compare_fingerprints(found: Fingerprint, expected: Fingerprint) -> tuple[ByteRange, ...]:
    """Return where what was found is not what was sealed; both have the same block size."""
    if (found.bytes, found.sha256) == (expected.bytes, expected.sha256):
        return ()
    longest = max(len(found.blocks), len(expected.blocks))
    changed = [
        index for index in range(longest) if found.blocks[index : index + 1] != expected.blocks[index : index + 1]
    ]
    ends = max(found.bytes, expected.bytes)
    ranges: list[ByteRange] = []
    for index in changed:
        first, end = index * expected.block, min((index + 1) * expected.block, ends)
        if ranges and ranges[-1].end == first:
            ranges[-1] = ByteRange(ranges[-1].first, end)
        else:
            ranges.append(ByteRange(first, end))
    # The whole file's hash differs and no block's does only if the stated hashes contradict each other.
    return tuple(ranges) or (ByteRange(0, ends),)
