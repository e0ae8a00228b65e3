"""`luoshi release`: seal results, list, show, compare and verify what was sealed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.differences import print_difference
from luoshi.cli.options import BookOption, FormatOption, KnownOption, PeriodOption, get_moment
from luoshi.cli.output import Format, console, notices, print_json, print_rows
from luoshi.cli.runs import note_run
from luoshi.errors import IntegrityFault, UserFault
from luoshi.figures import EvidenceSummary, summarise_evidence
from luoshi.periods import Period, SystemClock
from luoshi.records import Book
from luoshi.releases import (
    FoundSigner,
    Release,
    find_signer,
    get_public_path,
    get_release,
    list_releases,
)
from luoshi.runs import ReleaseCheck, create_release, explain_difference, recount_release, verify_release

release = typer.Typer(help="Seal results, list, compare and verify what was sealed.", no_args_is_help=True)

KeyOption = Annotated[
    Path | None, typer.Option("--key", help="Private key; else LUOSHI_SIGNING_KEY, else your own key ring.")
]
PublicOption = Annotated[
    list[Path] | None,
    typer.Option("--public-key", help="A key that you trust, from its owner; may be given again. Else your own ring."),
]
NameArgument = Annotated[str, typer.Argument(help="A release's id.")]

_COLUMNS = ("release", "period", "known", "figures", "results", "key")


@release.command("create")
def release_create(
    book: BookOption,
    period: PeriodOption = "2021",
    key: KeyOption = None,
    known: KnownOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count the period, recount it by a second engine, seal and sign it, and count again from the seal."""
    found = find_signer(key, book=book, environment=os.environ)
    if found.made:
        notices.print(
            f"New key    {found.signer.public_key.id} · private {found.path}", highlight=False, soft_wrap=True
        )
    made = create_release(book, Period.parse(period), signer=found.signer, clock=SystemClock(), known=get_moment(known))
    again = recount_release(book, made)
    note_run(book, "release create", period)
    evidence = _get_evidence(made)
    if form is Format.JSON:
        print_json(
            {
                **made.to_json(),
                **_describe_signer(found),
                "differences": len(again.differences),
                "evidence": evidence.to_json(),
            }
        )
    else:
        console.print(f"Release    {made.id} · sealed · {again.compared:,} results counted again,", end=" ")
        console.print(f"difference {len(again.differences)}")
        console.print(f"           {evidence.say('en')} · {evidence.say('zh')}", highlight=False)
        console.print(f"Signed     by {made.manifest.key} · {found.path}", highlight=False, soft_wrap=True)
        console.print(
            f"Publish    {get_public_path(found.path)}, apart from the release", highlight=False, soft_wrap=True
        )
    if not again.is_exact:
        raise typer.Exit(4)


@release.command("list")
def release_list(book: BookOption, form: FormatOption = Format.TABLE) -> None:
    """List a book's releases, oldest first."""
    Book.open(book)  # a folder that is no book has no releases either, but for another reason
    found = [one.to_json() for one in list_releases(book)]
    if form is Format.JSON:
        print_json({"releases": found})
    elif found or form is Format.CSV:
        # A table shows the minute; JSON and CSV keep the microsecond.
        shown = found if form is Format.CSV else [{**one, "known": f"{str(one['known'])[:16]}Z"} for one in found]
        print_rows(shown, _COLUMNS, form, right=frozenset({"figures", "results"}))
    else:
        console.print(
            f"No release in {book} yet: `luoshi release create --book {book}` makes one.",
            highlight=False,
            soft_wrap=True,
        )


@release.command("show")
def release_show(name: NameArgument, book: BookOption, form: FormatOption = Format.TABLE) -> None:
    """Show what a release says of itself. Nothing is verified by it."""
    one = get_release(book, name)
    files = [{"file": file, "bytes": mark.bytes, "sha256": mark.sha256} for file, mark in one.manifest.files.items()]
    witness = one.load_witness()
    if form is Format.JSON:
        print_json({**one.to_json(), "evidence": _get_evidence(one).to_json(), "files": files, "witness": witness})
    elif form is Format.CSV:
        print_rows(files, ("file", "bytes", "sha256"), form, right=frozenset())
    else:
        for field, value in one.to_json().items():
            if field not in {"notice", "texts"}:
                console.print(f"{field:<10} {value}", highlight=False, soft_wrap=True)
        if isinstance(witness, dict) and witness:
            said = f"{len(_as_list(witness['figures']))} figures recounted by {witness['engine']}"
            console.print(
                f"witness    {said} from {len(_as_list(witness['masks']))} mask files", highlight=False, soft_wrap=True
            )
        print_rows(files, ("file", "bytes", "sha256"), form, right=frozenset({"bytes"}))


@release.command("diff")
def release_diff(
    one: NameArgument,
    other: Annotated[str, typer.Argument(help="The later release, or `now`: the book as it stands.")],
    book: BookOption,
    figure: Annotated[list[str] | None, typer.Option("--figure", help="Only this figure; may be given again.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="A CSV file for the records or persons behind the reasons.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what changed between two releases, and why: every changed result record by record, adding up exactly."""
    if listed is not None and not figure:
        raise UserFault("cli.list_without_figure", option="--list")
    difference, written = explain_difference(book, (one, other), figure or (), listed)
    print_difference(difference, form)
    if listed is not None:
        notices.print(f"Written    {written:,} rows to {listed}", highlight=False, soft_wrap=True)
    if difference.unexplained:
        raise typer.Exit(IntegrityFault.exit_code)


@release.command("verify")
def release_verify(
    name: NameArgument, book: BookOption, public: PublicOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Check a release byte for byte, its signature by your keys, and the book's records behind it."""
    checked = verify_release(book, name, public or (), os.environ)
    if form is Format.JSON:
        print_json(checked.to_json())
    elif form is Format.CSV:
        rows = [finding.to_json() for finding in checked.findings]
        print_rows(rows, ("kind", "file", "first", "end", "detail"), form, right=frozenset())
    else:
        _print_check(checked)
    if checked.exit_code:
        raise typer.Exit(checked.exit_code)


def _print_check(checked: ReleaseCheck) -> None:
    for finding in checked.findings:
        console.print(f"[red]✗[/] {finding.say('zh')}\n  {finding.say('en')}", highlight=False, soft_wrap=True)
    if not checked.findings:
        console.print(
            f"Bytes      {checked.release} · every byte of release, log and record files is as sealed", soft_wrap=True
        )
    whose = "a key that you gave" if checked.keys_from == "given" else "a key of your own ring"
    said = {
        "good": f"good, by {checked.key}, {whose}",
        "not_verified": "not verified: the signer's key is not in your ring. Get the public key from the publisher,"
        " by another way than the release, and give it as --public-key",
        "bad": "not good for the keys that you gave" if checked.keys_from == "given" else "not good",
    }
    console.print(f"Signature  {said[checked.signature]}", highlight=False, soft_wrap=True)
    if not checked.exit_code:
        console.print(f"Verified   {checked.release}", highlight=False, soft_wrap=True)


def _get_evidence(one: Release) -> EvidenceSummary:
    """Return on what the city's own results for the release's period rest."""
    results = one.load_results(period=one.manifest.vintage.period)
    return summarise_evidence(result for result in results if result.area.endswith("00"))


def _describe_signer(found: FoundSigner) -> dict[str, object]:
    public = found.signer.public_key
    return {"key_file": str(found.path), "key_made": found.made, "public_key": public.to_pem().decode()}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
