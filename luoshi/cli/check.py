"""`luoshi check`: what the book says of each number in a text."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import CheckedClaim, Verdict, get_exit_code
from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.cli.runs import note_run
from luoshi.figures import EvidenceSummary, summarise_evidence
from luoshi.periods import Period
from luoshi.records import hash_file
from luoshi.runs import check_file

_COLUMNS = ("line", "claim", "figure", "counted", "verdict")


def check(
    file: Annotated[Path, typer.Argument(help="A text: txt, docx, HTML or PDF with text.")],
    book: BookOption,
    period: Annotated[str | None, typer.Option(help="Where the text names none; the book's year.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check every number of a text against the book: agrees, differs, or no evidence."""
    note_run(book, "check", f"sha256:{hash_file(file)[:12]}" if file.is_file() else "")
    checked = check_file(file, book, None if period is None else Period.parse(period))
    if form is Format.JSON:
        print_json({"claims": [one.to_json() for one in checked], "evidence": _summarise(checked).to_json()})
    else:
        print_verdicts(checked, read_text(file), form)
    raise typer.Exit(get_exit_code(checked))


def print_verdicts(checked: list[CheckedClaim], text: str, form: Format) -> None:
    """Print one row a claim, and for people the sums of verdicts before it."""
    if form is Format.TABLE:
        sums = Counter(one.verdict for one in checked)
        said = "   ".join(f"{sums[verdict]} {verdict.replace('_', ' ')}" for verdict in Verdict)
        console.print(f"Claims     {len(checked)} found   {said}", highlight=False)
        console.print(
            f"Evidence   {_summarise(checked).say('en')} · {_summarise(checked).say('zh')}\n", highlight=False
        )
    rows = [_to_row(one, text) for one in checked]
    print_rows(rows, _COLUMNS, form, right=frozenset({"line", "counted"}))


def _summarise(checked: list[CheckedClaim]) -> EvidenceSummary:
    bound = (binding.result for one in checked for binding in one.bindings)
    return summarise_evidence(result for result in bound if result is not None)


def _to_row(one: CheckedClaim, text: str) -> dict[str, object]:
    figures = ", ".join(binding.figure for binding in one.bindings)
    maybe = ", ".join(candidate.figure for candidate in one.candidates[:2])
    values = [binding.value for binding in one.bindings]
    return {
        "line": text.count("\n", 0, one.claim.start) + 1,
        "claim": one.claim.text.replace("\n", ""),
        "figure": figures or (f"? {maybe}" if maybe else ""),
        "counted": ", ".join("not known" if value is None else f"{float(value):,.10g}" for value in values),
        "verdict": str(one.verdict) + (f", slack {float(one.slack):,.6g}" if one.slack is not None else ""),
    }
