"""`luoshi leads`: what cannot be right in a book's figures, and between its releases."""

from typing import Annotated

import typer

from luoshi.areas import Level
from luoshi.cli.options import BookOption, FormatOption, PeriodOption, get_choice
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.periods import Period
from luoshi.runs import find_leads

_COLUMNS = ("check", "figure", "area", "period", "zh", "en")
_LEVELS: dict[str, tuple[Level, ...]] = {
    "city": ("city",),
    "county": ("city", "county"),
    "township": ("city", "county", "township"),
    "village": ("city", "county", "township", "village"),
}


def leads(
    book: BookOption,
    period: PeriodOption = "2021",
    level: Annotated[str, typer.Option(help="How far down: city, county, township or village.")] = "county",
    form: FormatOption = Format.TABLE,
) -> None:
    """Look for results that cannot be right: parts and wholes, sums, falls, ranges, returns, vintages."""
    levels = _LEVELS[get_choice(level, tuple(_LEVELS), "--level")]
    found = find_leads(book, Period.parse(period), levels)
    if form is Format.JSON:
        print_json(found.to_json())
    elif form is Format.CSV:
        print_rows([lead.to_json() for lead in found.leads], _COLUMNS, form, right=frozenset())
    else:
        compared = " → ".join(found.vintages)
        console.print(
            f"Leads      {len(found.leads)} in {found.results:,} results; vintages compared: {compared}",
            highlight=False,
            soft_wrap=True,
        )
        for lead in found.leads:
            console.print(f"[yellow]?[/] {lead.say('zh')}\n  {lead.say('en')}", highlight=False)
