"""`luoshi keys`: signing keys, made and kept outside the book; the user's own ring of them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import FormatOption
from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.releases import (
    PublicKey,
    describe_key,
    get_public_path,
    get_ring_path,
    list_ring,
    make_key,
    rotate_ring,
)

keys = typer.Typer(help="Signing keys, kept outside the book.", no_args_is_help=True)

_COLUMNS = ("key", "algorithm", "use", "private", "public")
_SHOWN = ("key", "algorithm", "use", "private")


@keys.command("make")
def keys_make(path: Annotated[Path, typer.Argument(help="Where the private key goes.")]) -> None:
    """Make a signing key (Ed25519) at a path of your choice, and its public half beside it."""
    key = make_key(path)
    console.print(
        f"Key        {key.id} · private {path} · public {get_public_path(path)}", highlight=False, soft_wrap=True
    )


@keys.command("list")
def keys_list(form: FormatOption = Format.TABLE) -> None:
    """List your own key ring: the current key signs new releases, the retired ones still verify old ones."""
    folder = get_ring_path(os.environ)
    rows = [
        {
            "key": one.public.id,
            "algorithm": one.public.algorithm,
            "use": "current" if one.current else "retired",
            "private": str(one.path),
            "public": str(get_public_path(one.path)),
        }
        for one in list_ring(folder)
    ]
    if form is Format.JSON:
        print_json({"ring": str(folder), "keys": rows})
    elif rows:
        print_rows(rows, _COLUMNS if form is Format.CSV else _SHOWN, form, right=frozenset())
    else:
        console.print(
            f"No keys in {folder} yet: the first release makes one, or `luoshi keys rotate`.", highlight=False
        )


@keys.command("show")
def keys_show(
    path: Annotated[Path, typer.Argument(help="A key's file, public or private.")], form: FormatOption = Format.TABLE
) -> None:
    """Show a key's fingerprint and its public half, to compare with what its owner published."""
    _print_key(describe_key(path), form)


@keys.command("rotate")
def keys_rotate(form: FormatOption = Format.TABLE) -> None:
    """Make a new current key in your ring; old keys stay in it, so that old releases still verify."""
    folder = get_ring_path(os.environ)
    before = next((one for one in list_ring(folder) if one.current), None)
    made = rotate_ring(folder)
    if form is Format.JSON:
        print_json({"key": made.public.id, "before": before and before.public.id, "private": str(made.path)})
        return
    console.print(f"Key        {made.public.id} signs from now on · {made.path}", highlight=False, soft_wrap=True)
    if before is not None:
        console.print(
            f"Retired    {before.public.id} · its public half stays in the ring for old releases", highlight=False
        )
    console.print(
        f"Publish    {get_public_path(made.path)}, by the way in which the last one was published", soft_wrap=True
    )


def _print_key(key: PublicKey, form: Format) -> None:
    pem = key.to_pem().decode()
    if form is Format.JSON:
        print_json({"key": key.id, "algorithm": key.algorithm, "public": pem})
    else:
        console.print(f"Key        {key.id} · {key.algorithm}", highlight=False, soft_wrap=True)
        console.print(pem, end="", highlight=False, soft_wrap=True)
