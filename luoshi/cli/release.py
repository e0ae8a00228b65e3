"""`luoshi release` and `luoshi keys`: seal results, sign them, list, compare and verify."""

import os
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption, FormatOption, PeriodOption
from luoshi.cli.output import Format, console, print_json
from luoshi.cli.runs import note_run
from luoshi.errors import UserFault
from luoshi.figures import EvidenceSummary, summarise_evidence
from luoshi.periods import Period, SystemClock
from luoshi.releases import (
    FOLDER,
    Release,
    diff,
    get_public_path,
    get_release,
    list_releases,
    load_public_keys,
    load_signer,
    make_key,
    verify,
)
from luoshi.runs import create_release, recount_release

release = typer.Typer(help="Seal results, list, compare and verify what was sealed.", no_args_is_help=True)
keys = typer.Typer(help="Signing keys, kept outside the book.", no_args_is_help=True)

KeyOption = Annotated[Path | None, typer.Option("--key", help="Private key; or LUOSHI_SIGNING_KEY.")]
PublicOption = Annotated[list[Path], typer.Option("--public-key", help="A key that you trust, from its owner.")]


@keys.command("make")
def keys_make(path: Annotated[Path, typer.Argument(help="Where the private key goes.")]) -> None:
    """Make a signing key (Ed25519), and its public half beside it."""
    key = make_key(path)
    console.print(f"Key        {key.id} · private {path} · public {get_public_path(path)}", highlight=False)


@release.command("create")
def release_create(
    book: BookOption, period: PeriodOption = "2021", key: KeyOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Count the period, seal the results with all that made them, sign, and count again from the seal."""
    signer = load_signer(key, book=book, environment=os.environ)
    note_run(book, "release create", period)
    made = create_release(book, Period.parse(period), signer=signer, clock=SystemClock())
    again = recount_release(book, made)
    if form is Format.JSON:
        evidence = _get_evidence(made).to_json()
        print_json({**_describe(made), "differences": len(again.differences), "evidence": evidence})
    else:
        console.print(f"Release    {made.id} · sealed · {again.compared:,} results counted again,", end=" ")
        console.print(f"difference {len(again.differences)}")
        console.print(f"           {_get_evidence(made).say('en')} · {_get_evidence(made).say('zh')}", highlight=False)
    if not again.is_exact:
        raise typer.Exit(4)


@release.command("list")
def release_list(book: BookOption, form: FormatOption = Format.TABLE) -> None:
    """List a book's releases, oldest first."""
    found = list_releases(book)
    if form is Format.JSON:
        print_json({"releases": [_describe(one) for one in found]})
        return
    for one in found:
        console.print("   ".join(str(value) for value in _describe(one).values()), highlight=False)


@release.command("show")
def release_show(name: Annotated[str, typer.Argument(help="A release's id.")], book: BookOption) -> None:
    """Show what a release says of itself."""
    found = get_release(book, name)
    print_json({**_describe(found), "evidence": _get_evidence(found).to_json()})


@release.command("diff")
def release_diff(
    one: Annotated[str, typer.Argument(help="The earlier release.")],
    other: Annotated[str, typer.Argument(help="The later release.")],
    book: BookOption,
) -> None:
    """Show what changed between two releases: results, definitions, areas and parameters (JSON)."""
    print_json(diff(get_release(book, one), get_release(book, other)).to_json())


@release.command("verify")
def release_verify(
    name: Annotated[str, typer.Argument(help="A release's id.")], book: BookOption, public: PublicOption
) -> None:
    """Check a release byte for byte against its signed manifest, by keys that you give."""
    if not public:
        raise UserFault("cli.choice", value="", option="--public-key", allowed="a file from the key's owner")
    checked = verify(book / FOLDER / name, load_public_keys(public))
    for finding in checked.findings:
        console.print(f"[red]✗[/] {finding.say('zh')}\n  {finding.say('en')}", highlight=False)
    if checked.findings:
        raise typer.Exit(4)
    console.print(f"Verified   {name} · every byte is as it was signed")


def _describe(one: Release) -> dict[str, object]:
    vintage = one.manifest.vintage
    return {
        "release": one.id,
        "period": str(vintage.period),
        "known": vintage.known.isoformat(),
        "position": vintage.position,
        "created": one.manifest.created.isoformat(),
        "key": one.manifest.key,
        "synthetic": vintage.synthetic,
    }


def _get_evidence(one: Release) -> EvidenceSummary:
    """Return on what the city's own results for the release's period rest."""
    results = one.load_results()
    (city,) = {result.area for result in results if result.area.endswith("00")}
    period = one.manifest.vintage.period
    return summarise_evidence(result for result in results if result.area == city and result.period == period)
