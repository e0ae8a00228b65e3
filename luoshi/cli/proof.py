"""`luoshi proof`: show a person that his record is in a published total."""

import base64
import zlib
from pathlib import Path
from typing import Annotated

import segno
import typer

from luoshi.cli.options import BookOption, validate_out
from luoshi.cli.output import console
from luoshi.records import to_canonical_bytes
from luoshi.registry import replace_file
from luoshi.releases import get_release
from luoshi.releases.manifest import NOTICE
from luoshi.runs import prove_person

# What a QR code begins with; the stand-alone verifier reads the rest.
QR_MARK = "LUOSHI1:"


def proof(
    person: Annotated[str, typer.Argument(help="A person key (19 digits) or an ID number (18).")],
    figure: Annotated[str, typer.Option(help="A figure's id.")],
    release: Annotated[str, typer.Option(help="A release's id.")],
    book: BookOption,
    out: Annotated[Path, typer.Option(help="The proof to write (JSON); its QR code lies beside it (SVG).")],
) -> None:
    """Write the proof that a person is counted in a figure of a release; who shows it gives his amount away."""
    validate_out(out)
    found = prove_person(book, person, figure, release)
    notice = NOTICE if get_release(book, release).manifest.vintage.synthetic else None
    content = to_canonical_bytes({**found.to_json(), "notice": notice})
    code = out.with_suffix(".svg")
    packed = QR_MARK + base64.b64encode(zlib.compress(content, 9)).decode()
    replace_file(out, content)
    segno.make_qr(packed, error="l").save(str(code), scale=3)
    console.print(f"Proof      {out} · {len(content):,} bytes, for printing {code}", highlight=False, soft_wrap=True)
    folder = get_release(book, release).path
    console.print(
        f"Check      python3 {folder}/verify_release.py {folder} --key PUBLIC-KEY --proof {out} --id-number NUMBER",
        highlight=False,
        soft_wrap=True,
    )
