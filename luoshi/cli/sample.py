"""`luoshi sample`: draw counted records for a visit, replay the draw, and assess what was found."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption, validate_out
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.errors import UserFault
from luoshi.releases.sampling import assess, read_plan, read_sheet, write_plan, write_sheet
from luoshi.runs import draw_from_release, name_places, plan_sample, replay_sample

sample = typer.Typer(
    help="Visit a sample of what a release counted, drawn by lot that anyone can replay.", no_args_is_help=True
)


@sample.command("draw")
def sample_draw(
    figure: Annotated[str, typer.Option(help="A figure's id.")],
    release: Annotated[str, typer.Option(help="The release whose records are visited.")],
    random: Annotated[str, typer.Option(help="A public random text, made after sealing: lottery numbers, a beacon.")],
    book: BookOption,
    out: Annotated[Path, typer.Option(help="Where the draw goes (JSON); the visitors' sheet lies beside it (CSV).")],
    error: Annotated[str, typer.Option(help="The share of errors to rule out, such as 5%.")] = "5%",
    confidence: Annotated[str, typer.Option(help="How sure to be of it.")] = "95%",
    form: FormatOption = Format.TABLE,
) -> None:
    """Draw the records to visit: as many as the stated risk asks for, over all counties, by amount for money."""
    validate_out(out)
    sheet = out.with_suffix(".csv")
    if sheet.exists():
        raise UserFault("cli.sheet_there", path=sheet)
    shares = {"error": _parse_share(error, "--error"), "confidence": _parse_share(confidence, "--confidence")}
    draw = draw_from_release(book, plan_sample(book, release, figure, random, **shares))
    write_plan(out, draw)
    write_sheet(sheet, draw, name_places(book, draw.plan.release))
    if form is Format.JSON:
        print_json({"picks": draw.rows.height, "records": draw.records, "out": str(out), "sheet": str(sheet)})
        return
    how = "by amount" if draw.plan.by_amount else "by record"
    console.print(f"Drawn      {draw.rows.height} of {draw.records:,} records of {figure}", highlight=False)
    console.print(f"           {how}, over {len(draw.strata)} counties", highlight=False)
    console.print(
        f"           all faultless, they bound errors at {error} with {confidence} confidence", highlight=False
    )
    console.print(f"Written    {out} and, for the visits, {sheet}", highlight=False)
    console.print(f"Next       luoshi sample replay {out} --book {book}", highlight=False)


@sample.command("replay")
def sample_replay(
    file: Annotated[Path, typer.Argument(help="The draw (JSON).")], book: BookOption, form: FormatOption = Format.TABLE
) -> None:
    """Draw again from the sealed records; exit code 4 where population or picks are not those of the file."""
    draw, same = replay_sample(book, file)
    if form is Format.JSON:
        print_json({"picks": draw.rows.height, "same": same})
    else:
        said = "the same population and picks" if same else "NOT the population or picks of the file"
        console.print(f"Replayed   {draw.rows.height} picks from {draw.records:,} records: {said}", highlight=False)
    if not same:
        raise typer.Exit(4)


@sample.command("assess")
def sample_assess(
    file: Annotated[Path, typer.Argument(help="The draw (JSON).")],
    sheet: Annotated[Path, typer.Argument(help="The filled sheet (CSV): found, not found, amount wrong, unreachable.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Say what the visits prove of the figure: the verified share, its bound, and the auditors' verdict."""
    plan, stated = read_plan(file)
    found = assess(read_sheet(sheet, stated), plan.error, plan.confidence)
    if form is not Format.TABLE:
        said = {"figure": plan.figure, "release": plan.release, **found.to_json()}
        if form is Format.JSON:
            print_json(said)
        else:
            print_rows([said], tuple(said), form, right=frozenset())
        return
    console.print(f"Visited    {found.drawn} draws of {plan.figure}, {found.failed} not as stated", highlight=False)
    console.print(f"           {found.unreachable} of them unreachable, which counts as failed", highlight=False)
    console.print(
        f"Verified   {float(found.verified):.1%}; at most {float(found.bound):.2%} of all records are wrong,"
        f" with {float(plan.confidence):.0%} confidence",
        highlight=False,
    )
    console.print(f"Verdict    {found.verdict}", highlight=False)


def _parse_share(text: str, option: str) -> Fraction:
    try:
        return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise UserFault("cli.choice", value=text, option=option, allowed="5%, 0.05") from None
