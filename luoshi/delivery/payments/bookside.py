"""What a book says of the payees of a list. Nothing is written into the book or its registry."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from luoshi.areas import AreaTree
from luoshi.delivery.payments.case import DEATHS, PAID, BookSide
from luoshi.errors import UserFault
from luoshi.policy import Benefit, BenefitBook
from luoshi.records import RECORD, Book, Snapshot
from luoshi.registry import Person, Registry, load_registry_secret


class People:
    """The registry of a book, for looking up only; a book without one knows nobody."""

    def __init__(self, book: Book) -> None:
        """Open the registry where there is one; raises UserFault where its secret is not given."""
        folder = book.path / "registry"
        self._registry = Registry(folder, load_registry_secret(book.path)) if folder.is_dir() else None

    def find_keys(self, id_numbers: Sequence[str]) -> Sequence[int | None]:
        """Return the key of each ID number, None for who is not registered."""
        return [None] * len(id_numbers) if self._registry is None else self._registry.find_keys(id_numbers)

    def find_people(self, keys: Sequence[int]) -> list[Person]:
        """Return who the keys are; unknown and erased ones are left out."""
        return [] if self._registry is None else self._registry.find_people(keys)


def read_book_side(snapshot: Snapshot, benefit: Benefit, month: int, rules: BenefitBook, tree: AreaTree) -> BookSide:
    """Return the payments and deaths that checks of this benefit and month ask for, `month` as in Period."""
    when = pl.col("month").is_between(month - 1, month) if benefit.rhythm != "once" else pl.col("month") <= month
    others = pl.col("benefit").is_in([*rules.find_exclusions(benefit.id)]) & (pl.col("month") == month)
    counted = pl.col("pay_month").dt.year().cast(pl.Int64) * 12 + pl.col("pay_month").dt.month() - 1
    paid = (
        _scan(snapshot, "payments", ("person", "benefit", "pay_month", "amount", "status", "area"))
        .with_columns(counted.alias("month"))
        .filter((pl.col("status") == "paid") & (((pl.col("benefit") == benefit.id) & when) | others))
        .select("person", "benefit", "month", "amount", "area")
        .collect()
    )
    places = tree.ancestors_table().select(pl.col("number").alias("area"), pl.col("county", "village").replace(0, None))
    paid = paid.join(places, on="area", how="left", maintain_order="left").select(PAID.names())
    deaths = _scan(snapshot, "deaths", ("person", "died_on")).group_by("person").agg(pl.col("died_on").min()).collect()
    return BookSide(paid.cast(PAID), deaths.select(DEATHS.names()).cast(DEATHS))


def _scan(snapshot: Snapshot, kind: str, columns: Iterable[str]) -> pl.LazyFrame:
    """Return the records of a kind that stand, without those ended; no rows where the book has none of them."""
    names = [RECORD, *columns]
    files = snapshot.files(kind)
    if not files:
        types = {"pay_month": pl.Date, "died_on": pl.Date, "benefit": pl.String, "status": pl.String}
        return pl.LazyFrame(schema={name: types.get(name, pl.Int64) for name in names})
    rows = pl.concat([pl.scan_parquet(path).select(names) for path in files])
    ended = snapshot.ended(kind)
    if not ended:
        return rows
    return rows.join(pl.concat([pl.scan_parquet(path) for path in ended]), on=RECORD, how="anti")


def refuse_in_book(book: Book, out: Path) -> None:
    """Raise UserFault where a file to be written lies inside the book."""
    if out.resolve().is_relative_to(book.path.resolve()):
        raise UserFault("payments.out_in_book", file=out)
