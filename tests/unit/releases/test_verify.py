"""Any single changed byte of a release is found, and its place is named."""

import hashlib
import shutil

import pytest

from luoshi.errors import IntegrityFault
from luoshi.releases import load_public_keys, load_signer, make_key, seal, verify
from luoshi.releases.blocks import ByteRange, check_content, make_fingerprint


def test_verify_of_an_untouched_release_holds(sealing, public_keys):
    found = verify(sealing().path, public_keys)
    assert found.holds
    assert found.key == public_keys[0].id
    assert found.to_json()["findings"] == []


# About 8,000 bytes in all, each changed once: seconds. The daily run takes every 23rd, a step that is prime to
# the block size and to the eight bits.
@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
def test_verify_finds_each_changed_byte_of_each_file(sealing, public_keys, step):
    path = sealing().path
    for file in sorted(path.iterdir()):
        content = file.read_bytes()
        for place in range(0, len(content), step):
            changed = bytearray(content)
            changed[place] ^= 1 << (place % 8)
            file.write_bytes(changed)
            found = verify(path, public_keys)
            assert not found.holds, (file.name, place)
            _assert_place_is_named(found, file.name, place)
        file.write_bytes(content)
    assert verify(path, public_keys).holds


def _assert_place_is_named(found, name, place):
    named = [finding for finding in found.findings if finding.file == name]
    assert named, (name, place, found.findings)
    if name != "manifest.sig":
        ranges = [finding.bytes for finding in named if finding.bytes]
        assert any(one.first <= place < one.end for one in ranges), (name, place, found.findings)


@pytest.mark.parametrize("change", ["bit", "case", "insert", "remove", "append", "truncate"])
def test_verify_finds_every_kind_of_change_in_every_file(sealing, public_keys, change):
    path = sealing().path
    for file in sorted(path.iterdir()):
        content = file.read_bytes()
        middle = len(content) // 2
        file.write_bytes(
            {
                "bit": content[:middle] + bytes([content[middle] ^ 0x80]) + content[middle + 1 :],
                "case": content.swapcase(),
                "insert": content[:middle] + b" " + content[middle:],
                "remove": content[:middle] + content[middle + 1 :],
                "append": content + b"\n",
                "truncate": content[:-1],
            }[change]
        )
        found = verify(path, public_keys)
        assert not found.holds
        assert file.name in {finding.file for finding in found.findings}
        file.write_bytes(content)


def test_verify_names_a_missing_file_each(sealing, public_keys):
    path = sealing().path
    for file in sorted(path.iterdir()):
        content = file.read_bytes()
        file.unlink()
        found = verify(path, public_keys)
        assert ("file_missing", file.name) in {(one.kind, one.file) for one in found.findings}
        assert not found.holds
        file.write_bytes(content)


def test_verify_names_an_extra_file_a_folder_and_a_link(sealing, public_keys, tmp_path):
    path = sealing().path
    (path / "more.txt").write_text("more")
    (path / "deep").mkdir()
    csv = path / "results.csv"
    csv.rename(tmp_path / "elsewhere.csv")
    csv.symlink_to(tmp_path / "elsewhere.csv")
    kinds = {(one.kind, one.file) for one in verify(path, public_keys).findings}
    assert {
        ("file_extra", "more.txt"),
        ("file_not_plain", "deep"),
        ("file_not_plain", "results.csv"),
    } <= kinds


def test_verify_names_the_definition_that_was_changed(sealing, public_keys):
    path = sealing().path
    file = path / "definitions.json"
    file.write_bytes(file.read_bytes().replace(b"assumed", b"imposed"))
    found = verify(path, public_keys)
    assert found.findings[0].entries == ("paid",)
    assert "paid" in found.findings[0].say("en")
    assert "paid" in found.findings[0].say("zh")


def test_verify_by_a_stranger_key_is_unknown(sealing, tmp_path):
    path = sealing().path
    stranger = make_key(tmp_path / "stranger.pem")
    for keys in [(), (stranger,)]:
        found = verify(path, keys)
        assert (found.holds, found.key) == (False, None)
        assert [one.kind for one in found.findings] == ["key_unknown"]


def test_verify_of_a_release_signed_again_by_somebody_else_fails(sealing, public_keys, tmp_path):
    path = sealing().path
    make_key(tmp_path / "forger.pem")
    forger = load_signer(tmp_path / "forger.pem", book=None, environment={})
    signature = (path / "manifest.sig").read_bytes()
    old = bytes.fromhex(_read_signature(signature))
    forged = signature.replace(old.hex().encode(), forger.sign((path / "manifest.json").read_bytes()).hex().encode())
    (path / "manifest.sig").write_bytes(forged)
    found = verify(path, public_keys)
    assert not found.holds
    assert found.findings[0].kind == "signature_bad"


def _read_signature(content):
    return content.split(b'"signature":"')[1].split(b'"')[0].decode()


def test_verify_of_a_renamed_release_says_its_own_name(sealing, public_keys):
    path = sealing().path
    other = path.with_name("2021-00000000")
    shutil.move(path, other)
    found = verify(other, public_keys)
    assert [(one.kind, one.detail) for one in found.findings] == [("renamed", path.name)]


def test_verify_of_no_folder_raises(tmp_path, public_keys):
    with pytest.raises(IntegrityFault, match="no_release"):
        verify(tmp_path / "nowhere", public_keys)


def test_every_finding_speaks_both_languages(sealing, public_keys):
    path = sealing().path
    (path / "manifest.json").write_bytes(b"{")
    for finding in verify(path, public_keys).findings:
        assert finding.file in finding.say("zh")
        assert finding.file in finding.say("en")


def test_check_content_names_one_range_a_run_of_blocks():
    content = bytes(range(250)) * 100
    mark = make_fingerprint(content)
    assert mark.sha256 == hashlib.sha256(content).hexdigest()
    assert check_content(content, mark) == ()
    changed = bytearray(content)
    changed[0] ^= 1
    changed[5000] ^= 1
    changed[24_999] ^= 1
    assert check_content(bytes(changed), mark) == (ByteRange(0, 8192), ByteRange(24_576, 25_000))


def test_fingerprint_of_a_large_file_takes_larger_blocks():
    mark = make_fingerprint(bytes(4096 * 4096 + 1))
    assert (mark.block, len(mark.blocks)) == (8192, 2049)


def test_keys_in_a_ring_may_rotate(folder, sealing, public_keys, tmp_path, clock_and_contents):
    sealing()
    newer_public = make_key(tmp_path / "newer.pem")
    newer = load_signer(tmp_path / "newer.pem", book=None, environment={})
    clock, contents = clock_and_contents
    later = seal(folder, contents, signer=newer, clock=clock)
    ring = (*public_keys, newer_public)
    assert verify(later.path, ring).key == newer_public.id
    assert verify(sealing().path, ring).key == public_keys[0].id
    assert load_public_keys([]) == ()


def test_a_period_that_is_none_makes_the_manifest_unreadable_and_no_user_fault(sealing, public_keys):
    path = sealing().path
    manifest = path / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"period":"2021"', b'"period":":021"'))
    assert "manifest.json" in {finding.file for finding in verify(path, public_keys).findings}
