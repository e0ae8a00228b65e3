"""`luoshi new` and `luoshi returns`: a city's first day, and what departments hand in and sign."""

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.periods import Period
from luoshi.returns import Fate
from luoshi.runs import compare_returns, get_returns_status, import_returns, start_book

returns = typer.Typer(help="Returns: what departments hand in and sign, unit by unit.", no_args_is_help=True)

_Period = Annotated[str | None, typer.Option("--period", help="The book's year where not given.")]
_LISTED = 5  # units named in one line; the table above it has them all


def new(
    folder: Annotated[Path, typer.Argument(help="The new book's folder.")],
    city: Annotated[str, typer.Option(help="An installed city, or a folder with a city.toml.")] = "linyi",
    year: Annotated[int, typer.Option(help="The year of the pledges.")] = 2021,
) -> None:
    """Start a city without records: an empty book, and a form for each county and zone to fill and sign."""
    made = start_book(folder, city, year)
    console.print(f"Book       {made.path} · {made.city.name_zh} {year} · {len(made.city.figures)} figures")
    console.print(f"Forms      {len(made.forms)} in {made.forms[0].parent}: one a unit, to be filled and signed")
    console.print(f"Next       luoshi returns import FORM... --book {made.path}", highlight=False)


@returns.command("import")
def returns_import(
    files: Annotated[list[Path], typer.Argument(help="Filled forms.")],
    book: BookOption,
    correction: Annotated[bool, typer.Option(help="Rows replace what the unit stated before.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take filled forms into the book; every row is accounted for, and each unit gets a receipt."""
    taken = import_returns(book, files, correction=correction)
    if form is Format.JSON:
        print_json({"receipts": [{**receipt.to_json(), "receipt": str(path)} for receipt, path in taken]})
        return
    for receipt, path in taken:
        console.print(receipt.say(), highlight=False)
        for row in receipt.rows:
            if row.fate is Fate.SENT_BACK:
                console.print(f"  row {row.row.number}: {row.say('zh')}\n    {row.say('en')}", highlight=False)
        if receipt.sent_back is not None:
            console.print(f"  Rows to mend, with their reasons: {receipt.sent_back}", highlight=False)
        console.print(f"  Receipt: {path}", highlight=False)


@returns.command("status")
def returns_status(book: BookOption, period: _Period = None, form: FormatOption = Format.TABLE) -> None:
    """Show which units have not handed in, and which of the city's figures wait for them."""
    status = get_returns_status(book, None if period is None else Period.parse(period))
    rows = [
        {
            "unit": str(one.unit.code),
            "name": one.unit.name,
            "asked": one.asked,
            "stated": one.stated,
            "not_known": one.not_known,
            "missing": one.missing,
        }
        for one in status.units
    ]
    if form is Format.JSON:
        waiting = {figure: [str(unit.code) for unit in units] for figure, units in status.waiting.items()}
        print_json({"period": str(status.period), "units": rows, "waiting": waiting})
        return
    columns = ("unit", "name", "asked", "stated", "not_known", "missing")
    print_rows(rows, columns, form, right=frozenset(columns[2:]))
    if form is Format.TABLE:
        absent = {unit.code: unit.name for units in status.waiting.values() for unit in units}
        if not absent:
            console.print("\nEvery figure that rests on returns is known for the city.")
            return
        named = "、".join(list(absent.values())[:_LISTED]) + (" …" if len(absent) > _LISTED else "")
        console.print(f"\nNot known for the city: {len(status.waiting)} figures, until these hand in: {named}")


@returns.command("compare")
def returns_compare(book: BookOption, period: _Period = None, form: FormatOption = Format.TABLE) -> None:
    """Show each return beside what the records count, where both exist."""
    compared = compare_returns(book, None if period is None else Period.parse(period))
    rows = [
        {
            "figure": one.figure,
            "area": one.area,
            "period": str(one.period),
            "unit": one.unit,
            "returned": float(one.returned),
            "records": float(one.counted),
            "difference": float(one.difference),
        }
        for one in compared
    ]
    if form is Format.JSON:
        print_json({"compared": rows})
        return
    numbers = ("returned", "records", "difference")
    shown = rows
    if form is Format.TABLE:
        shown = [{**row, **{name: f"{row[name]:,.10g}" for name in numbers}} for row in rows]
    print_rows(shown, ("figure", "area", "period", *numbers, "unit"), form, right=frozenset(numbers))
    if form is Format.TABLE:
        differ = sum(one.difference != 0 for one in compared)
        console.print(f"\n{len(compared)} returns stand beside records; {differ} differ. Records are what counts.")
