"""Signing keys: made and kept outside the book, named by their own hash; one signer for each algorithm.

The reader of a release brings the public keys. Nothing here takes a key from a release.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from luoshi.errors import UserFault

KEY_VARIABLE = "LUOSHI_SIGNING_KEY"
DEFAULT_ALGORITHM = "Ed25519"


class PublicKey(Protocol):
    """Says whether a signature is good; `id` is the first 16 hexadecimal digits of the key's SHA-256."""

    @property
    def algorithm(self) -> str:
        """The algorithm's name, as manifests state it."""
        ...

    @property
    def id(self) -> str:
        """The key's id, as manifests state it."""
        ...

    def is_good(self, signature: bytes, message: bytes) -> bool:
        """Return whether the holder of the private key signed exactly `message`."""
        ...

    def to_pem(self) -> bytes:
        """Return the key as PEM (SubjectPublicKeyInfo)."""
        ...


class Signer(Protocol):
    """Holds a private key; never writes or prints it."""

    @property
    def public_key(self) -> PublicKey:
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of `message`."""
        ...


@dataclass(frozen=True)
class Ed25519Public:
    """The public half of an Ed25519 key."""

    key: Ed25519PublicKey
    algorithm: str = "Ed25519"

    @property
    def id(self) -> str:
        """The key id: the start of the SHA-256 of the DER form."""
        der = self.key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(der).hexdigest()[:16]

    def is_good(self, signature: bytes, message: bytes) -> bool:
        """Return whether the signature is this key's, over exactly `message`."""
        try:
            self.key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def to_pem(self) -> bytes:
        """Return the key as PEM (SubjectPublicKeyInfo)."""
        return self.key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, repr=False)
class Ed25519Signer:
    """Signs with an Ed25519 private key; it has no printed form, so that no log can hold it."""

    key: Ed25519PrivateKey

    @property
    def public_key(self) -> PublicKey:
        """The public half, for verifying."""
        return Ed25519Public(self.key.public_key())

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self.key.sign(message)


def make_key(path: Path, *, book: Path | None = None, algorithm: str = DEFAULT_ALGORITHM) -> PublicKey:
    """Write a new private key to `path` (mode 0600) and its public key beside it as `<path>.pub`.

    Raises UserFault for a path inside the book, a file that is there already, or an unknown algorithm.
    """
    _validate_outside(path, book)
    if algorithm not in _ALGORITHMS:
        raise UserFault("releases.unknown_algorithm", algorithm=algorithm, known=", ".join(_ALGORITHMS))
    signer, pem = _ALGORITHMS[algorithm].make()
    _create(path, pem, 0o600)
    _create(get_public_path(path), signer.public_key.to_pem(), 0o644)
    return signer.public_key


def get_public_path(path: Path) -> Path:
    """Return where the public key of the private key at `path` lies."""
    return path.with_name(f"{path.name}.pub")


def load_signer(path: Path | None = None, *, book: Path | None, environment: Mapping[str, str]) -> Signer:
    """Read the private key at `path`, or at the path that LUOSHI_SIGNING_KEY names.

    Raises UserFault when neither is given, the file is unreadable, lies in the book, or others may read it.
    """
    given = path or (Path(environment[KEY_VARIABLE]) if environment.get(KEY_VARIABLE) else None)
    if given is None:
        raise UserFault("releases.key_missing", variable=KEY_VARIABLE)
    _validate_outside(given, book)
    pem = _read_key(given)
    if os.name == "posix" and given.stat().st_mode & 0o077:
        raise UserFault("releases.key_open_to_others", path=given)
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise UserFault("releases.key_unreadable", path=given) from None
    for algorithm in _ALGORITHMS.values():
        signer = algorithm.find_signer(key)
        if signer is not None:
            return signer
    raise UserFault("releases.key_unreadable", path=given)


def load_public_keys(paths: Iterable[Path]) -> tuple[PublicKey, ...]:
    """Read the public keys that the reader trusts, in that order; raises UserFault for what is no key."""
    return tuple(_load_public_key(path) for path in paths)


def _load_public_key(path: Path) -> PublicKey:
    try:
        key = serialization.load_pem_public_key(_read_key(path))
    except ValueError:
        raise UserFault("releases.key_unreadable", path=path) from None
    for algorithm in _ALGORITHMS.values():
        public = algorithm.find_public(key)
        if public is not None:
            return public
    raise UserFault("releases.key_unreadable", path=path)


@dataclass(frozen=True)
class _Algorithm:
    """How one named algorithm makes keys, and knows its own among those read from PEM files."""

    make: Callable[[], tuple[Signer, bytes]]
    find_signer: Callable[[object], Signer | None]
    find_public: Callable[[object], PublicKey | None]


def _make_ed25519() -> tuple[Signer, bytes]:
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Ed25519Signer(private), pem


def _find_ed25519_signer(key: object) -> Signer | None:
    return Ed25519Signer(key) if isinstance(key, Ed25519PrivateKey) else None


def _find_ed25519_public(key: object) -> PublicKey | None:
    return Ed25519Public(key) if isinstance(key, Ed25519PublicKey) else None


# By the name that manifests state. SM2 (GB/T 32918) enters here with its own two classes, once a vetted
# implementation is at hand; the release format needs no change.
_ALGORITHMS = {"Ed25519": _Algorithm(_make_ed25519, _find_ed25519_signer, _find_ed25519_public)}


def _validate_outside(path: Path, book: Path | None) -> None:
    if book is not None and path.resolve().is_relative_to(book.resolve()):
        raise UserFault("releases.key_in_book", path=path, book=book)


def _read_key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserFault("releases.key_not_read", path=path, reason=error.strerror) from error


def _create(path: Path, content: bytes, mode: int) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise UserFault("releases.key_exists", path=path) from None
    except OSError as error:
        raise UserFault("releases.cannot_write", path=path, reason=error.strerror) from error
