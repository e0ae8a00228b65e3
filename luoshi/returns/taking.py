"""Taking a judged form into the book: one batch, whole or not at all, and nothing of it twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from luoshi.errors import Conflict, UserFault
from luoshi.records import (
    RECORD,
    Batch,
    Book,
    Snapshot,
    StagedFile,
    get_contract,
    hash_file,
    order_columns,
    write_quarantine,
)
from luoshi.returns.filled import FilledForm
from luoshi.returns.form import HEADINGS
from luoshi.returns.judging import Fate, JudgedRow
from luoshi.returns.receipts import Receipt

KIND = "returns"
_ATTEMPTS = 20  # each lost race means that somebody else has finished
_TAKEN = (Fate.STATED, Fate.NOT_KNOWN)


@dataclass(frozen=True)
class Origin:
    """Where rows come from when not from a file: their feed, their number in it, and their content's SHA-256."""

    feed: str
    sequence: str
    source: str


def take_form(
    book: Book,
    form: FilledForm,
    judged: Sequence[JudgedRow],
    *,
    correction: bool = False,
    origin: Origin | None = None,
) -> Receipt:
    """Append the form's rows to the book and return the receipt; the same file again changes nothing.

    A row that stands in the book with another value is sent back, unless this is a `correction`: then it
    takes the place of the one before. Rows sent back lie in a workbook with the reason beside each.
    Rows with an `origin` come from no file, and its number is taken once. Raises UserFault for a number that
    was taken with other content, and Conflict where other writers were first again and again.
    """
    origin = origin or _name_file(form, correction=correction)
    feed, sequence, source = origin.feed, origin.sequence, origin.source
    for _ in range(_ATTEMPTS):
        snapshot = book.snapshot()
        standing = {(one.feed, one.sequence): one for one in snapshot.entries}.get((feed, sequence))
        rows, ended = _match(judged, form, snapshot, correction=correction)
        back = _send_back(book, rows, source)
        if standing is not None:
            if standing.source != source:
                raise UserFault("records.other_content", feed=feed, sequence=sequence)
            return Receipt(form, rows, standing.position, standing.hash, source, back, len(ended))
        files = _stage(book, form, [row for row in rows if row.fate in _TAKEN], ended)
        counts = {fate.name.lower(): sum(row.fate is fate for row in rows) for fate in Fate}
        counts = {"read": len(rows), "quarantined": counts["sent_back"], **counts}
        batch = Batch(feed, sequence, files, note=form.path.name, source=source, counts=counts)
        try:
            entry = book.append(batch, expected=snapshot.version)
        except Conflict:
            continue
        return Receipt(form, rows, entry.position, entry.hash, source, back, len(ended))
    raise Conflict("records.other_writers", book=book.path, attempts=_ATTEMPTS)


def _name_file(form: FilledForm, *, correction: bool) -> Origin:
    source = hash_file(form.path)
    return Origin(f"{'correct' if correction else 'import'}/{KIND}", source, source)


def _match(
    judged: Sequence[JudgedRow], form: FilledForm, snapshot: Snapshot, *, correction: bool
) -> tuple[list[JudgedRow], list[int]]:
    """Compare the rows with the returns in force; return their fates, and the records that they replace."""
    standing = _read_standing(snapshot, form)
    rows, ended = [], []
    for one in judged:
        before = standing.get((one.row.figure, one.row.department)) if one.fate in _TAKEN else None
        if before is None:
            rows.append(one)
        elif before[:2] == (one.numerator, one.denominator):
            rows.append(replace(one, fate=Fate.SAME))
        elif correction:
            rows.append(one)
            ended.append(before[2])
        else:
            values = (("figure", one.row.figure), ("unit", form.unit_name))
            rows.append(replace(one, fate=Fate.SENT_BACK, reason="returns.row_other_value", values=values))
    return rows, ended


def _read_standing(snapshot: Snapshot, form: FilledForm) -> dict[tuple[str, str], tuple[int | None, int, int]]:
    """Return numerator, denominator and record of the unit's returns in force, by figure and department."""
    files = snapshot.files(KIND)
    if not files:
        return {}
    frame = pl.concat([pl.read_parquet(path) for path in files])
    for path in snapshot.ended(KIND):
        frame = frame.join(pl.read_parquet(path), on=RECORD, how="anti")
    own = frame.filter((pl.col("area") == form.unit) & (pl.col("period") == str(form.period)))
    columns = ("item", "department", "numerator", "denominator", RECORD)
    return {(item, department): tuple(rest) for item, department, *rest in own.select(columns).iter_rows()}


def _stage(book: Book, form: FilledForm, taken: Sequence[JudgedRow], ended: Sequence[int]) -> tuple[StagedFile, ...]:
    if not taken:
        return ()
    contract = get_contract(KIND)
    frame = pl.DataFrame(
        {
            "item": [one.row.figure for one in taken],
            "period": str(form.period),
            "numerator": pl.Series([one.numerator for one in taken], dtype=pl.Int64),
            "denominator": pl.Series([one.denominator for one in taken], dtype=pl.Int64),
            "signed_on": form.signed_on,
            "department": [one.row.department for one in taken],
            "area": form.unit,
        }
    )
    files = (book.stage(contract, frame),)
    return (*files, book.stage_ended(KIND, pl.Series(list(ended), dtype=pl.Int64))) if ended else files


def _send_back(book: Book, rows: Sequence[JudgedRow], source: str) -> str | None:
    bad = [one for one in rows if one.fate is Fate.SENT_BACK]
    if not bad:
        return None
    lines = [
        (
            str(one.row.number),
            one.row.figure,
            one.row.name,
            one.row.unit,
            one.row.value,
            one.row.denominator,
            one.row.department,
            one.say("zh"),
            one.say("en"),
        )
        for one in bad
    ]
    frame = pl.DataFrame(lines, schema=order_columns(list(HEADINGS)), orient="row")
    return str(write_quarantine(book.path / "quarantine" / f"{source}.xlsx", [frame]))
