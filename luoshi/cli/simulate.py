"""`luoshi simulate`: what a change of a standard or limit would do to a month."""

from typing import Annotated

import typer

from luoshi.cli.options import BookOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.runs import Simulation
from luoshi.runs import simulate as run_simulation
from luoshi.synthetic import MARK

_NUMBERS = frozenset({"persons_in", "persons_out", "cost", "persons"})


def simulate(
    book: BookOption,
    month: Annotated[str, typer.Option(help="The month to decide, such as 2021-12.")],
    changes: Annotated[
        list[str], typer.Option("--set", help="NAME=+10%, =-5%, =720 or =+30 (yuan); may be given again.")
    ],
    form: Annotated[Format, typer.Option("--format", help="table, json or csv (counties).")] = Format.TABLE,
) -> None:
    """Ask what if: decide everybody again with changed parameters, and show who comes in or out and what it costs."""
    found = run_simulation(book, changes, month)
    if form is Format.JSON:
        print_json(found.to_json())
    elif form is Format.CSV:
        print_rows(
            found.tables()["by_county"], ("area", "name", "persons_in", "persons_out", "cost"), form, right=_NUMBERS
        )
    else:
        _print_table(found)


def _print_table(found: Simulation) -> None:
    if found.synthetic:
        console.print(MARK, style="dim", highlight=False)
    effect = found.effect
    console.print(
        f"{found.month}   {'  '.join(change.written for change in found.changes)}\n"
        f"新增 In     {effect.persons_in:,} persons\n"
        f"退出 Out    {effect.persons_out:,} persons\n"
        f"增支 Cost   {effect.cost / 100:+,.2f} yuan a month (before: {effect.cost_before / 100:,.2f})\n",
        highlight=False,
    )
    tables = found.tables()
    shown = (
        ("by_benefit", ("benefit", "persons_in", "persons_out", "cost")),
        ("by_county", ("area", "name", "persons_in", "persons_out", "cost")),
        ("by_fund", ("fund", "cost")),
        ("winners", ("band", "persons", "cost")),
        ("losers", ("band", "persons", "cost")),
    )
    for name, columns in shown:
        rows = [{**row, "cost": f"{row['cost']:+,.2f}"} for row in tables[name] if row["cost"] or row.get("persons")]
        if not rows:
            continue
        console.print(_TITLES[name], style="bold", highlight=False)
        print_rows(rows, columns, Format.TABLE, right=_NUMBERS)
        console.print()
    console.print(f"Decided twice in {found.seconds:.1f} s. Costs are changes in yuan a month.", highlight=False)


_TITLES = {
    "by_benefit": "By benefit 按待遇",
    "by_county": "By county 按县区",
    "by_fund": "By fund layer 按负担层级",
    "winners": "Winners by yuan a month 受益者，按每月增加额（元）",
    "losers": "Losers by yuan a month 减少者，按每月减少额（元）",
}
