"""Sealing: a release is built beside its place, signed, and appears there whole by one rename.

A writer that is killed leaves only a temporary folder, which no reader looks into.
"""

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from luoshi.errors import IntegrityFault, UserFault
from luoshi.figures import Figure, hash_definition, to_sealed
from luoshi.periods import Clock
from luoshi.records import Json, Snapshot, to_canonical_bytes
from luoshi.registry import make_temporary, move_file, sync_path, telling_full_disk
from luoshi.releases.blocks import read_fingerprint
from luoshi.releases.book_files import BLOCKS
from luoshi.releases.keys import Signer
from luoshi.releases.manifest import (
    INCLUSION,
    MANIFEST,
    NOTICE,
    SIGNATURE,
    WITNESS,
    Manifest,
    Signature,
    Vintage,
    fingerprint_manifest,
)
from luoshi.releases.release import Release, load_release
from luoshi.releases.standalone import VERIFIER
from luoshi.releases.tables import Results, hash_rows, make_result_table

_COUNTY_CODE = 6  # digits of a city's or a county's code; a township's has nine


@dataclass(frozen=True)
class Contents:
    """What a release says.

    `results` are given by tree of areas (legal, reporting), or as the frame that `count_exactly` returns.
    `parameters` and `areas` are the policy's dated parameters and the area tables as JSON; `records` comes from
    `describe_records`; `texts` are titles and notes by name and language (`title_zh`, `title_en` ...).
    `blocks` comes from `fingerprint_records`; `witness` is what a second engine counted from the masked
    records, and what it counted them from; `inclusion` holds the roots of the sum trees over what was counted
    (see `verify_release.py`).
    """

    vintage: Vintage
    figures: tuple[Figure, ...]
    results: Results
    parameters: Json
    areas: Json
    records: Json
    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: Json = field(default_factory=dict)
    witness: Json = field(default_factory=dict)
    inclusion: Json = field(default_factory=dict)


def describe_records(snapshot: Snapshot) -> Json:
    """Return, by record kind in order, the SHA-256, rows and role of each data file that a count reads."""
    kinds: dict[str, list[Json]] = {}
    for role in ("records", "ended"):
        for file in snapshot.get_file_entries(role):
            entry: Json = {"sha256": file.name, "rows": file.rows, "bytes": file.bytes, "role": role}
            kinds.setdefault(file.kind, []).append(entry)
    return [{"kind": kind, "files": list(files)} for kind, files in sorted(kinds.items())]


def seal(directory: Path, contents: Contents, *, signer: Signer, clock: Clock) -> Release:
    """Write the release into `directory` (the book's `releases`) under its id, and return it.

    The same content again changes nothing and returns the release that stands, whoever signed it. Raises
    UserFault for results without a definition, results given twice, or a full disk; IntegrityFault when
    another content stands under the id.
    """
    table = make_result_table(contents.results)
    _validate_defined(table, contents.figures)
    with telling_full_disk(directory):
        directory.mkdir(parents=True, exist_ok=True)
        building = make_temporary(directory / "release")
        building.mkdir()
        try:
            manifest = _write(building, contents, table, signer, clock)
            return _publish(building, directory / manifest.id, manifest)
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _write(building: Path, contents: Contents, table: pl.DataFrame, signer: Signer, clock: Clock) -> Manifest:
    notice = f"{NOTICE['zh']} {NOTICE['en']}" if contents.vintage.synthetic else ""
    _write_tables(building, table, notice)
    figures = sorted(contents.figures, key=lambda figure: figure.id)
    definitions: Json = [{"sha256": hash_definition(figure), "definition": to_sealed(figure)} for figure in figures]
    for name, value in (
        ("definitions.json", definitions),
        ("parameters.json", contents.parameters),
        ("areas.json", contents.areas),
        ("records.json", contents.records),
        (BLOCKS, contents.blocks),
        (WITNESS, contents.witness),
        (INCLUSION, contents.inclusion),
    ):
        (building / name).write_bytes(to_canonical_bytes(value))
    shutil.copyfile(VERIFIER, building / VERIFIER.name)
    files = sorted(path.name for path in building.iterdir())
    manifest = Manifest(
        vintage=contents.vintage,
        created=clock.now(),
        algorithm=signer.public_key.algorithm,
        key=signer.public_key.id,
        rows=table.height,
        rows_sha256=hash_rows(table),
        figures=len(figures),
        files={name: read_fingerprint(building / name) for name in files},
        texts=contents.texts,
    )
    content = manifest.to_bytes()
    signature = Signature(manifest.algorithm, manifest.key, signer.sign(content).hex(), fingerprint_manifest(content))
    (building / MANIFEST).write_bytes(content)
    (building / SIGNATURE).write_bytes(signature.to_bytes())
    return manifest


def _write_tables(building: Path, table: pl.DataFrame, notice: str) -> None:
    """Write all results as Parquet, and those of the city and its counties as CSV."""
    metadata = {"notice": notice} if notice else None
    # Polars tells of a full disk in errors of its own, without a number: our own writes are recognised.
    parquet = io.BytesIO()
    table.write_parquet(parquet, compression="zstd", metadata=metadata)
    (building / "results.parquet").write_bytes(parquet.getbuffer())
    upper = table.filter(pl.col("area").str.len_chars() <= _COUNTY_CODE)
    if notice:
        upper = upper.with_columns(pl.lit(notice).alias("notice"))
    # The byte order mark makes spreadsheets read the Chinese as UTF-8.
    (building / "results.csv").write_bytes(upper.write_csv(include_bom=True).encode())


def _publish(building: Path, target: Path, manifest: Manifest) -> Release:
    for path in building.iterdir():
        sync_path(path)
    sync_path(building)
    if not target.exists():
        try:
            move_file(building, target)
        except OSError:
            # Another writer may have put a release there since we looked; anything else is a real failure.
            if not target.exists():
                raise
    standing = load_release(target)
    if standing.manifest.content != manifest.content:
        raise IntegrityFault("releases.id_taken", path=target, release=manifest.id)
    return standing


def _validate_defined(table: pl.DataFrame, figures: tuple[Figure, ...]) -> None:
    ids = [figure.id for figure in figures]
    if len(set(ids)) != len(ids):
        twice = sorted({name for name in ids if ids.count(name) > 1})
        raise UserFault("releases.definition_twice", figures=", ".join(twice))
    unknown = sorted(set(table["figure"].unique()) - set(ids))
    if unknown:
        raise UserFault("releases.result_without_definition", figures=", ".join(unknown[:5]))
