"""Intake: a delivered file becomes a batch, every row of it accounted for, and nothing of it twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from luoshi.errors import Conflict, UserFault
from luoshi.records.book import Batch, Book, find_entry
from luoshi.records.canonical import hash_file
from luoshi.records.contracts import ColumnType, Contract
from luoshi.records.log import Entry
from luoshi.records.matching import CONFLICT, DUPLICATE, ENDS, FATE, NEW, OVERTAKEN, match_rows
from luoshi.records.quarantine import REASON_EN, REASON_ZH, order_columns, write_quarantine
from luoshi.records.reading import ROW, DeliveredTable, read_delivered
from luoshi.records.schemas import RECORD, get_stored_type
from luoshi.records.staging import StagedFile
from luoshi.records.values import Reading, Reason, build_future, build_reason_text, build_value
from luoshi.registry import Registry

ATTEMPTS = 20  # each lost race means that somebody else has finished, so this many writers may stand in line
TODAY = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class IntakeReport:
    """What became of a file's rows: read = accepted + quarantined + duplicate, always.

    `superseded` counts the earlier records that accepted rows replaced. `quarantine_path` is the workbook to
    send back, or None where every row was good. `repeated` where this very file was imported before.
    """

    read: int
    accepted: int
    quarantined: int
    duplicate: int
    superseded: int
    entry: Entry
    quarantine_path: Path | None
    repeated: bool = False


@dataclass(frozen=True)
class _Sorted:
    """A file's rows after the contract: `good` has typed columns and the row number, `bad` the reasons."""

    table: DeliveredTable
    headings: list[str]
    good: pl.DataFrame
    bad: pl.DataFrame


def import_file(
    book: Book,
    path: Path,
    contract: Contract,
    *,
    clock: Callable[[], datetime] | None = None,
    registry: Registry | None = None,
    correction: bool = False,
    areas: frozenset[int] | None = None,
) -> IntakeReport:
    """Import a file of one kind. Good rows enter the book in one batch; bad ones go to a workbook.

    With `registry`, personal keys are given as ID numbers and become person keys. With `correction`, a row
    whose natural key stands with other content replaces it. `areas` limits the area codes. `clock` (the
    book's by default) says what is in the future. Raises UserFault where the file as a whole cannot be used:
    then nothing is imported.
    """
    if not path.is_file():
        raise UserFault("records.no_file", path=path)
    source = hash_file(path)
    feed = f"{'correct' if correction else 'import'}/{contract.kind}"
    before = find_entry(book.entries(), feed, source)
    if before:
        return _repeat(book, before)
    today = (clock or book.clock)().astimezone(TODAY)
    rows = _sort_rows(path, contract, today, identify=registry is not None, areas=areas)
    if registry is not None:
        rows = _identify(rows, contract, registry)
    for _ in range(ATTEMPTS):
        try:
            return _commit(book, contract, rows, (feed, source, path.name))
        except Conflict:
            # Another writer's rows may hold our natural keys: compare again with what stands now.
            before = find_entry(book.entries(), feed, source)
            if before:
                return _repeat(book, before)
    raise Conflict("records.other_writers", book=book.path, attempts=ATTEMPTS)


def _repeat(book: Book, entry: Entry) -> IntakeReport:
    counts = entry.counts
    quarantined = counts["quarantined"]
    sent_back = _quarantine_path(book, entry.sequence) if quarantined else None
    duplicate = counts["read"] - quarantined
    return IntakeReport(counts["read"], 0, quarantined, duplicate, 0, entry, sent_back, repeated=True)


def _quarantine_path(book: Book, source: str) -> Path:
    return book.path / "quarantine" / f"{source}.xlsx"


def _match_headings(path: Path, table: DeliveredTable, contract: Contract) -> dict[str, str]:
    """Return the heading of each contract column that the file has; English names or Chinese ones."""
    meaning = {column.zh: column.name for column in contract.columns}
    meaning |= {column.name: column.name for column in contract.columns}
    found: dict[str, str] = {}
    for heading in table.frame.columns:
        if heading in (ROW, REASON_ZH, REASON_EN) and heading not in meaning:
            continue  # a returned workbook, mended and handed in again
        name = meaning.get(heading)
        if name is None:
            known = "、".join(column.zh for column in contract.columns)
            raise UserFault("records.unknown_column", path=path, column=heading, kind=contract.kind, known=known)
        if name in found:
            raise UserFault("records.column_twice", path=path, column=heading)
        found[name] = heading
    for column in contract.columns:
        if column.required and column.name not in found:
            raise UserFault("records.missing_column", path=path, column=column.name, zh=column.zh, kind=contract.kind)
    return found


