"""Who a person key is: Parquet segments and a manifest, outside the book's hash-linked log.

Erasing a person rewrites his segment, so the key left in the book points at nobody. The look-up is an
HMAC, so that an ID number can be found without the file being sorted or joined by ID number.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

import polars as pl

from luoshi.errors import IntegrityFault, UserFault
from luoshi.registry.durable import make_temporary, move_file, replace_file, sync_path, telling_full_disk

FORMAT = 1
# 19 digits: never mistaken for an ID number of 18, and within int64.
LOWEST_KEY, HIGHEST_KEY = 10**18, 2**63 - 1
SCHEMA = pl.Schema({"person": pl.Int64, "lookup": pl.Binary, "id_number": pl.String, "name": pl.String})
MANIFEST = "manifest.json"
ERASURES = "erasures.jsonl"


@dataclass(frozen=True)
class Person:
    """A registered person. `name` is empty where nobody gave one."""

    key: int
    id_number: str
    name: str


class Registry:
    """The people of one book. Each writing call takes the registry's lock; reading needs none."""

    def __init__(self, folder: Path, secret: bytes, rng: Random | None = None) -> None:
        """Open the registry in `folder`, making it where there is none.

        `rng` draws the keys: the operating system's by default; a seeded one for a synthetic city only.
        Raises UserFault where the registry was made under another secret.
        """
        self.folder = folder
        self._secret = secret
        self._rng = rng or SystemRandom()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._lock():
            if not (folder / MANIFEST).exists():
                self._write_manifest([])
        if self._read_manifest()["secret"] != self._fingerprint():
            raise UserFault("registry.other_secret", folder=folder)

    def get_or_make_keys(self, id_numbers: Sequence[str], names: Sequence[str] | None = None) -> list[int]:
        """Return a person key for each ID number, in order; the same number has the same key for ever.

        A new number gets a random key; `names` (as long as `id_numbers`) are kept for new persons only.
        """
        given = names if names is not None else [""] * len(id_numbers)
        frame = pl.DataFrame(
            {"id_number": [_normalise(number) for number in id_numbers], "name": list(given)},
            schema={"id_number": pl.String, "name": pl.String},
        )
        lookups = [self._look_up(number) for number in frame["id_number"]]
        frame = frame.with_columns(pl.Series("lookup", lookups, dtype=pl.Binary))
        with self._lock():
            known = self._read_people()
            fresh = frame.unique("lookup", keep="first", maintain_order=True).join(known, on="lookup", how="anti")
            if fresh.height:
                keys = self._draw_keys(fresh.height, set(known["person"].to_list()))
                fresh = fresh.with_columns(pl.Series("person", keys, dtype=pl.Int64)).select(SCHEMA.names())
                self._write_manifest([*self._segments(), self._write_segment(fresh)])
                known = pl.concat([known, fresh])
        found = frame.select("lookup").join(known, on="lookup", how="left", maintain_order="left")
        return found["person"].to_list()

    def register(self, people: Iterable[pl.DataFrame]) -> int:
        """Enter many people who have their keys already, all or none, and return how many: for a synthetic city.

        Each frame has `person`, `id_number` and `name`. Raises UserFault where a key or an ID number is given
        twice or taken, or a key has not 19 digits.
        """
        with self._lock():
            written, keys, numbers = [], [], []
            for frame in people:
                known = frame.select("person", pl.col("id_number").str.strip_chars().str.to_uppercase(), "name")
                lookups = pl.Series("lookup", self._look_up_all(known["id_number"]), dtype=pl.Binary)
                written.append(self._write_segment(known.with_columns(lookups).select(SCHEMA.names())))
                keys.append(known["person"])
                numbers.append(known["id_number"])
            standing = self._read_people()
            every = pl.concat([standing["person"], *keys])
            fault = None
            if every.n_unique() < len(every) or every.filter(every < LOWEST_KEY).len():
                fault = "registry.key_taken"
            elif pl.concat([standing["id_number"], *numbers]).n_unique() < len(every):
                fault = "registry.number_taken"
            # In any case the manifest is written: it also removes the segments of those who were refused.
            self._write_manifest(self._segments() + ([] if fault else written))
        if fault:
            raise UserFault(fault, folder=self.folder)
        return len(every) - standing.height

    def find_keys(self, id_numbers: Sequence[str]) -> list[int | None]:
        """Return the person key of each ID number, in order, None for one that is not registered; writes nothing."""
        numbers = pl.Series([_normalise(number) for number in id_numbers], dtype=pl.String)
        asked = pl.DataFrame({"lookup": pl.Series(self._look_up_all(numbers), dtype=pl.Binary)})
        known = self._scan_people().select("lookup", "person").join(asked.lazy(), on="lookup", how="semi").collect()
        return asked.join(known, on="lookup", how="left", maintain_order="left")["person"].to_list()

    def find_people(self, keys: Sequence[int]) -> list[Person]:
        """Return who the keys are, in the order given; a key that is unknown or erased is left out."""
        wanted = pl.DataFrame({"person": list(keys)}, schema={"person": pl.Int64})
        known = self._scan_people().join(wanted.lazy(), on="person", how="semi").collect()
        found = wanted.join(known, on="person", how="inner", maintain_order="left")
        return [Person(*row) for row in found.select("person", "id_number", "name").iter_rows()]

    def find_person(self, key: int) -> Person | None:
        """Return who `key` is, or None: never registered here, or erased."""
        scans = [pl.scan_parquet(self.folder / name) for name in self._segments()]
        rows = pl.concat([SCHEMA.to_frame().lazy(), *scans]).filter(pl.col("person") == key).collect()
        return Person(key, rows["id_number"][0], rows["name"][0]) if rows.height else None

    def erase(self, key: int, reason: str, clock: Callable[[], datetime]) -> None:
        """Destroy a person's entry, in the segments themselves, and note that it was done.

        The note holds the time and `reason` (write no personal data there), not the key. Raises UserFault
        where nobody has this key. A backup made before still holds the person: see `backup_book`.
        """
        with self._lock():
            segments = self._segments()
            kept = []
            for name in segments:
                people = pl.read_parquet(self.folder / name)
                others = people.filter(pl.col("person") != key)
                if others.height == people.height:
                    kept.append(name)
                elif others.height:
                    kept.append(self._write_segment(others))
            if kept == segments:
                raise UserFault("registry.unknown_person", folder=self.folder)
            self._write_manifest(kept)
            line = {"reason": reason, "time": clock().astimezone(UTC).isoformat(timespec="seconds")}
            noted = self.folder / ERASURES
            before = noted.read_bytes() if noted.exists() else b""
            replace_file(noted, before + json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def merge_segments(self) -> None:
        """Write all segments as one; what a registry that grew by many small imports needs for speed."""
        with self._lock():
            if len(self._segments()) > 1:
                self._write_manifest([self._write_segment(self._read_people())])

    def count_people(self) -> int:
        """Return how many persons are registered."""
        return self._read_people().height

    def _read_manifest(self) -> dict[str, object]:
        manifest = json.loads((self.folder / MANIFEST).read_bytes())
        assert isinstance(manifest, dict)  # noqa: S101 - we wrote it as one
        return manifest

    def _segments(self) -> list[str]:
        segments = self._read_manifest()["segments"]
        assert isinstance(segments, list)  # noqa: S101 - we wrote it as one
        return segments

    def _read_people(self) -> pl.DataFrame:
        frames = [pl.read_parquet(self.folder / name) for name in self._segments()]
        return pl.concat([SCHEMA.to_frame(), *frames])

    def _scan_people(self) -> pl.LazyFrame:
        """Return the people unread: who looks few of them up need not hold a whole city in memory."""
        return pl.concat([SCHEMA.to_frame().lazy(), *(pl.scan_parquet(self.folder / s) for s in self._segments())])

    def _write_segment(self, people: pl.DataFrame) -> str:
        temporary = make_temporary(self.folder / "segment")
        with telling_full_disk(self.folder):
            people.write_parquet(temporary, compression="zstd")
            sync_path(temporary)
        digest = hashlib.sha256(temporary.read_bytes()).hexdigest()
        move_file(temporary, self.folder / f"{digest}.parquet")
        return f"{digest}.parquet"

    def _write_manifest(self, segments: list[str]) -> None:
        """Make `segments` the registry, then remove every other file: an erased person's bytes go too."""
        content = {"format": FORMAT, "secret": self._fingerprint(), "segments": segments}
        replace_file(self.folder / MANIFEST, json.dumps(content, sort_keys=True).encode())
        for path in self.folder.iterdir():
            if path.name not in {MANIFEST, ERASURES, ".lock", *segments}:
                path.unlink()

    def _draw_keys(self, count: int, taken: set[int]) -> list[int]:
        keys: list[int] = []
        while len(keys) < count:
            key = self._rng.randint(LOWEST_KEY, HIGHEST_KEY)
            if key not in taken:
                taken.add(key)
                keys.append(key)
        return keys

    def _look_up(self, id_number: str) -> bytes:
        return hmac.digest(self._secret, id_number.encode(), "sha256")

    def _look_up_all(self, id_numbers: pl.Series) -> list[bytes]:
        # Copying the keyed state is twice as fast as keying anew for each number.
        keyed = hmac.new(self._secret, digestmod="sha256")
        found = []
        for number in id_numbers:
            one = keyed.copy()
            one.update(number.encode())
            found.append(one.digest())
        return found

    def _fingerprint(self) -> str:
        return hmac.digest(self._secret, b"luoshi registry", "sha256").hex()[:16]

    @contextmanager
    def _lock(self) -> Iterator[None]:
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def read_id_numbers(folder: Path) -> pl.DataFrame:
    """Return `person` and `id_number` of everybody in a registry, no rows where there is none.

    Needs no secret: whoever may read the registry's files may read this. Never write it anywhere.
    """
    if not (folder / MANIFEST).exists():
        return SCHEMA.to_frame().select("person", "id_number")
    segments = json.loads((folder / MANIFEST).read_bytes())["segments"]
    scans = [pl.scan_parquet(folder / name) for name in segments]
    return pl.concat([SCHEMA.to_frame().lazy(), *scans]).select("person", "id_number").collect()


def verify_registry(folder: Path) -> None:
    """Raise IntegrityFault where a segment is missing or its bytes are not what its name says.

    Needs no secret. A folder that does not exist is a book without a registry, and passes.
    """
    if not folder.exists():
        return
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise IntegrityFault("registry.missing_file", path=manifest)
    for name in json.loads(manifest.read_bytes())["segments"]:
        path = folder / name
        if not path.is_file():
            raise IntegrityFault("registry.missing_file", path=path)
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
            raise IntegrityFault("registry.changed_file", path=path)


def _normalise(id_number: str) -> str:
    return id_number.strip().upper()
