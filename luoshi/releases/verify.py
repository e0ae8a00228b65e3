"""Verifying a release with nothing but its folder and the public keys that the reader brings."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import IntegrityFault
from luoshi.records import Json, hash_json
from luoshi.releases.blocks import ByteRange, Fingerprint, check_content
from luoshi.releases.findings import Finding
from luoshi.releases.keys import PublicKey
from luoshi.releases.manifest import MANIFEST, SIGNATURE, Manifest, Signature, fingerprint_manifest


@dataclass(frozen=True)
class Verification:
    """The release's folder name, the key whose signature is good (or None), and the findings."""

    release: str
    key: str | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether a key of the reader signed the manifest, and every byte is as it says."""
        return self.key is not None and not self.findings

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        findings: Json = [finding.to_json() for finding in self.findings]
        return {"release": self.release, "holds": self.holds, "key": self.key, "findings": findings}


def verify(release: Path, public_keys: Iterable[PublicKey]) -> Verification:
    """Check the folder `release` byte for byte; findings come manifest first, then files by name.

    Raises IntegrityFault when there is no such folder. Keys never come from the release itself.
    """
    if not release.is_dir():
        raise IntegrityFault("releases.no_release", path=release)
    release = release.resolve()
    strange = list(_check_entries(release))
    content = _read_plain(release / MANIFEST)
    if content is None:
        return Verification(release.name, None, (*strange, Finding("file_missing", MANIFEST)))
    key, findings = _check_signature(content, _read_plain(release / SIGNATURE), tuple(public_keys))
    try:
        manifest = Manifest.from_bytes(content, path=release / MANIFEST)
    except IntegrityFault as fault:
        detail = str(fault.values["reason"])
        return Verification(
            release.name, None, (*findings, Finding("manifest_unreadable", MANIFEST, detail=detail), *strange)
        )
    if manifest.id != release.name:
        findings.append(Finding("renamed", release.name, detail=manifest.id))
    for name, mark in sorted(manifest.files.items()):
        findings.extend(_check_file(release / name, mark))
    named = {*manifest.files, MANIFEST, SIGNATURE}
    extra = [path.name for path in sorted(release.iterdir()) if path.name not in named]
    findings.extend(Finding("file_extra", name) for name in extra)
    return Verification(release.name, key, (*findings, *strange))


def _check_entries(release: Path) -> Iterator[Finding]:
    """Find links and folders: a sealed file is a plain file here, not a way to another place."""
    for path in sorted(release.iterdir()):
        if path.is_symlink() or not path.is_file():
            yield Finding("file_not_plain", path.name)


def _read_plain(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _check_signature(
    manifest: bytes, stored: bytes | None, keys: tuple[PublicKey, ...]
) -> tuple[str | None, list[Finding]]:
    """Return the id of the key whose signature is good, and what speaks against manifest or signature."""
    if stored is None:
        return None, [Finding("file_missing", SIGNATURE)]
    try:
        signature = Signature.from_bytes(stored)
    except ValueError as error:
        return None, [Finding("signature_unreadable", SIGNATURE, detail=str(error)[:120])]
    key = next((key for key in keys if key.id == signature.key and key.algorithm == signature.algorithm), None)
    if key is None:
        findings = [Finding("key_unknown", SIGNATURE, detail=f"{signature.algorithm} {signature.key}")]
    elif key.is_good(bytes.fromhex(signature.signature), manifest):
        # A good signature over other bytes than the fingerprint's means that the fingerprint was touched.
        same = signature.manifest == fingerprint_manifest(manifest)
        return key.id, [] if same else [Finding("signature_unreadable", SIGNATURE, detail="manifest")]
    else:
        findings = [Finding("signature_bad", SIGNATURE, detail=f"{key.algorithm} {key.id}")]
    places = check_content(manifest, signature.manifest)
    return None, [*findings, *(Finding("manifest_changed", MANIFEST, place) for place in places)]


def _check_file(path: Path, mark: Fingerprint) -> Iterator[Finding]:
    content = _read_plain(path)
    if content is None:
        # A link or folder is reported as such; what it should have been is missing all the same.
        yield Finding("file_missing", path.name)
        return
    for place in check_content(content, mark):
        yield Finding("file_changed", path.name, place, _name_entries(path.name, content, place))


def _name_entries(name: str, content: bytes, place: ByteRange) -> tuple[str, ...]:
    if name == "definitions.json":
        return _name_definitions(content)
    if name.endswith(".csv"):
        first = content.count(b"\n", 0, place.first) + 1
        last = first + content.count(b"\n", place.first, max(place.first, place.end - 1))
        return (f"{first}-{last}",)
    return ()


def _name_definitions(content: bytes) -> tuple[str, ...]:
    """Return the ids whose definition no longer has the hash beside it; none where the JSON is broken."""
    try:
        return tuple(
            str(entry["definition"].get("id", "?"))
            for entry in json.loads(content)
            if hash_json(entry["definition"]) != entry["sha256"]
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()
