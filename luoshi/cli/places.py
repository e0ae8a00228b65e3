"""`luoshi places`: draw school places by priority and lottery, and let any parent replay the draw."""

import time
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import FormatOption, validate_out
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.delivery.places import (
    Market,
    assign_places,
    build_market,
    find_blocking_pairs,
    find_differences,
    hash_seed,
    make_seed,
    parse_seed,
    read_assignment,
    read_preferences,
    read_seats,
    write_assignment,
)
from luoshi.errors import UserFault

places = typer.Typer(help="School places: drawn by priority and lottery, replayed by anyone.", no_args_is_help=True)

PreferencesOption = Annotated[Path, typer.Option(help="CSV: applicant, rank, place, priority (smaller is better).")]
SeatsOption = Annotated[Path, typer.Option("--places", help="CSV: place, capacity.")]
SeedOption = Annotated[str, typer.Option(help="The seed, in hexadecimal, whose hash was published before.")]


@places.command("seed")
def places_seed(form: FormatOption = Format.TABLE) -> None:
    """Make a seed. Publish its hash before applications open, and the seed itself after they close."""
    seed = make_seed()
    if form is Format.JSON:
        print_json({"seed": seed.hex(), "seed_hash": hash_seed(seed)})
        return
    console.print(f"Seed        {seed.hex()}   keep it secret until applications have closed", highlight=False)
    console.print(f"Seed hash   {hash_seed(seed)}   publish it now", highlight=False)


@places.command("assign")
def places_assign(
    preferences: PreferencesOption,
    seats: SeatsOption,
    seed: SeedOption,
    out: Annotated[Path, typer.Option(help="CSV to write: applicant, place, rank, lottery.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Assign places: nobody is passed over by somebody with a lower claim, and no order of arrival counts."""
    begun = time.perf_counter()
    validate_out(out)
    market = _load(preferences, seats, seed)
    assignment = assign_places(market)
    blocking = len(find_blocking_pairs(market, assignment))
    write_assignment(out, market, assignment)
    granted = assignment.wish >= 0
    said = {
        "applicants": len(market.applicants),
        "assigned": int(granted.sum()),
        "first_choice": int((assignment.wish == market.first[:-1]).sum()),
        "unassigned": int((~granted).sum()),
        "seats": sum(market.capacity),
        "blocking_pairs": blocking,
        "seed_hash": hash_seed(parse_seed(seed)),
        "out": str(out),
    }
    if form is Format.JSON:
        print_json(said)
        return
    console.print(
        f"Places     {said['assigned']:,} of {said['applicants']:,} applicants have one of {said['seats']:,} seats, "
        f"{said['first_choice']:,} their first choice; {said['unassigned']:,} have none",
        highlight=False,
    )
    console.print(f"Fairness   {blocking} blocking pairs", highlight=False)
    console.print(
        f"Written    {out} in {time.perf_counter() - begun:.1f} s · seed hash {said['seed_hash']}", highlight=False
    )
    console.print(f"Next       luoshi places verify … --assignment {out}   replays the draw", highlight=False)


@places.command("verify")
def places_verify(
    preferences: PreferencesOption,
    seats: SeatsOption,
    seed: SeedOption,
    assignment: Annotated[Path, typer.Option(help="The published CSV: applicant, place.")],
    seed_hash: Annotated[str | None, typer.Option(help="What was published before applications opened.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Replay a draw and compare it with a published assignment; exit code 4 where they differ."""
    if seed_hash is not None and hash_seed(parse_seed(seed)) != seed_hash.strip().lower():
        raise UserFault("places.other_seed", found=hash_seed(parse_seed(seed)), published=seed_hash)
    market = _load(preferences, seats, seed)
    given = read_assignment(assignment)
    differences = find_differences(market, assign_places(market), given)
    rows = [{"applicant": d.applicant, "published": d.given, "replayed": d.found} for d in differences]
    if form is Format.TABLE:
        console.print(f"Replayed   {len(market.applicants):,} applicants, {len(rows):,} differences", highlight=False)
    if form is Format.JSON:
        print_json({"applicants": len(market.applicants), "differences": rows})
    elif rows:
        print_rows(rows, ("applicant", "published", "replayed"), form, right=frozenset())
    if rows:
        raise typer.Exit(4)


def _load(preferences: Path, seats: Path, seed: str) -> Market:
    return build_market(read_preferences(preferences), read_seats(seats), parse_seed(seed))
