"""`luoshi check`: what the book, or a sealed release, says of each number in a text."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import get_exit_code
from luoshi.cli.check_page import render_check
from luoshi.cli.options import BookOption, FormatOption, get_choice
from luoshi.cli.output import Format, console, notices, print_json, print_rows
from luoshi.cli.runs import note_run
from luoshi.cli.verdicts import print_report
from luoshi.errors import UserFault
from luoshi.periods import Period
from luoshi.records import hash_file
from luoshi.releases import load_public_keys
from luoshi.runs import CheckReport, check_file

_COLUMNS = ("line", "claim", "figure", "area", "period", "counted", "unit", "verdict", "slack")

checking = typer.Typer()


@checking.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A text: txt, docx, HTML or PDF with text.")],
    book: BookOption,
    release: Annotated[str | None, typer.Option(help="Check against this sealed release, not the book.")] = None,
    public: Annotated[
        list[Path] | None, typer.Option("--public-key", help="Also prove the release's signature by this key.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="Where the text names none; else the book's year.")] = None,
    area: Annotated[str | None, typer.Option(help="A division code, where the text names none; else the city.")] = None,
    out: Annotated[Path | None, typer.Option(help="Also write a page to read alone: .html.")] = None,
    language: Annotated[str, typer.Option(help="The page's language: zh or en.")] = "zh",
    form: FormatOption = Format.TABLE,
) -> None:
    """Check every number of a text: agrees, differs, or no evidence."""
    spoken = get_choice(language, ("zh", "en"), "--language")
    if out is not None and out.suffix != ".html":
        raise UserFault("runs.no_page", file=out, reason=out.suffix or "-")
    note_run(book, "check", f"sha256:{hash_file(file)[:12]}" if file.is_file() else "", release)
    report = check_file(
        file,
        book,
        None if period is None else Period.parse(period),
        area=area,
        release=release,
        public_keys=load_public_keys(public or []),
    )
    if out is not None:
        try:
            out.write_text(render_check(report, read_text(file), spoken), encoding="utf-8")
        except OSError as error:
            raise UserFault("runs.no_page", file=out, reason=error.strerror or error) from error
        notices.print(f"Page       {out}")
    if form is Format.JSON:
        claims = [one.to_json() for one in report.claims]
        leads = [lead.to_json() for lead in report.leads]
        print_json({"claims": claims, "leads": leads, "evidence": report.summarise().to_json()})
    else:
        print_verdicts(report, read_text(file), form)
    raise typer.Exit(get_exit_code(report.claims))


def print_verdicts(report: CheckReport, text: str, form: Format) -> None:
    """Print the table for people, or one CSV row a binding."""
    if form is Format.TABLE:
        print_report(report, text, console)
        return
    print_rows(list(_make_csv(report, text)), _COLUMNS, form, right=frozenset())


def _make_csv(report: CheckReport, text: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in report.claims:
        given = one.to_json()
        head = {
            "line": text.count("\n", 0, one.claim.start) + 1,
            "claim": " ".join(one.claim.text.split()),
            "verdict": given["verdict"],
            "slack": given["slack"],
        }
        bound = [
            {
                "figure": binding.figure,
                "area": binding.area,
                "period": binding.period,
                "counted": None if binding.value is None else float(binding.value),
                "unit": report.units[binding.figure],
            }
            for binding in one.bindings
        ]
        rows += [{**head, **cells} for cells in bound or [{}]]
    return rows
