"""Proofs of inclusion for a release: a sum tree a figure over what was counted, and one person's proof from it.

The trees are grown from the masks of the count before sealing; their roots are sealed, their leaves stay in the
book's private folder `proofs`, with the secret that orders and salts them.
"""

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.engines import locate_bits
from luoshi.errors import IntegrityFault, UserFault
from luoshi.figures import Evidence, Figure, Result
from luoshi.query import Distinct, Measure, Source, Total
from luoshi.records import Book, Json, get_contract, to_canonical_bytes
from luoshi.registry import create_once, make_temporary, move_file, read_id_numbers
from luoshi.releases import get_release
from luoshi.releases.inclusion import Leaves, Proof, grow_tree, prove, read_tree

FOLDER = "proofs"
# A tree of a million leaves grows in about three seconds and takes 45 MB; larger ones are left out and named.
MOST_LEAVES = 1_000_000
_PERSON = "person"
_ID_LENGTH = 18


@dataclass(frozen=True)
class Counted:
    """What was counted, where the masks lie, and the position in the log that it was counted at."""

    figures: Sequence[Figure]
    source: Source
    masks: Path
    results: Sequence[Result]
    head: str
    city: str


def grow_proofs(book: Book, counted: Counted) -> Json:
    """Grow a tree for each figure counted from records of persons, and return what a release seals of them.

    `results` are those of the whole city for one period. The same count gives the same trees again.
    """
    folder = book.path / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    secret = _load_secret(book)
    building = make_temporary(folder / "trees")
    trees: list[Json] = []
    left_out: list[Json] = []
    people = read_id_numbers(book.path / "registry")
    try:
        building.mkdir(mode=0o700)
        for result, measure, rows in _list_rows(counted):
            figure = next(each for each in counted.figures if each.id == result.figure)
            where = _describe(counted, figure, measure, result)
            if rows.height > MOST_LEAVES:
                left_out.append({"figure": figure.id, "leaves": rows.height})
                continue
            numbers = rows.join(people, left_on="holder", right_on=_PERSON, how="left", maintain_order="left")
            leaves = Leaves(*(rows[name].to_numpy() for name in ("holder", "amount", "records")))
            grown = grow_tree(
                building / figure.id, leaves, secret=secret, counted_in=where, id_numbers=numbers["id_number"]
            )
            if grown.root.sum != result.numerator:
                raise IntegrityFault(
                    "runs.tree_differs", figure=figure.id, counted=result.numerator, summed=grown.root.sum
                )
            root: Json = {"hash": grown.root.hash.hex(), "sum": str(grown.root.sum)}
            trees.append({"counted_in": where, "size": grown.size, "root": root})
        sealed: Json = {"trees": trees, "left_out": left_out}
        target = folder / name_trees(sealed)
        if not target.exists():
            move_file(building, target)
        return sealed
    finally:
        shutil.rmtree(building, ignore_errors=True)


def name_trees(sealed: Json) -> str:
    """Return the name of the private folder that holds the trees with these sealed roots."""
    return hashlib.sha256(to_canonical_bytes(sealed)).hexdigest()[:16]


def prove_person(path: Path, person: str, figure: str, release_id: str) -> Proof:
    """Return the proof that a person, by key or ID number, is counted in a figure of a release.

    Raises UserFault where nobody has the number, the figure has no tree, or the person is not counted in it.
    """
    book = Book.open(path)
    release = get_release(path, release_id)
    people = read_id_numbers(path / "registry")
    given = person.strip().upper()
    column = pl.col("id_number") if len(given) == _ID_LENGTH else pl.col(_PERSON).cast(pl.String)
    known = people.filter(column == given)
    if not known.height:
        raise UserFault("runs.unknown_person")
    folder = path / FOLDER / name_trees(release.load_inclusion()) / figure
    if not (folder / "tree.json").is_file():
        raise UserFault("runs.no_tree", figure=figure, release=release.id)
    key, number = known.row(0)
    return prove(read_tree(folder), key, secret=_load_secret(book), id_number=number)


