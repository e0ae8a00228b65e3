"""Verify a book's release: its bytes, its signature by the reader's keys, and the book's files behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from luoshi.records import Json
from luoshi.releases import (
    FOLDER,
    Finding,
    get_release,
    load_own_keys,
    load_public_keys,
    verify,
    verify_book,
)

KeysFrom = Literal["given", "own", "none"]
SignatureState = Literal["good", "not_verified", "bad"]


@dataclass(frozen=True)
class ReleaseCheck:
    """What was found, by whose keys.

    `keys_from` says where the public keys came from: the reader gave them, the user's own key ring, or
    nowhere. `signature` is not verified where no key was given and the ring has not got the signer's.
    """

    release: str
    key: str | None
    keys_from: KeysFrom
    signature: SignatureState
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """4 where anything is not as sealed, 3 where all is but nobody's key vouches for it, else 0."""
        if self.findings:
            return 4
        return 0 if self.signature == "good" else 3

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form; see docs/reference/releases.md."""
        return {
            "release": self.release,
            "holds": self.exit_code == 0,
            "bytes": "changed" if self.findings else "as sealed",
            "signature": self.signature,
            "key": self.key,
            "keys_from": self.keys_from,
            "findings": [finding.to_json() for finding in self.findings],
        }


def verify_release(book: Path, name: str, public_keys: Sequence[Path], environment: Mapping[str, str]) -> ReleaseCheck:
    """Check a release of the book byte for byte, and the log and record files that it was counted from.

    Without `public_keys` the user's own ring is tried; a signature by a key that is not in it is then not
    verified, and no finding. Raises UserFault for a release that the book has not got.
    """
    folder = book / FOLDER / name
    if Path(name).name != name or not folder.is_dir():
        folder = get_release(book, name).path
    own = () if public_keys else load_own_keys(environment)
    keys = load_public_keys(public_keys) if public_keys else own
    checked = verify(folder, keys)
    findings = checked.findings
    # Without any key of the reader's, a stranger's signature is not a finding but something left undone.
    undone = not public_keys and any(finding.kind == "key_unknown" for finding in findings)
    if undone:
        findings = tuple(finding for finding in findings if finding.kind != "key_unknown")
    state: SignatureState = "good" if checked.key is not None else "not_verified" if undone else "bad"
    source: KeysFrom = "given" if public_keys else "own" if own else "none"
    return ReleaseCheck(name, checked.key, source, state, (*findings, *verify_book(folder, book)))
