"""Intake: a delivered file becomes a batch, every row of it accounted for, and nothing of it twice.

The file is read in batches, its good rows spooled by natural key, matched with the book part by part, and
appended in one entry: so memory does not grow with the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from luoshi.errors import Conflict, UserFault
from luoshi.records.book import Batch, Book, find_entry
from luoshi.records.canonical import hash_file
from luoshi.records.contracts import Contract
from luoshi.records.headings import REASON_EN, REASON_ZH, ROW
from luoshi.records.judging import RowJudge
from luoshi.records.log import Entry
from luoshi.records.matching import CONFLICT, DUPLICATE, ENDS, FATE, NEW, OVERTAKEN, match_rows
from luoshi.records.quarantine import order_columns, write_quarantine
from luoshi.records.reading import BATCH_ROWS, Delivery, open_delivery, validate_delivered
from luoshi.records.schemas import RECORD, get_stored_type
from luoshi.records.spool import PART_ROWS, Spool
from luoshi.records.staging import StagedFile
from luoshi.records.validation import AreaLimits
from luoshi.records.values import Reason
from luoshi.registry import Registry

ATTEMPTS = 20  # each lost race means that somebody else has finished, so this many writers may stand in line
TODAY = ZoneInfo("Asia/Shanghai")
OpenRegistry = Callable[[], Registry]


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
class ReadingOptions:
    """How a file is read: the sheet of a workbook, rows at a time, and who is told how many rows are done."""

    sheet: str | None = None
    batch_rows: int = BATCH_ROWS
    part_rows: int = PART_ROWS
    progress: Callable[[int], None] = field(default=lambda _: None)


@dataclass(frozen=True)
class _Import:
    """One file on its way into one book."""

    book: Book
    contract: Contract
    feed: str
    source: str
    path: Path
    delivery: Delivery

    @property
    def correction(self) -> bool:
        return self.feed.startswith("correct/")


def import_file(
    book: Book,
    path: Path,
    contract: Contract,
    *,
    registry: OpenRegistry | None = None,
    correction: bool = False,
    areas: AreaLimits | None = None,
    options: ReadingOptions | None = None,
) -> IntakeReport:
    """Import a file of one kind. Good rows enter the book in one batch; bad ones go to a workbook.

    Person columns may hold ID numbers: `registry` is opened when the first comes, and makes them person
    keys. With `correction`, a row whose natural key stands with other content replaces it. `areas` limits
    the area codes. Raises UserFault where the file as a whole cannot be used: then nothing is imported.
    """
    validate_delivered(path)
    how = options or ReadingOptions()
    source = hash_file(path)
    # Two sheets of one workbook are two deliveries.
    sequence = source if how.sheet is None else f"{source}/{how.sheet}"
    feed = f"{'correct' if correction else 'import'}/{contract.kind}"
    before = find_entry(book.entries(), feed, sequence)
    if before:
        return _repeat(book, before)
    today = book.clock().astimezone(TODAY).date()
    delivery = open_delivery(path, contract, sheet=how.sheet, batch=how.batch_rows)
    work = _Import(book, contract, feed, sequence, path, delivery)
    with Spool(book.path / "staging", contract.natural_key, delivery.expected, how.part_rows) as spool:
        read = _sort_rows(work, spool, today, RowJudge(delivery, contract, today, areas, registry), how)
        if hash_file(path) != source:
            raise UserFault("records.file_changed", path=path)
        for _ in range(ATTEMPTS):
            try:
                return _commit(work, spool, read)
            except Conflict:
                # Another writer's rows may hold our natural keys: compare again with what stands now.
                before = find_entry(book.entries(), feed, sequence)
                if before:
                    return _repeat(book, before)
    raise Conflict("records.other_writers", book=book.path, attempts=ATTEMPTS)


def _repeat(book: Book, entry: Entry) -> IntakeReport:
    counts = entry.counts
    quarantined = counts["quarantined"]
    sent_back = _quarantine_path(book, entry.sequence) if quarantined else None
    duplicate = counts["read"] - quarantined
    return IntakeReport(counts["read"], 0, quarantined, duplicate, 0, entry, sent_back, repeated=True)


def _quarantine_path(book: Book, sequence: str) -> Path:
    digest, _, sheet = sequence.partition("/")
    return book.path / "quarantine" / f"{digest}{'-' if sheet else ''}{sheet}.xlsx"


def _sort_rows(work: _Import, spool: Spool, today: date, judge: RowJudge, how: ReadingOptions) -> int:
    """Read the file into the spool, parting rows that keep the contract from those that do not; return all."""
    read = 0
    absent: list[pl.Expr] = []
    for batch in work.delivery.read_batches():
        good, bad = judge.judge(batch)
        if not absent:
            columns = [column for column in work.contract.columns if column.name not in good.columns]
            absent = [pl.lit(None, dtype=get_stored_type(column)).alias(column.name) for column in columns]
        spool.add_good(good.with_columns(absent) if absent else good)
        spool.add_bad(_join_reasons(batch, bad, work.delivery))
        read += batch.height
        how.progress(read)
    return read


def _join_reasons(batch: pl.DataFrame, bad: pl.DataFrame, delivery: Delivery) -> pl.DataFrame:
    """Return the bad rows as delivered, with the row in the file before and both reasons behind."""
    texts = [head.text for head in delivery.layout.headings]
    delivered = batch.select(ROW, pl.col(texts).cast(pl.String))
    sent = delivered.join(bad, on=ROW, how="inner", maintain_order="left")
    return sent.rename({"_zh": REASON_ZH, "_en": REASON_EN}).select(order_columns(texts))


def _commit(work: _Import, spool: Spool, read: int) -> IntakeReport:
    """Match the good rows with the book as it stands, and append; raises Conflict if it moved meanwhile."""
    book, contract = work.book, work.contract
    snapshot = book.snapshot()
    accepted = duplicate = superseded = 0
    files: list[StagedFile] = []
    conflicts: list[pl.DataFrame] = []
    for part in spool.read_parts():
        matched = match_rows(part, contract, snapshot, correction=work.correction)
        taken = matched.filter(pl.col(FATE).is_in([NEW, OVERTAKEN]))
        staged, ended = _stage(book, contract, taken)
        files += staged
        accepted += taken.height
        superseded += ended
        duplicate += matched.filter(pl.col(FATE) == DUPLICATE).height
        conflicts.append(_describe_conflicts(matched, contract))
    refused = pl.concat(conflicts) if conflicts else None
    quarantined = spool.bad_rows + (refused.height if refused is not None else 0)
    sent_back = None
    if quarantined:
        sent_back = write_quarantine(_quarantine_path(book, work.source), _read_returned(work, spool, refused))
    counts = {"read": read, "accepted": accepted, "quarantined": quarantined, "duplicate": duplicate}
    entry = book.append(
        Batch(work.feed, work.source, tuple(files), note=work.path.name, source=work.source, counts=counts),
        expected=snapshot.version,
    )
    return IntakeReport(read, accepted, quarantined, duplicate, superseded, entry, sent_back)


def _read_returned(work: _Import, spool: Spool, refused: pl.DataFrame | None) -> Iterator[pl.DataFrame]:
    """Yield the rows to send back; those refused for what the book holds are read from the file once more."""
    if refused is None or refused.is_empty():
        yield from spool.read_bad()
        return
    again = (_join_reasons(batch, refused, work.delivery) for batch in work.delivery.read_batches())
    if spool.parts == 1:
        # Few enough to stand in the order of the file.
        yield pl.concat([*spool.read_bad(), *again]).sort(ROW)
        return
    yield from spool.read_bad()
    yield from again


def _describe_conflicts(matched: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    reason = Reason("row_conflict", contract.get_column(contract.natural_key[0]))
    return matched.filter(pl.col(FATE) == CONFLICT).select(
        ROW, pl.lit(reason.say("zh")).alias("_zh"), pl.lit(reason.say("en")).alias("_en")
    )


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