def _sort_rows(
    path: Path, contract: Contract, today: datetime, *, identify: bool, areas: frozenset[int] | None
) -> _Sorted:
    """Read the file, and part the rows that keep the contract from those that do not."""
    table = read_delivered(path)
    headings = _match_headings(path, table, contract)
    values: dict[str, pl.Expr] = {}
    reasons: list[Reason] = []
    for column in contract.columns:
        if column.name not in headings:
            continue
        heading = headings[column.name]
        reading = Reading(
            column,
            heading,
            table.frame.schema[heading],
            today.date(),
            numeric=heading in table.numeric,
            workbook=table.workbook,
            identify=identify and column.personal and column.type is ColumnType.KEY,
            areas=areas,
        )
        values[column.name], against = build_value(reading)
        reasons += against
        if column.name == contract.date:
            reasons.append(build_future(column, values[column.name], today.date()))
    # Words for the bad rows only: over all rows they cost more than everything else together.
    is_bad = pl.any_horizontal([reason.found.fill_null(value=False) for reason in reasons]).alias("_bad")
    judged = table.frame.with_columns(is_bad)
    good = judged.filter(~pl.col("_bad")).select(ROW, **values)
    bad = judged.filter("_bad").select(
        ROW, build_reason_text(reasons, "zh").alias("_zh"), build_reason_text(reasons, "en").alias("_en")
    )
    return _Sorted(table, list(headings.values()), good, bad)


def _identify(rows: _Sorted, contract: Contract, registry: Registry) -> _Sorted:
    """Replace the ID numbers of good rows by person keys."""
    good = rows.good
    for column in contract.columns:
        if column.personal and column.type is ColumnType.KEY and column.name in good.columns:
            numbers = good[column.name].drop_nulls().unique(maintain_order=True)
            keys = registry.get_or_make_keys(numbers.to_list())
            new = pl.col(column.name).replace_strict(numbers, keys, default=None, return_dtype=pl.Int64)
            good = good.with_columns(new)
    return _Sorted(rows.table, rows.headings, good, rows.bad)


def _commit(book: Book, contract: Contract, rows: _Sorted, origin: tuple[str, str, str]) -> IntakeReport:
    """Match the good rows with the book as it stands, and append; raises Conflict if it moved meanwhile."""
    feed, source, name = origin
    absent = [
        pl.lit(None, dtype=get_stored_type(column)).alias(column.name)
        for column in contract.columns
        if column.name not in rows.good.columns
    ]
    snapshot = book.snapshot()
    whole = rows.good.with_columns(absent)
    matched = match_rows(whole, contract, snapshot, correction=feed.startswith("correct"))
    taken = matched.filter(pl.col(FATE).is_in([NEW, OVERTAKEN]))
    bad = pl.concat([rows.bad, _describe_conflicts(matched, contract)]).sort(ROW)
    counts = {
        "read": rows.table.frame.height,
        "accepted": taken.height,
        "quarantined": bad.height,
        "duplicate": matched.filter(pl.col(FATE) == DUPLICATE).height,
    }
    sent_back = _return_rows(book, rows, bad, source) if bad.height else None
    files, superseded = _stage(book, contract, taken)
    entry = book.append(Batch(feed, source, files, note=name, source=source, counts=counts), expected=snapshot.version)
    return IntakeReport(
        counts["read"],
        counts["accepted"],
        counts["quarantined"],
        counts["duplicate"],
        superseded,
        entry,
        sent_back,
    )


def _describe_conflicts(matched: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    column = contract.get_column(contract.natural_key[0])
    reason = Reason(pl.lit(value=True), "row_conflict", column)
    return matched.filter(pl.col(FATE) == CONFLICT).select(
        ROW, pl.lit(reason.say("zh")).alias("_zh"), pl.lit(reason.say("en")).alias("_en")
    )


def _return_rows(book: Book, rows: _Sorted, bad: pl.DataFrame, source: str) -> Path:
    delivered = rows.table.frame.select(ROW, *rows.headings)
    sent = delivered.join(bad, on=ROW, how="inner", maintain_order="left")
    sent = sent.rename({"_zh": REASON_ZH, "_en": REASON_EN}).select(order_columns(rows.headings))
    return write_quarantine(_quarantine_path(book, source), sent)


def _stage(book: Book, contract: Contract, taken: pl.DataFrame) -> tuple[tuple[StagedFile, ...], int]:
    """Stage the taken rows, and the records that they end; return the files and how many records end."""
    if taken.is_empty():
        return (), 0
    names = [column.name for column in contract.columns]
    numbered = book.number(taken.select(names))
    overtaken = numbered[RECORD].filter(taken[FATE] == OVERTAKEN)
    ended = pl.concat([taken[ENDS].drop_nulls(), overtaken.alias(ENDS)])
    files = (book.stage_numbered(contract, numbered),)
    return (*files, book.stage_ended(contract.kind, ended)) if len(ended) else files, len(ended)
