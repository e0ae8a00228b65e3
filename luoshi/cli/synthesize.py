"""`luoshi synthesize`: a book of calibrated synthetic data."""

from typing import Annotated

import typer

from luoshi.cli.options import BookOption
from luoshi.cli.output import console, notices
from luoshi.runs import synthesize_book
from luoshi.synthetic import MARK


def synthesize(
    book: BookOption,
    city: Annotated[str, typer.Option(help="An installed city.")] = "linyi",
    year: Annotated[int, typer.Option(help="The year of the pledges.")] = 2021,
    scale: Annotated[float, typer.Option(help="1 is the whole city; 0.01 is for tries.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same records.")] = 20211231,
    with_faults: Annotated[bool, typer.Option("--with-faults", help="Add a batch of known faults.")] = False,
) -> None:
    """Make a city's records, calibrated so that each figure equals the published one to its printed precision."""
    with notices.status("records …") as status:
        report = synthesize_book(
            book,
            city_name=city,
            year=year,
            scale=scale,
            seed=seed,
            with_faults=with_faults,
            progress=lambda kind, rows: status.update(f"{kind}: {rows:,} records"),
        )
    rows = sum(report.rows.values())
    console.print(f"Records    {rows:,} of {len(report.rows)} kinds in {report.seconds:.1f} s   {MARK}")
    console.print(f"People     {report.people:,} in the registry, all invented; their ID numbers begin with 999")
    if report.truth is not None:
        console.print(f"Faults     known, listed in {report.truth}")
