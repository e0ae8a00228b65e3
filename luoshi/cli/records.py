"""`luoshi import`, `template` and `withdraw`: records come into a book, and leave it with a reason."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, make_progress, notices, print_json, print_rows
from luoshi.errors import UserFault
from luoshi.records import KINDS, IntakeReport, ReadingOptions, write_template
from luoshi.records.kinds import get_contract
from luoshi.registry import SecretSource
from luoshi.runs import ImportRequest, WithdrawRequest, import_records, withdraw_records

COUNTS = ("read", "accepted", "quarantined", "duplicate")


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS, ET or Parquet.")],
    book: BookOption,
    kind: Annotated[str, typer.Option(help="The record kind, for example payments.")] = "",
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook that has several.")] = None,
    correction: Annotated[bool, typer.Option(help="Rows replace the records with their natural keys.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take a file's rows into the book: every row is accepted, quarantined with its reason, or a duplicate."""
    if not kind:
        listed = ", ".join(f"{name} ({contract.zh})" for name, contract in sorted(KINDS.items()))
        raise UserFault("cli.no_kind", known=listed)
    with make_progress() as bar:
        task = bar.add_task(f"{file.name}: reading")
        told = ReadingOptions(
            sheet=sheet, progress=lambda rows: bar.update(task, description=f"{file.name}: {rows:,} rows read")
        )
        request = ImportRequest(file, kind, correction=correction, reading=told, tell_secret=_tell_secret)
        report = import_records(book, request)
    _print_report(file, report, form)


def template(
    kind: Annotated[str, typer.Argument(help="The record kind, for example payments.")],
    out: Annotated[Path, typer.Option(help="The workbook to write, .xlsx.")],
) -> None:
    """Write an empty Excel form of a record kind: headings, drop-downs, text format, and an explanation sheet."""
    contract = get_contract(kind)
    write_template(out, contract)
    console.print(f"Template   {out} · {contract.zh} · {len(contract.columns)} columns")
    console.print(f"Fill it in, then: luoshi import {out.name} --kind {kind} --book DIR", highlight=False)


def withdraw(
    kind: Annotated[str, typer.Option(help="The record kind, for example payments.")],
    book: BookOption,
    reason: Annotated[str, typer.Option(help="Why; without personal data, it stays in the log for ever.")],
    record: Annotated[list[int] | None, typer.Option(help="A record id; may be given more than once.")] = None,
    file: Annotated[Path | None, typer.Option(help="An imported file: all its records still in force.")] = None,
    author: Annotated[str, typer.Option(help="Who withdraws them.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """End records with a reason, by id or by the file they came from; their history stays in the book."""
    entry = withdraw_records(book, WithdrawRequest(kind, reason, tuple(record or ()), file, author))
    rows = sum(listed.rows for listed in entry.files)
    if form is Format.JSON:
        print_json({"kind": kind, "withdrawn": rows, "position": entry.position, "known": entry.known.isoformat()})
        return
    console.print(f"{kind}: {rows:,} records withdrawn by log entry {entry.position}: {reason}")


def _print_report(file: Path, report: IntakeReport, form: Format) -> None:
    counts = {name: getattr(report, name) for name in COUNTS}
    where = None if report.quarantine_path is None else str(report.quarantine_path)
    if form is Format.JSON:
        print_json({**counts, "quarantine": where})
        return
    if form is Format.CSV:
        print_rows([{**counts, "quarantine": where}], [*COUNTS, "quarantine"], form, right=frozenset())
        return
    console.print(
        f"{file.name}: read {report.read:,} = accepted {report.accepted:,}"
        f" + quarantined {report.quarantined:,} + duplicate {report.duplicate:,}"
    )
    if report.repeated:
        known = report.entry.known.strftime("%Y-%m-%d %H:%M UTC")
        console.print(
            f"This very file was imported before (log entry {report.entry.position}, {known}): nothing added."
        )
    if report.superseded:
        console.print(f"{report.superseded:,} earlier records were replaced; they stay in the book's history.")
    if where is not None:
        console.print(f"Rows to mend, with their reasons: {where}", soft_wrap=True)


def _tell_secret(source: SecretSource) -> None:
    """Say where the registry's secret is: without it the registry is of no use, so it must be kept."""
    if source.made:
        notices.print(
            f"已新建人员库密钥 {source.path}（不在台账内）。请另行备份：遗失后同一人会无法对上。", soft_wrap=True
        )
        notices.print(
            f"Made a registry secret at {source.path}, outside the book. Back it up: without it, nobody who comes"
            " again can be matched with the key he has.",
            soft_wrap=True,
        )
