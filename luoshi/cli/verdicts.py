"""The verdict table: one row a binding, what the words could not settle in a note under it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from luoshi.bulletins.checking import Binding, CheckedClaim, Verdict
from luoshi.runs import CheckReport
from luoshi.synthetic import MARK

_GAP = "  "
_HEADS = ("line", "claim", "figure", "counted", "verdict")
_RIGHT = {"line", "counted"}
_STYLES = {Verdict.AGREES: "green", Verdict.DIFFERS: "bold red", Verdict.NO_EVIDENCE: "yellow"}
_KEEPS = frozenset({"yuan", "km"})


@dataclass(frozen=True)
class Row:
    """One line of the table, and the notes under it."""

    cells: tuple[str, str, str, str, str]
    notes: tuple[str, ...]
    verdict: Verdict


def say_amount(value: Fraction | None, unit: str) -> str:
    """Return an exact value for people: grouped, with its unit in words; rates as percentages."""
    if value is None:
        return "not known"
    head, *per = unit.split("/")
    if head == "ratio":
        return f"{_trim(float(value * 100), 4)} %"
    if head == "yuan":
        digits = f"{float(value):,.2f}" if not per else _trim(float(value), 2)
        return " per ".join((f"{digits} yuan", *per))
    digits = _trim(float(value), 2)
    return f"{digits} {head if value == 1 or head in _KEEPS else _plural(head)}"


def _trim(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plural(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith("s") else "s")


def build_rows(report: CheckReport, text: str) -> list[Row]:
    """Return the rows of a report in text order, one a binding, at least one a claim."""
    leads = {id(lead.checked): lead.say("en") for lead in report.leads}
    rows = []
    for one in report.claims:
        line = str(text.count("\n", 0, one.claim.start) + 1)
        claim = " ".join(one.claim.text.split())
        notes = (*_note(one), *([leads[id(one)]] if id(one) in leads else []))
        bindings: Sequence[Binding | None] = one.bindings or (None,)
        for number, binding in enumerate(bindings):
            figure = "" if binding is None else binding.figure
            counted = "" if binding is None else say_amount(binding.value, report.units.get(figure, ""))
            last = number == len(bindings) - 1
            head = (line, claim) if number == 0 else ("", "")
            verdict = str(one.verdict) if number == 0 else ""
            rows.append(Row((*head, figure, counted, verdict), notes if last else (), one.verdict))
    return rows


def _note(one: CheckedClaim) -> Iterator[str]:
    if one.slack is not None:
        yield f"by a margin of {_trim(abs(float(one.slack)), 6)}"
    if "headline_differs" in one.doubts:
        yield "headline and body give different numbers"
    if one.candidates and not one.bindings:
        yield "perhaps " + " or ".join(candidate.figure for candidate in one.candidates[:2])


def print_report(report: CheckReport, text: str, console: Console) -> None:
    """Print sums and table; where a line of the table is wider than the console, figures go under the claims."""
    sums = Counter(one.verdict for one in report.claims)
    against = f"Release    {report.release}" if report.release else f"Book       {report.book}"
    mark = f"   {MARK}" if report.synthetic else ""
    _say(console, against + mark)
    agree = "agrees" if sums[Verdict.AGREES] == 1 else "agree"
    differ = "differs" if sums[Verdict.DIFFERS] == 1 else "differ"
    _say(
        console,
        f"Claims     {len(report.claims)} found   {sums[Verdict.AGREES]} {agree}   "
        f"{sums[Verdict.DIFFERS]} {differ}   {sums[Verdict.NO_EVIDENCE]} no evidence",
    )
    _say(console, f"Evidence   {report.summarise().say('en')}")
    if report.leads:
        _say(console, f"Leads      {len(report.leads)}, each under its claim")
    console.print()
    _print_table(build_rows(report, text), console)


def _print_table(rows: Sequence[Row], console: Console) -> None:
    columns = list(range(len(_HEADS)))
    if sum(_measure(rows)) + len(_GAP) * len(_HEADS) > console.width:
        columns.remove(2)
    widths = _measure(rows)
    _print_cells(_HEADS, columns, widths, console, "dim")
    indent = " " * (len(_GAP) * 2 + widths[0])
    for row in rows:
        _print_cells(row.cells, columns, widths, console, _STYLES[row.verdict])
        notes = row.notes if 2 in columns or not row.cells[2] else (row.cells[2], *row.notes)
        for note in notes:
            for part in Text(note).wrap(console, max(console.width - len(indent) - 2, 20)):
                console.print(Text(indent + part.plain.rstrip(), style="dim"), highlight=False, no_wrap=True)


def _measure(rows: Sequence[Row]) -> list[int]:
    return [max([cell_len(head), *(cell_len(row.cells[number]) for row in rows)]) for number, head in enumerate(_HEADS)]


def _print_cells(
    cells: Sequence[str], columns: Sequence[int], widths: Sequence[int], console: Console, style: str
) -> None:
    line = Text()
    for number in columns:
        cell = cells[number]
        space = " " * (widths[number] - cell_len(cell))
        line.append(_GAP)
        padded = space + cell if _HEADS[number] in _RIGHT else cell + space
        line.append(padded, style=style if style == "dim" or _HEADS[number] == "verdict" else "")
    line.rstrip()
    console.print(line, highlight=False, no_wrap=True, overflow="ignore", crop=False)


def _say(console: Console, words: str) -> None:
    console.print(Text(words), highlight=False)
