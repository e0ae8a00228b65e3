"""Checking a visitor's text against a release: reading what was sent within limits, and marking each number."""

import io
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import CheckedClaim, check_text
from luoshi.desk.shelf import Reading
from luoshi.desk.wording import VERDICTS, Term
from luoshi.errors import UserFault

MOST_CHARACTERS = 20_000
MOST_BYTES = 2 * 2**20
MOST_UNPACKED = 20 * 2**20
_KINDS = (".txt", ".docx", ".html", ".htm", ".pdf")
# The PDF reader is not made for threads; one visitor's file at a time also bounds the memory.
_READING = threading.Lock()


@dataclass(frozen=True)
class Segment:
    """A piece of the text: plain, or the claim with this number (counted from 1)."""

    text: str
    number: int = 0
    verdict: Term | None = None
    key: str = ""


def read_sent(text: str, upload: "UploadedFile[bytes] | None") -> str:
    """Return the text to check: the file's where one was sent, else the pasted one.

    Raises UserFault for nothing, too much, a kind that is not read, a damaged file, macros, and a file
    that unpacks to more than is sane.
    """
    if upload is not None and upload.name:
        text = _read_upload(upload, upload.name)
    if not text.strip():
        raise UserFault("site.no_file")
    if len(text) > MOST_CHARACTERS:
        raise UserFault("site.too_long", length=len(text), most=MOST_CHARACTERS)
    return text


def _read_upload(upload: "UploadedFile[bytes]", name: str) -> str:
    shown, suffix = Path(name).name[:80], Path(name).suffix.lower()
    if suffix not in _KINDS:
        raise UserFault("site.unknown_kind", file=shown)
    if (upload.size or 0) > MOST_BYTES:
        raise UserFault("site.too_large", file=shown, size=upload.size, most=MOST_BYTES)
    content = upload.read()
    if suffix == ".docx":
        _refuse_bombs(content, shown)
    with _READING, tempfile.TemporaryDirectory(prefix="luoshi-check-") as folder:
        path = Path(folder) / f"text{suffix}"
        path.write_bytes(content)
        return read_text(path)


def _refuse_bombs(content: bytes, shown: str) -> None:
    """Refuse a docx whose parts say that they unpack to too much, or that holds macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UserFault("site.unknown_kind", file=shown) from error
    size = sum(entry.file_size for entry in entries)
    if size > MOST_UNPACKED:
        raise UserFault("site.too_large", file=shown, size=size, most=MOST_UNPACKED)
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        raise UserFault("site.macros", file=shown)


def check_sent(text: str, reading: Reading) -> list[CheckedClaim]:
    """Return every claim of the text with its verdict, by the results that the release publishes."""
    names = {area.name: str(area.code) for area in reading.counties}
    return check_text(
        text,
        reading.figures.values(),
        reading.find_result,
        period=reading.period,
        area=reading.city.code,
        area_names={**names, reading.city.name_zh: reading.city.code},
    )


def mark_text(text: str, checked: list[CheckedClaim]) -> list[Segment]:
    """Return the whole text in pieces, each claim one of them."""
    pieces, place = [], 0
    for number, one in enumerate(checked, start=1):
        pieces.append(Segment(text[place : one.claim.start]))
        verdict = str(one.verdict)
        key = verdict.replace(" ", "-")
        pieces.append(Segment(text[one.claim.start : one.claim.end], number, VERDICTS[verdict], key))
        place = one.claim.end
    pieces.append(Segment(text[place:]))
    return [piece for piece in pieces if piece.text]
