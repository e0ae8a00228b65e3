"""`luoshi arrears`: what a late notice adds to months already decided."""

from datetime import datetime
from typing import Annotated

import polars as pl
import typer

from luoshi.cli.options import BookOption, FormatOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.runs import ArrearsRequest, list_arrears


def arrears(
    book: BookOption,
    benefit: Annotated[str, typer.Option(help="A benefit of the rules, such as resident_pension.")],
    first: Annotated[str, typer.Option("--from", help="The first month already decided, such as 2021-07.")],
    last: Annotated[str, typer.Option("--to", help="The last one.")],
    by: Annotated[datetime, typer.Option(help="Notices known by this day count, such as 2021-08-01.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Work out arrears: each month as decided on its first day, against what is known by a later day."""
    found = list_arrears(book, ArrearsRequest(benefit, first, last, by.date()))
    rows = found.with_columns(
        pl.col("month").dt.strftime("%Y-%m"),
        pl.col("person").cast(pl.String),
        *(pl.col(name) / 100 for name in ("before", "after", "arrears")),
    ).to_dicts()
    if form is Format.JSON:
        print_json({"benefit": benefit, "persons": found["person"].n_unique(), "rows": rows})
    elif form is Format.CSV:
        print_rows(rows, found.columns, form, right=frozenset())
    else:
        by_month = found.group_by("month").agg(
            pl.len().alias("persons"), (pl.col("arrears").sum() / 100).alias("arrears")
        )
        named = by_month.sort("month").with_columns(pl.col("month").dt.strftime("%Y-%m")).to_dicts()
        shown = [{**row, "persons": f"{row['persons']:,}", "arrears": f"{row['arrears']:,.2f}"} for row in named]
        print_rows(shown, ("month", "persons", "arrears"), form, right=frozenset({"persons", "arrears"}))
        total = found["arrears"].sum() / 100
        console.print(
            f"补发 Arrears  {total:,.2f} yuan for {found['person'].n_unique():,} persons; --format csv lists them",
            highlight=False,
        )
