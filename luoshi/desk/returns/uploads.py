"""A form that came as a file: looked at before it is opened, read, and gone again."""

import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from luoshi.desk.returns.doors import UnitDoor
from luoshi.desk.shelf import get_shelf
from luoshi.errors import UserFault
from luoshi.returns import FilledForm, read_form

# A form of 130 figures is about 20 kB, and 200 kB unpacked; fonts and pictures that Excel adds fit in as well.
MOST_BYTES, MOST_UNPACKED = 2 * 2**20, 30 * 2**20
_MACROS = "vbaProject.bin"


def read_upload(file: "UploadedFile[bytes]", door: UnitDoor, today: date) -> FilledForm:
    """Return the filled form; its path is the name that the file came with.

    Raises UserFault for a file that is too large, no plain xlsx, no form, unsigned, or another unit's.
    """
    name = Path(file.name or "form.xlsx").name
    if not file.size or file.size > MOST_BYTES:
        raise UserFault("returning.too_large", name=name)
    content = file.read()
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(content)
        _validate_archive(path, name)
        try:
            form = read_form(path, get_shelf().city.load_areas().reporting, today)
        except UserFault as fault:
            # The message names the file as its sender knows it.
            named = {"path": name} if "path" in fault.values else {}
            raise UserFault(fault.code, **(fault.values | named)) from fault
    if form.unit != door.form.unit.number or form.period != door.form.period:
        raise UserFault("returning.other_unit", found=form.unit_name, period=form.period)
    return replace(form, path=Path(name))


def _validate_archive(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise UserFault("returning.not_xlsx", name=name) from error
    if any(part.filename.endswith(_MACROS) for part in parts):
        raise UserFault("returning.not_xlsx", name=name)
    # The sizes that the archive declares: a reader stops at them, so a bomb has to admit what it is.
    if len(parts) > 500 or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UserFault("returning.too_large", name=name)
