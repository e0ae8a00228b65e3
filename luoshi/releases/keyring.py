"""The user's own key ring, outside every book: one current signing key, and each public half ever used.

It serves who names no key. A book is copied and shown to others; this folder is not.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.registry import make_temporary, move_file, replace_file
from luoshi.releases.keys import (
    KEY_VARIABLE,
    PublicKey,
    Signer,
    get_public_path,
    load_public_keys,
    load_signer,
    make_key,
)

_CURRENT = "current"


@dataclass(frozen=True)
class RingKey:
    """A key of the ring: its public half, where the private one lies, and whether it signs new releases."""

    public: PublicKey
    path: Path
    current: bool


@dataclass(frozen=True)
class FoundSigner:
    """The signer to use, the file it was read from, and whether it was made just now."""

    signer: Signer
    path: Path
    made: bool


def get_ring_path(environment: Mapping[str, str]) -> Path:
    """Return the folder of the user's key ring, by the custom of the system (XDG, or APPDATA on Windows)."""
    base = environment.get("XDG_CONFIG_HOME") or environment.get("APPDATA")
    return (Path(base) if base else Path.home() / ".config") / "luoshi" / "keys"


def list_ring(folder: Path) -> tuple[RingKey, ...]:
    """Return the keys of a ring in order of their ids; none where there is no ring yet."""
    current = _read_current(folder)
    paths = [path.with_suffix("") for path in sorted(folder.glob("[0-9a-f]*.pem.pub"))]
    return tuple(RingKey(public, path, path == current) for path in paths for public in _load_public(path))


def rotate_ring(folder: Path, *, book: Path | None = None) -> RingKey:
    """Make a new key the ring's current one; the old ones stay, so that old releases still verify.

    Raises UserFault for a folder inside the book. A kill leaves the old current key or the new one.
    """
    building = make_temporary(folder / "key")
    public = make_key(building, book=book)
    path = folder / f"{public.id}.pem"
    move_file(get_public_path(building), get_public_path(path))
    move_file(building, path)
    replace_file(folder / _CURRENT, public.id.encode())
    return RingKey(public, path, current=True)


def find_signer(path: Path | None, *, book: Path, environment: Mapping[str, str]) -> FoundSigner:
    """Return the signer of the key at `path`, else of LUOSHI_SIGNING_KEY, else of the ring, made if need be.

    Raises what `load_signer` and `rotate_ring` raise.
    """
    variable = environment.get(KEY_VARIABLE)
    given = path or (Path(variable) if variable else None)
    folder = get_ring_path(environment)
    given = given or _read_current(folder)
    made = given is None
    chosen = given or rotate_ring(folder, book=book).path
    return FoundSigner(load_signer(chosen, book=book, environment=environment), chosen, made)


def load_own_keys(environment: Mapping[str, str]) -> tuple[PublicKey, ...]:
    """Return the public keys of the user's ring and the one beside LUOSHI_SIGNING_KEY; none where none are."""
    found = [one.public for one in list_ring(get_ring_path(environment))]
    if variable := environment.get(KEY_VARIABLE):
        found += _load_public(Path(variable))
    return tuple(found)


def describe_key(path: Path) -> PublicKey:
    """Return the public half of the key file at `path`, private or public; raises UserFault for neither."""
    if path.is_file() and b"PRIVATE KEY" in path.read_bytes():
        return load_signer(path, book=None, environment={}).public_key
    return load_public_keys([path])[0]


def _load_public(path: Path) -> list[PublicKey]:
    public = get_public_path(path)
    return list(load_public_keys([public])) if public.is_file() else []


def _read_current(folder: Path) -> Path | None:
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserFault(
            "releases.key_not_read", path=folder / _CURRENT, reason=os.strerror(error.errno or 0)
        ) from error
    return folder / f"{name}.pem"
