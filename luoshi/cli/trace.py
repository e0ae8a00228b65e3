"""`luoshi trace`: the records, returns or parameter versions behind a result, adding up to it."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from luoshi.areas import TreeName
from luoshi.cli.options import BookOption, FormatOption, KnownOption, PeriodOption, get_choice, get_moment
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.periods import Period
from luoshi.runs import Trace, TracePart, TraceQuestion, describe_trace, open_trace

tracing = typer.Typer()

_NUMBERS = frozenset({"record", "amount", "adds", "area", "counts_in", "value", "numerator", "denominator"})
_VERSIONS = ("parameter", "role", "value", "unit", "in_force", "mark", "source")
_RETURNS = ("area", "department", "numerator", "denominator", "signed_on", "known", "feed", "author")


@tracing.command("trace")
def trace(
    figure: Annotated[str, typer.Argument(help="A figure's id.")],
    book: BookOption,
    period: PeriodOption = "2021",
    area: Annotated[str | None, typer.Option(help="An area's code: what adds up to its result.")] = None,
    tree: Annotated[str, typer.Option(help="legal, or reporting with its zones.")] = "legal",
    known: KnownOption = None,
    out: Annotated[Path | None, typer.Option(help="Write the whole trace: .parquet or .csv.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what is behind a result: the records and what each adds, the returns, or the parameter versions."""
    named = get_choice(tree, get_args(TreeName), "--tree")
    found = open_trace(book, TraceQuestion(figure, Period.parse(period), area, named, get_moment(known)))
    try:
        if out is not None:
            found.write(out)
        parts = found.read_parts()
        if form is Format.JSON:
            written = {} if out is None else {"out": str(out)}
            print_json({**describe_trace(found, parts), **written})
        elif form is Format.CSV:
            _print_csv(found, parts)
        else:
            _print_table(found, parts)
            if out is not None:
                console.print(f"Written    {out}", highlight=False, soft_wrap=True)
    finally:
        found.close()


def _print_table(found: Trace, parts: tuple[TracePart, ...]) -> None:
    """Print the first page before the sums: they take longer, and the eye has something to read."""
    definition = found.figure
    console.print(
        f"{definition.id}   {definition.name_zh}   {found.question.period} {found.area_code}", highlight=False
    )
    console.print(f"口径：{definition.scope_zh}\nScope: {definition.scope_en}\n", highlight=False, style="dim")
    for part in parts:
        console.print(f"{part.name}: records of {part.measure.kind}, {part.verb}", highlight=False)
        print_rows(part.rows, part.shown, Format.TABLE, right=_NUMBERS)
    if versions := found.list_versions():
        print_rows([version.to_json() for version in versions], _VERSIONS, Format.TABLE, right=_NUMBERS)
    if returns := found.list_returns():
        print_rows(
            [{**one, "known": f"{str(one['known'])[:16]}Z"} for one in returns], _RETURNS, Format.TABLE, right=_NUMBERS
        )
    result, values = found.count()
    for part, (value, records) in zip(parts, values, strict=True):
        said = {"rows": "rows", "total": f"{getattr(part.measure, 'column', '')} in all"}.get(
            part.verb, f"different {getattr(part.measure, 'key', '')}"
        )
        shown = f"the first {len(part.rows)} shown" if len(part.rows) < records else "all shown"
        console.print(f"\n{part.name}: {value:,} {said} from {records:,} records ({shown})", highlight=False)
    exact = "not known" if result.value is None else f"{float(result.value):,.10g} {result.unit}"
    console.print(f"Result     {exact}   evidence: {result.evidence}", highlight=False)


def _print_csv(found: Trace, parts: tuple[TracePart, ...]) -> None:
    if parts:
        columns = tuple(dict.fromkeys(["part", *(name for part in parts for row in part.rows for name in row)]))
        print_rows(
            [{"part": part.name, **row} for part in parts for row in part.rows], columns, Format.CSV, right=_NUMBERS
        )
        return
    versions = [version.to_json() for version in found.list_versions()]
    rows = versions or list(found.list_returns())
    print_rows(rows, tuple(rows[0]) if rows else ("figure",), Format.CSV, right=_NUMBERS)
