"""`luoshi count`: results from the book's records."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from luoshi.areas import Level, TreeName
from luoshi.cli.options import BookOption, FormatOption, KnownOption, PeriodOption, get_choice, get_moment, validate_out
from luoshi.cli.output import Format, console, notices, print_json, print_rows
from luoshi.cli.runs import note_run
from luoshi.errors import UserFault
from luoshi.figures import Result, summarise_evidence
from luoshi.periods import Period
from luoshi.runs import CountRequest, count_book, write_counts, write_masks

counting = typer.Typer()

_COLUMNS = ("figure", "area", "period", "value", "unit", "evidence", "records")


@counting.command("count")
def count(
    book: BookOption,
    period: PeriodOption = "2021",
    level: Annotated[str, typer.Option(help="city, county, township or village.")] = "city",
    tree: Annotated[str, typer.Option(help="legal, or reporting with its zones.")] = "legal",
    figure: Annotated[list[str] | None, typer.Option(help="A figure's id; may be given again.")] = None,
    known: KnownOption = None,
    masks: Annotated[Path | None, typer.Option(help="Write which records count, and recount from that.")] = None,
    all_periods: Annotated[bool, typer.Option("--all-periods", help="All 27 periods of the book's year.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Count all records, without what earlier counts kept.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write to FILE.parquet or FILE.csv; --level and --tree may then be all.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count figures from the book's records."""
    validate_out(out)
    every = ("all",) if out is not None else ()
    if "all" in (level, tree) and out is None:
        raise UserFault("cli.all_needs_out")
    get_choice(level, (*get_args(Level), *every), "--level")
    get_choice(tree, (*get_args(TreeName), *every), "--tree")
    periods = () if all_periods else (Period.parse(period),)
    request = CountRequest(periods, figures=tuple(figure or ()), known=get_moment(known), fresh=fresh)
    note_run(book, "count", period, level, tree, *(figure or ()), known)
    if out is not None:
        levels: tuple[Level, ...] = get_args(Level) if level == "all" else (cast("Level", level),)
        trees: tuple[TreeName, ...] = get_args(TreeName) if tree == "all" else (cast("TreeName", tree),)
        written = write_counts(book, out, request, trees=trees, levels=levels)
        console.print(f"Written    {written:,} results in {out}", highlight=False, soft_wrap=True)
        return
    request = replace(request, level=cast("Level", level), tree=cast("TreeName", tree))
    results = count_book(book, request)
    if masks is not None:
        witness, confirmed = write_masks(book, request, masks)
        said = f"{len(witness.masks)} files in {masks} · {confirmed} numbers of the city confirmed from them by Polars"
        notices.print(f"Masks      {said}", highlight=False, soft_wrap=True)
    if form is Format.JSON:
        evidence = summarise_evidence(results).to_json()
        print_json({"results": [result.to_json() for result in results], "evidence": evidence})
        return
    rows = [result.to_json() if form is Format.CSV else _to_row(result) for result in results]
    print_rows(rows, _COLUMNS, form, right=frozenset({"value", "records"}))
    if form is Format.TABLE:
        summary = summarise_evidence(results)
        console.print(f"\n{summary.say('en')} · {summary.say('zh')}", highlight=False)
        if summary.unknown:
            console.print(f"Not known: {summary.unknown} figures; 'luoshi returns status' says who has not handed in")


def _to_row(result: Result) -> dict[str, object]:
    value = result.value
    if value is None:
        text = "not known"
    elif value.denominator == 1:
        text = f"{int(value):,}"
    else:
        text = f"{float(value):.4f}" if result.unit == "ratio" else f"{float(value):,.2f}"
    return {**result.to_json(), "value": text, "records": f"{result.records:,}"}
