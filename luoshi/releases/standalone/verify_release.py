"""Verify a Luoshi release, and a proof of inclusion in it, with Python's standard library alone.

    python3 verify_release.py RELEASE-FOLDER --key PUBLIC-KEY.pem
    python3 verify_release.py RELEASE-FOLDER --key PUBLIC-KEY.pem --proof PROOF.json [--id-number NUMBER]

It shares no code with the platform that made the release, and believes nothing that the release says of
itself but what the key's signature covers. Take the key, and this file, from somewhere you trust: a copy that
lies in the release could have been changed with it. Ends with 0 if all is as signed, 1 if something is not.
"""

import argparse
import base64
import csv
import hashlib
import json
import sys
import zlib
from pathlib import Path
from typing import Any

# --- Ed25519, RFC 8032: a point is (X, Y, Z, T) on -x² + y² = 1 + d·x²·y² over the integers modulo P. ---

Point = tuple[int, int, int, int]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def sha512_number(data: bytes) -> int:
    """The SHA-512 as RFC 8032 reads it: a little-endian number."""
    return int.from_bytes(hashlib.sha512(data).digest(), "little")


def add(one: Point, two: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number: int, point: Point) -> Point:
    """The point added to itself `number` times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def are_equal(one: Point, two: Point) -> bool:
    """Whether two points are the same, whatever their Z."""
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def recover_x(y: int, sign: int) -> int | None:
    """The x that belongs to y and has the sign; None where there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def to_point(data: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0) or 0
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_good_signature(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `key` (32 bytes) signed exactly `message`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    point, commitment = to_point(key), to_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or commitment is None or scalar >= ORDER:
        return False
    challenge = sha512_number(signature[:32] + key + message) % ORDER
    return are_equal(multiply(scalar, BASE), add(commitment, multiply(challenge, point)))


def read_key(path: Path) -> tuple[bytes, str]:
    """Return the 32 bytes of an Ed25519 key in a PEM file, and its id."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("-----")]
    der = base64.b64decode("".join(lines), validate=True)
    prefix = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo of Ed25519, RFC 8410
    if not der.startswith(prefix) or len(der) != len(prefix) + 32:
        raise ValueError(f"{path} holds no Ed25519 public key")
    return der[len(prefix) :], hashlib.sha256(der).hexdigest()[:16]


# --- The release: a signed manifest that names every other file by its hash. ---


def to_canonical(value: Any) -> bytes:
    """The bytes that are hashed and signed: RFC 8785 for the values that a release holds."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_mark(data: bytes, size: int) -> dict[str, Any]:
    """What a manifest says of a file: its length, its hash, and the hash of each block of `size` bytes."""
    blocks = [sha256(data[start : start + size]) for start in range(0, len(data), size)]
    return {"bytes": len(data), "sha256": sha256(data), "block": size, "blocks": blocks}


def find_changes(data: bytes, mark: dict[str, Any]) -> list[tuple[int, int]]:
    """Where `data` is not what `mark` says: pairs of first byte and the byte after the last, block by block."""
    if len(data) == mark["bytes"] and sha256(data) == mark["sha256"]:
        return []
    size = mark["block"]
    blocks = make_mark(data, size)["blocks"]
    most = max(len(blocks), len(mark["blocks"]))
    changed = [i for i in range(most) if blocks[i : i + 1] != mark["blocks"][i : i + 1]]
    end = max(len(data), mark["bytes"])
    return [(i * size, min((i + 1) * size, end)) for i in changed] or [(0, end)]


def read_plain(path: Path) -> bytes | None:
    """A sealed file is a plain file in the folder, and not a link to somewhere else."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def describe(name: str, data: bytes, first: int, end: int) -> str:
    """Say where a file is not as signed: by bytes, and for tables by lines."""
    if not name.endswith((".csv", ".py")):
        return f"{name}: bytes {first} to {end - 1} are not as signed"
    lines = data.count(b"\n", 0, first) + 1, data.count(b"\n", 0, max(first, end - 1)) + 1
    return f"{name}: bytes {first} to {end - 1} (lines {lines[0]} to {lines[1]}) are not as signed"


def check_signature(content: bytes, folder: Path, key: bytes, key_id: str) -> list[str]:
    """Return what is wrong with the manifest's signature."""
    stored = read_plain(folder / "manifest.sig")
    if stored is None:
        return ["manifest.sig is missing"]
    try:
        stated = json.loads(stored)
        signature = bytes.fromhex(stated["signature"])
        if stated["key"] != key_id:
            return [f"manifest.sig: signed by the key {stated['key']}, and yours is {key_id}"]
        if is_good_signature(key, content, signature):
            # The fingerprint proves nothing, but a changed byte is a changed byte.
            same = stated["manifest"] == make_mark(content, stated["manifest"]["block"])
            same = same and signature.hex() == stated["signature"]  # one signature has one spelling
            return [] if same and to_canonical(stated) == stored else ["manifest.sig: changed, but not the signature"]
        places = find_changes(content, stated["manifest"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"manifest.sig cannot be read: {error!r}"]
    return ["manifest.sig: the signature is not that of manifest.json"] + [
        describe("manifest.json", content, *place) for place in places
    ]


def check_id(manifest: dict[str, Any], folder: Path) -> list[str]:
    """The release's name holds the start of the hash of what it says; so the name cannot be put on another."""
    left_out = ("id", "content", "created", "algorithm", "key")
    said = {name: value for name, value in manifest.items() if name not in left_out}
    derived = ("results.parquet", "results.csv", "verify_release.py")
    said["files"] = {name: mark["sha256"] for name, mark in manifest["files"].items() if name not in derived}
    content = sha256(to_canonical(said))
    wrong = [] if content == manifest["content"] else ["manifest.json: the hash of the content is another"]
    name = f"{manifest['period']}-{content[:8]}"
    return wrong + ([] if folder.name == name else [f"the folder is called {folder.name}, the release {name}"])


def check_release(folder: Path, key: bytes, key_id: str) -> tuple[dict[str, Any] | None, list[str]]:
    """Return the manifest (None where it cannot be believed) and everything that is not as signed."""
    folder = folder.resolve()
    content = read_plain(folder / "manifest.json")
    if content is None:
        return None, ["manifest.json is missing"]
    findings = check_signature(content, folder, key, key_id)
    if findings:
        return None, findings
    try:
        manifest = json.loads(content)
        if to_canonical(manifest) != content:
            return None, ["manifest.json: not in its canonical form"]
        findings += check_id(manifest, folder)
        for name, mark in sorted(manifest["files"].items()):
            data = read_plain(folder / name)
            if data is None:
                findings.append(f"{name} is missing, or is not a plain file")
                continue
            findings += [describe(name, data, *place) for place in find_changes(data, mark)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return None, [*findings, f"manifest.json cannot be read: {error!r}"]
    named = {*manifest["files"], "manifest.json", "manifest.sig"}
    findings += [
        f"{path.name} is not part of the release" for path in sorted(folder.iterdir()) if path.name not in named
    ]
    return manifest, findings


# --- Inclusion: a leaf and its path lead to the root that the release has sealed, hash and sum. ---


def check_proof(folder: Path, proof: dict[str, Any], id_number: str | None) -> list[str]:
    """Return what is wrong with a proof, given a release whose bytes are as signed."""
    roots = json.loads((folder / "inclusion.json").read_bytes())
    sealed = [root for root in roots["trees"] if root["counted_in"] == proof["counted_in"]]
    if len(sealed) != 1:
        return ["the release has sealed no such tree: the proof is of another release or figure"]
    size, leaf = sealed[0]["size"], proof["leaf"]
    salt, identity = bytes.fromhex(leaf["salt"]), bytes.fromhex(leaf["identity"])
    if len(salt) != 16 or len(identity) != 32:
        return ["salt or identity has another length than a leaf's"]
    numbers = [int(leaf["holder"]), int(leaf["amount"]), int(leaf["records"])]
    if min(numbers) < 0 or max(numbers) >= 1 << 63:
        return ["a number of the leaf is negative, or too large"]
    if id_number is not None and hashlib.sha256(salt + id_number.encode()).digest() != identity:
        return ["the leaf is not tied to this ID number: it is somebody else's"]
    context = hashlib.sha256(to_canonical(proof["counted_in"])).digest()
    encoded = b"\0" + context + salt + identity + b"".join(n.to_bytes(8, "big") for n in numbers)
    node, total = hashlib.sha256(encoded).digest(), numbers[1]
    index, last, path = leaf["index"], size - 1, list(proof["path"])
    if not 0 <= index <= last:
        return [f"the tree has {size} leaves, and the proof speaks of number {index}"]
    while last:
        # The last node of a level has no sibling where their number is odd: it moves up as it is.
        if index < last or index % 2:
            if not path:
                return ["the path is too short"]
            step = path.pop(0)
            other, more = bytes.fromhex(step["hash"]), int(step["sum"])
            if len(other) != 32 or not 0 <= more < 1 << 63 or step["side"] != ("left" if index % 2 else "right"):
                return ["a step of the path is malformed"]
            pair = [(total, node), (more, other)]
            if index % 2:
                pair.reverse()
            joined = b"\1" + b"".join(amount.to_bytes(8, "big") + digest for amount, digest in pair)
            node, total = hashlib.sha256(joined).digest(), total + more
            if total >= 1 << 63:
                return ["the sums of the path are too large"]
        index, last = index // 2, last // 2
    root = sealed[0]["root"]
    if proof["root"] != root or proof["size"] != size:
        return ["the proof states another root or size than the release has sealed"]
    if path or node.hex() != root["hash"] or total != int(root["sum"]):
        return ["the leaf and its path do not lead to the sealed root: leaf, amount or path was changed"]
    return []


def check_published(folder: Path, counted_in: dict[str, Any], total: int) -> list[str]:
    """The root's sum must be the published number itself: numerator or denominator of the city's result."""
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            asked = (counted_in["figure"], counted_in["area"], counted_in["period"])
            if row["tree"] == "legal" and (row["figure"], row["area"], row["period"]) == asked:
                if row[counted_in["part"]] == str(total):
                    return []
                return [f"the tree adds up to {total}, and {row[counted_in['part']]} was published"]
    return [f"no result was published for {counted_in['figure']} in {counted_in['period']}"]


def read_proof(path: Path) -> dict[str, Any]:
    """Read a proof: JSON, or the text of its QR code."""
    data = path.read_bytes().strip()
    if data.startswith(b"LUOSHI1:"):
        data = zlib.decompress(base64.b64decode(data[8:], validate=True))
    proof: dict[str, Any] = json.loads(data)
    return proof


def say_proof(proof: dict[str, Any]) -> None:
    """Print what a good proof proves."""
    where, leaf = proof["counted_in"], proof["leaf"]
    unit, scale = where["unit"], where["scale"]
    amount = f"{int(leaf['amount']) / scale:,.2f}" if scale > 1 else f"{int(leaf['amount']):,}"
    total = int(proof["root"]["sum"])
    published = f"{total / scale:,.2f}" if scale > 1 else f"{total:,}"
    print(f"COUNTED    {leaf['records']} record(s) of holder {leaf['holder']}, with {amount} {unit}")
    print(f"           in the published {where['figure']} of {where['period']}: {published} {unit}")
    if not int(leaf["identity"], 16):
        print("           the leaf is tied to no ID number: whoever holds this file could show it as his own")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Verify a Luoshi release, and a proof of inclusion in it.")
    parser.add_argument("release", type=Path, help="the release's folder")
    parser.add_argument("--key", type=Path, required=True, help="the signer's public key (PEM), from its owner")
    parser.add_argument("--proof", type=Path, help="a proof of inclusion (JSON)")
    parser.add_argument("--id-number", help="the ID number of the person whom the proof is said to be of")
    asked = parser.parse_args(arguments)
    try:
        key, key_id = read_key(asked.key)
    except (OSError, ValueError) as error:
        print(f"NOT READ   {error}")
        return 2
    manifest, findings = check_release(asked.release, key, key_id)
    if manifest is not None and not findings:
        notice = manifest["notice"]
        print(f"VERIFIED   {manifest['id']}: every byte is as the key {key_id} signed it")
        if notice:
            print(f"           {notice['en']}")
    if not findings and asked.proof:
        try:
            proof = read_proof(asked.proof)
            findings = check_proof(asked.release, proof, asked.id_number)
            findings = findings or check_published(asked.release, proof["counted_in"], int(proof["root"]["sum"]))
            if not findings:
                say_proof(proof)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, zlib.error) as error:
            findings = [f"the proof cannot be read: {error!r}"]
    for finding in findings:
        print(f"REFUSED    {finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
