"""`luoshi bulletin`: compile one whose every number is bound, and compare the texts of a year."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins.comparing import Finding
from luoshi.cli.options import BookOption, FormatOption, get_choice
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.cli.runs import note_run
from luoshi.periods import Period
from luoshi.runs import compare_files, compile_book_bulletin, write_bulletin

bulletin = typer.Typer(help="Bulletins: compile with every number bound, compare with promises.", no_args_is_help=True)


@bulletin.command("compile")
def bulletin_compile(
    book: BookOption,
    out: Annotated[Path, typer.Option(help="The file to write: .docx, .html, .pdf or .txt.")],
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    period: Annotated[str | None, typer.Option(help="The book's year where not given.")] = None,
    release: Annotated[str | None, typer.Option(help="Print a sealed release's results, not the book's.")] = None,
    template: Annotated[Path | None, typer.Option(help="The city's own where not given.")] = None,
) -> None:
    """Write the bulletin; an unbound number, an unknown figure or a wrong unit is an error with line and column."""
    chosen = get_choice(language, ("zh", "en"), "--language")
    note_run(book, "bulletin compile", period, chosen, release)
    made = compile_book_bulletin(
        book, chosen, None if period is None else Period.parse(period), template, release=release
    )
    write_bulletin(made, out)
    console.print(f"Bulletin   {out} · {len(made.numbers)} numbers, each bound to its figure")


@bulletin.command("compare")
def bulletin_compare(
    plan: Annotated[Path, typer.Argument(help="The plan: txt, docx, HTML or PDF with text.")],
    progress: Annotated[Path, typer.Argument(help="The progress report.")],
    final: Annotated[Path, typer.Argument(help="The final text.")],
    city: Annotated[str, typer.Option(help="Whose figures the words name: an installed city or a folder.")] = "linyi",
    book: Annotated[Path | None, typer.Option("--book", help="A book: its city, and evidence for the numbers.")] = None,
    period: Annotated[str | None, typer.Option(help="The year of the texts; the book's, else 2021.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what the final text leaves out, lowers or changes of what the plan and the progress report said."""
    asked = None if period is None else Period.parse(period)
    if book is not None:
        note_run(book, "bulletin compare", period)
    findings = compare_files((plan, progress, final), asked, city=city, book=book)
    if form is Format.JSON:
        print_json({"findings": [finding.to_json() for finding in findings]})
    elif form is Format.CSV:
        rows = [_to_row(finding) for finding in findings]
        print_rows(rows, ("kind", "figure", "plan", "progress", "final", "zh", "en"), form, right=frozenset())
    else:
        print_findings(findings)
    if findings:
        raise typer.Exit(1)


def print_findings(findings: tuple[Finding, ...]) -> None:
    """Print each finding with its sentences in both languages and its quotes at their lines."""
    console.print(f"Findings   {len(findings)}", highlight=False)
    for finding in findings:
        console.print(f"\n{finding.kind.replace('_', ' ')}   {finding.figure}", highlight=False, style="bold")
        console.print(f"  {finding.say('zh')}\n  {finding.say('en')}", highlight=False, markup=False, soft_wrap=True)
        for text, quote in finding.quotes.items():
            console.print(f"  {text:<9} line {quote.line}: {quote.text}", highlight=False, markup=False, soft_wrap=True)


def _to_row(finding: Finding) -> dict[str, object]:
    lines = {text: quote.line for text, quote in finding.quotes.items()}
    return {
        "kind": str(finding.kind),
        "figure": finding.figure,
        **lines,
        "zh": finding.say("zh"),
        "en": finding.say("en"),
    }
