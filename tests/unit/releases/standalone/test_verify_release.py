"""The stand-alone verifier, run as a reader would: another program, without the platform."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.records import to_canonical_bytes
from luoshi.releases import get_public_path, make_key
from luoshi.releases.inclusion import Leaves, grow_tree, prove
from luoshi.releases.standalone import VERIFIER, verify_release

SECRET = bytes(range(32))
NUMBER = "999001199001010018"


def _run(folder: Path, key: Path, *more: object) -> tuple[int, str]:
    # -I -S: no site packages, no folder of ours on the path; the standard library must do.
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(folder), "--key", str(key), *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def _check(folder: Path, key: Path, *more: object) -> tuple[int, str]:
    """Run it in this process, for the many changes of one test."""
    lines: list[str] = []
    real, verify_release.print = print, lambda *said: lines.append(" ".join(map(str, said)))
    try:
        code = verify_release.main([str(folder), "--key", str(key), *map(str, more)])
    finally:
        verify_release.print = real
    return code, "\n".join(lines)


@pytest.fixture
def public(key_path) -> Path:
    return get_public_path(key_path)


def test_release_carries_the_verifier_and_passes_it(sealing, public) -> None:
    release = sealing()
    assert (release.path / VERIFIER.name).read_bytes() == VERIFIER.read_bytes()
    code, said = _run(release.path, public)
    assert code == 0
    assert release.id in said
    assert "synthetic" in said


@pytest.mark.parametrize("step", [211, pytest.param(7, marks=pytest.mark.slow)])
def test_changed_byte_is_refused_and_its_file_named(sealing, public, step) -> None:
    path = sealing().path
    for file in sorted(path.iterdir()):
        content = file.read_bytes()
        for place in range(0, len(content), step):
            changed = bytearray(content)
            changed[place] ^= 1 << (place % 8)
            file.write_bytes(changed)
            code, said = _check(path, public)
            assert (code, file.name in said) == (1, True), (file.name, place, said)
        file.write_bytes(content)
    assert _check(path, public)[0] == 0


def test_changed_line_of_the_table_is_named_by_its_number(sealing, public) -> None:
    path = sealing().path / "results.csv"
    path.write_bytes(path.read_bytes().replace(b",3,", b",4,", 1))
    assert "results.csv: bytes 0 to" in _check(path.parent, public)[1]
    assert "lines 1 to" in _check(path.parent, public)[1]


def test_other_forgeries_are_refused(sealing, public, tmp_path) -> None:
    path = sealing().path
    other = tmp_path / "other.pem"
    make_key(other)
    assert "signed by the key" in _check(path, get_public_path(other))[1]
    renamed = path.with_name("2021-00000000")
    shutil.copytree(path, renamed)
    assert "the folder is called" in _check(renamed, public)[1]
    (path / "note.txt").write_text("trust me")
    assert "note.txt is not part of the release" in _check(path, public)[1]
    (path / "note.txt").unlink()
    (path / "results.csv").unlink()
    assert "results.csv is missing" in _check(path, public)[1]
    (path / "results.csv").symlink_to(renamed / "results.csv")
    assert "results.csv is missing, or is not a plain file" in _check(path, public)[1]


def test_file_that_is_no_key_is_an_error_of_use(sealing, tmp_path) -> None:
    text = tmp_path / "key.pem"
    text.write_text("-----BEGIN PUBLIC KEY-----\nTUVI\n-----END PUBLIC KEY-----\n")
    assert _check(sealing().path, text)[0] == 2


@settings(max_examples=15, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), flip=st.integers(0, 511))
def test_signature_check_agrees_with_the_reference_binding(seed, message, flip) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert verify_release.is_good_signature(key, message, signature)
    changed = bytearray(signature)
    changed[flip // 8] ^= 1 << flip % 8
    assert not verify_release.is_good_signature(key, message, bytes(changed))
    assert not verify_release.is_good_signature(key, message + b".", signature)


def test_signature_with_a_scalar_beyond_the_order_is_refused() -> None:
    private = Ed25519PrivateKey.from_private_bytes(SECRET)
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"paid")
    larger = int.from_bytes(signature[32:], "little") + verify_release.ORDER
    assert not verify_release.is_good_signature(key, b"paid", signature[:32] + larger.to_bytes(32, "little"))


@pytest.fixture
def proved(tmp_path: Path) -> tuple[Path, dict]:
    """A folder with what the verifier reads of a release, and the proof of its 38th holder of 77."""
    amounts = np.arange(77, dtype=np.int64) * 100
    leaves = Leaves(np.arange(77) + 10**18, amounts, np.ones(77, dtype=np.int64))
    counted_in = {
        "head": "ab" * 32,
        "figure": "assistance.paid",
        "area": "371300",
        "period": "2021",
        "part": "numerator",
        "unit": "yuan",
        "scale": 100,
    }
    holder = 10**18 + 37
    tree = grow_tree(
        tmp_path / "tree",
        leaves,
        secret=SECRET,
        counted_in=counted_in,
        id_numbers=pl.Series([NUMBER if n == 37 else None for n in range(77)]),
    )
    root = {"hash": tree.root.hash.hex(), "sum": str(tree.root.sum)}
    folder = tmp_path / "release"
    folder.mkdir()
    trees = [{"counted_in": counted_in, "size": tree.size, "root": root}]
    (folder / "inclusion.json").write_bytes(to_canonical_bytes({"trees": trees}))
    return folder, prove(tree, holder, secret=SECRET, id_number=NUMBER).to_json()


def test_proof_of_a_counted_record_holds(proved) -> None:
    folder, proof = proved
    assert verify_release.check_proof(folder, proof, None) == []
    assert verify_release.check_proof(folder, proof, NUMBER) == []


def test_proof_shown_to_somebody_else_is_refused(proved) -> None:
    folder, proof = proved
    (refused,) = verify_release.check_proof(folder, proof, "999001199001010026")
    assert "somebody else's" in refused


def _list_places(value: object, at: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [place for key, inner in value.items() for place in _list_places(inner, (*at, key))]
    if isinstance(value, list):
        return [place for index, inner in enumerate(value) for place in _list_places(inner, (*at, index))]
    return [at]


def _change(value: object) -> object:
    if isinstance(value, int):
        return value + 1
    assert isinstance(value, str)
    if value in {"left", "right"}:
        return "left" if value == "right" else "right"
    return value[:-1] + ("1" if value[-1] != "1" else "2")


def test_every_changed_value_of_a_proof_is_refused(proved) -> None:
    folder, proof = proved
    proof = {name: proof[name] for name in ("counted_in", "leaf", "size", "path", "root")}
    places = _list_places(proof)
    assert len(places) > 30
    for place in places:
        forged = json.loads(json.dumps(proof))
        inside = forged
        for key in place[:-1]:
            inside = inside[key]
        inside[place[-1]] = _change(inside[place[-1]])
        assert verify_release.check_proof(folder, forged, None), place


def test_proof_with_a_step_too_many_or_too_few_is_refused(proved) -> None:
    folder, proof = proved
    longer = {**proof, "path": [*proof["path"], proof["path"][0]]}
    shorter = {**proof, "path": proof["path"][:-1]}
    assert verify_release.check_proof(folder, longer, None)
    assert verify_release.check_proof(folder, shorter, None)


def test_total_that_is_not_the_published_one_is_refused(sealing) -> None:
    folder = sealing().path
    where = {"figure": "paid", "area": "371300", "period": "2021", "part": "numerator"}
    assert verify_release.check_published(folder, where, 3) == []
    assert "3 was published" in verify_release.check_published(folder, where, 4)[0]
    assert "no result" in verify_release.check_published(folder, {**where, "figure": "unpaid"}, 3)[0]