def find_some_person(path: Path, figure: str, release_id: str) -> int | None:
    """Return the key of one registered person who is counted in a figure of a release, or None: for a demonstration."""
    folder = path / FOLDER / name_trees(get_release(path, release_id).load_inclusion()) / figure
    if not (folder / "tree.json").is_file():
        return None
    holders = pl.read_parquet(folder / "leaves.parquet", columns=["holder"], n_rows=1000)
    known = holders.join(read_id_numbers(path / "registry"), left_on="holder", right_on=_PERSON, how="semi")
    return int(known["holder"][0]) if known.height else None


def _list_rows(counted: Counted) -> Iterator[tuple[Result, Measure, pl.DataFrame]]:
    """Return what each figure's first measure counted: `holder`, `amount`, `records`, one row a holder."""
    measures = tuple(dict.fromkeys(measure for figure in counted.figures for measure in figure.measures))
    bits = locate_bits(measures)
    known = {figure.id: figure for figure in counted.figures}
    for result in counted.results:
        measure = next(iter(known[result.figure].measures), None)
        if result.evidence is not Evidence.RECORDS or measure is None or not _has_person(measure):
            continue
        mask = counted.masks / f"{measure.kind}.mask.parquet"
        column, bit = bits[measure.kind][measures.index(measure)]
        yield result, measure, _read_rows(measure, mask, column, bit, counted.source)


def _has_person(measure: Measure) -> bool:
    if isinstance(measure, Distinct):
        return measure.key == _PERSON
    return any(column.name == _PERSON for column in get_contract(measure.kind).columns)


def _read_rows(measure: Measure, mask: Path, column: str, bit: int, source: Source) -> pl.DataFrame:
    counts = (pl.col(column) & pl.lit(1 << bit, pl.Int64)) != 0
    amount = (pl.col(measure.column).fill_null(0) if isinstance(measure, Total) else pl.lit(1, pl.Int64)).alias(
        "amount"
    )
    holder = pl.coalesce(_PERSON, "record").alias("holder")
    rows = pl.scan_parquet(list(source.files[measure.kind]), hive_partitioning=False)
    if isinstance(measure, Distinct):
        rows = rows.filter(pl.col(_PERSON).is_not_null())
    by_holder = (
        pl.scan_parquet(mask)
        .filter(counts)
        .select("record")
        .join(rows.select("record", holder, amount), on="record", how="inner")
        .group_by("holder")
        .agg(pl.col("amount").sum(), pl.len().cast(pl.Int64).alias("records"))
    )
    if isinstance(measure, Distinct):
        # A person counts once, however many records say so; one without a key counts not at all.
        by_holder = by_holder.with_columns(amount=pl.lit(1, pl.Int64))
    return by_holder.sort("holder").collect(engine="streaming")


def _describe(counted: Counted, figure: Figure, measure: Measure, result: Result) -> dict[str, Json]:
    money = isinstance(measure, Total) and figure.unit.startswith("yuan")
    return {
        "head": counted.head,
        "figure": figure.id,
        "area": counted.city,
        "period": str(result.period),
        "part": "numerator",
        "unit": figure.unit if figure.unit != "ratio" else "counted in the rate",
        "scale": figure.scale if money else 1,
    }


def _load_secret(book: Book) -> bytes:
    """Return the secret of the book's trees, made at the first; a seeded book's follows from its seed."""
    if book.settings.synthetic and book.settings.seed:
        return hashlib.sha256(f"luoshi proofs {book.settings.seed}".encode()).digest()
    path = book.path / FOLDER / "secret"
    if not path.is_file():
        create_once(path, secrets.token_hex(32).encode())
        path.chmod(0o600)
    return bytes.fromhex(path.read_text(encoding="ascii"))
