"""Reading a department's own list as it is: XLSX, XLS, ET or CSV, whatever its headings and the rows above them.

The list is not a delivery to the book: columns that we do not know are left alone and go back as they came.
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

import fastexcel
import polars as pl

from luoshi.errors import UserFault

ROW = "_row"
# Titles, dates and units stand above a table; twenty rows are more than any list has.
_SEARCHED_ROWS = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUMS = frozenset({"合计", "总计", "小计", "合计:", "总计:", "小计:", "total", "sum"})
_FEN = {"分": 1, "fen": 1, "元": 100, "yuan": 100, "万元": 1_000_000}
_UNIT = re.compile(r"[(\[](?:单位:?)?(万元|元|分|yuan|fen)(?:/[^)\]]*)?[)\]]|_(fen|yuan)$")


@dataclass(frozen=True)
class PayList:
    """A list as delivered. `frame` has `_row` (in the file, from 1) and every cell as text, under its heading.

    `roles` gives the heading of each meaning that was found; `fen` how many fen the amount's unit has;
    `numeric` are the headings under which a workbook holds numbers, where digits after the fifteenth are lost.
    """

    path: Path
    frame: pl.DataFrame
    roles: Mapping[str, str]
    fen: int
    numeric: frozenset[str]

    def read(self, role: str) -> pl.Series:
        """Return the cells of a meaning, trimmed; null where they are empty or the list has no such column."""
        if role not in self.roles:
            return pl.Series(role, [None] * self.frame.height, dtype=pl.String)
        text = pl.col(self.roles[role]).str.strip_chars()
        return self.frame.select(pl.when(text != "").then(text).alias(role)).to_series()


def read_list(path: Path) -> PayList:
    """Read the first filled sheet, or the CSV; rows without anything and rows of sums are left out.

    Raises UserFault where the file is missing, damaged or empty, several sheets are filled, no row of
    headings has an ID number among them, or two columns mean the same.
    """
    if not path.is_file():
        raise UserFault("payments.no_file", file=path)
    raw = path.read_bytes()
    rows, numeric = _read_workbook(path, raw) if raw.startswith((_ZIP, _OLE)) else (_read_csv(path, raw), frozenset())
    start = _find_headings(path, rows)
    headings, roles = _name_columns(rows[start]), _find_roles(path, rows[start])
    frame = _build_frame(path, rows[start + 1 :], start + 2, headings, headings.index(roles["id_number"]))
    amount = roles.get("amount")
    named = frozenset(headings[place] for place in numeric if place < len(headings))
    return PayList(path, frame, roles, _find_unit(amount) if amount else 100, named)


def _build_frame(
    path: Path, rows: Sequence[Sequence[str]], first: int, headings: Sequence[str], id_place: int
) -> pl.DataFrame:
    width = len(headings)
    lines = []
    for number, cells in enumerate(rows, start=first):
        # What is written under no heading would be lost on the way back.
        if any(cell.strip() for cell in cells[width:]):
            raise UserFault("payments.no_heading_above", file=path, row=number, column=width + 1)
        if _is_line(cells, id_place):
            lines.append((number, *cells[:width], *[""] * (width - len(cells))))
    if not lines:
        raise UserFault("payments.empty_list", file=path)
    return pl.DataFrame(lines, schema={ROW: pl.Int64, **dict.fromkeys(headings, pl.String)}, orient="row")


def _read_workbook(path: Path, raw: bytes) -> tuple[list[list[str]], frozenset[int]]:
    try:
        reader = fastexcel.read_excel(raw)
        # Without `skip_rows` the empty rows on top are dropped, and row numbers shift.
        filled = [name for name in reader.sheet_names if reader.load_sheet(name, header_row=None).height]
        if len(filled) > 1:
            raise UserFault("payments.several_sheets", file=path, sheets=", ".join(filled))
        if not filled:
            raise UserFault("payments.empty_list", file=path)
        cells = reader.load_sheet(filled[0], header_row=None, skip_rows=0, dtypes="string").to_polars()
        rows = [[str(cell) if cell is not None else "" for cell in row] for row in cells.iter_rows()]
        start = _find_headings(path, rows)
        below = reader.load_sheet(filled[0], header_row=None, skip_rows=start + 1, schema_sample_rows=None).to_polars()
    except fastexcel.FastExcelError as error:
        raise UserFault("payments.unreadable", file=path, detail=str(error).splitlines()[0]) from error
    numeric = [place for place, kind in enumerate(below.schema.values()) if kind.is_numeric()]
    days = [[cell.removesuffix(" 00:00:00") for cell in row] for row in rows]
    return days, frozenset(numeric)


def _read_csv(path: Path, raw: bytes) -> list[list[str]]:
    # GB18030 contains GBK and GB2312. UTF-8 first: text of either is almost never valid in the other.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UserFault("payments.unreadable", file=path, detail="neither UTF-8 nor GB18030")
    if not text.strip():
        raise UserFault("payments.empty_list", file=path)
    if "\0" in text:
        raise UserFault("payments.unreadable", file=path, detail="not a table")
    top = "\n".join(text.splitlines()[:_SEARCHED_ROWS])
    delimiter = max(",\t;", key=top.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserFault("payments.unreadable", file=path, detail=error) from error


@cache
def _read_synonyms() -> Mapping[str, Sequence[str]]:
    text = files("luoshi.delivery.payments").joinpath("headings.toml").read_text(encoding="utf-8")
    return {role: [_plain(word) for word in words] for role, words in tomllib.loads(text).items()}


def _plain(heading: str) -> str:
    """Return a heading as it is compared: without spaces, stars, units and case, full-width characters as ASCII."""
    text = unicodedata.normalize("NFKC", heading).lower()
    return _UNIT.sub("", re.sub(r"[\s*]+", "", text))


def _find_headings(path: Path, rows: Sequence[Sequence[str]]) -> int:
    """Return the row of the headings: of those with an ID number, the one that has most of our words."""
    synonyms = _read_synonyms()
    every = set(chain.from_iterable(synonyms.values()))
    best, most = -1, 0
    for number, cells in enumerate(rows[:_SEARCHED_ROWS]):
        plain = {_plain(cell) for cell in cells}
        if len(plain & every) > most and plain & set(synonyms["id_number"]):
            best, most = number, len(plain & every)
    if best < 0:
        # What the rows hold is not shown: without headings they may begin with somebody's name.
        raise UserFault("payments.no_headings", file=path, rows=min(len(rows), _SEARCHED_ROWS))
    return best


def _name_columns(cells: Sequence[str]) -> list[str]:
    """Return a name for each column, as it goes back; nameless and repeated ones get their place."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        text = cell.strip()
        names.append(text if text and text not in names and text != ROW else f"{text}#{place}")
    return names


def _find_roles(path: Path, cells: Sequence[str]) -> dict[str, str]:
    """Return the heading of each meaning; of several fitting ones the better word, of two like words neither."""
    names, plain = _name_columns(cells), [_plain(cell) for cell in cells]
    roles: dict[str, str] = {}
    for role, words in _read_synonyms().items():
        for word in words:
            places = [place for place, text in enumerate(plain) if text == word]
            if len(places) > 1:
                raise UserFault("payments.column_twice", file=path, column=cells[places[0]].strip())
            if places:
                roles[role] = names[places[0]]
                break
    return roles


def _find_unit(heading: str) -> int:
    """Return how many fen the unit in the heading has; a pay list without one is in yuan."""
    found = _UNIT.search(unicodedata.normalize("NFKC", heading).lower())
    return _FEN[found[1] or found[2]] if found else 100


def _is_line(cells: Sequence[str], id_place: int) -> bool:
    """Return whether a row is a line: something is written, and it is no row of sums."""
    if id_place < len(cells) and cells[id_place].strip():
        return True
    written = [re.sub(r"\s", "", cell).replace("：", ":").lower() for cell in cells]
    return any(written) and not any(cell in _SUMS for cell in written)
