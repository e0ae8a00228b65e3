"""Finding a delivered table's headings: in whatever row they stand, Chinese or English, merged or with units.

A unit changes amounts a hundredfold, so it is read from the heading (金额（万元）) or from a line above the table
(单位：元), and never guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from luoshi.errors import UserFault
from luoshi.records.contracts import Column, ColumnType, Contract

ROW, REASON_ZH, REASON_EN = "文件行号", "原因", "reason"
# Titles, units, dates and the name of the office stand above a table; twenty rows are more than any form has.
SEARCHED_ROWS = 20
# A form's headings are merged over at most three rows: group, sub-group, column.
_DEPTHS = (1, 2, 3)
# Columns of every form that say nothing about the record itself; and those that we add on returning a row.
_IGNORED = frozenset({"序号", "行号", "no.", "no"})
_OURS = (ROW, REASON_ZH, REASON_EN)
_UNITS: dict[ColumnType, dict[str, int]] = {
    # The powers of ten from the unit to whole fen, and to whole metres.
    ColumnType.MONEY: {"分": 0, "fen": 0, "元": 2, "yuan": 2, "万元": 6, "亿元": 10},
    ColumnType.LENGTH: {"米": 0, "m": 0, "公里": 3, "千米": 3, "km": 3},
}
_ABOVE = re.compile(r"单位[::]\s*(亿元|万元|元|分|公里|千米|米)")

Role = Literal["value", "id_number", "name", "ignored"]


@dataclass(frozen=True)
class Heading:
    """One column of the file: `text` is its heading as it goes back to the sender, `place` counts from 0.

    `shift` is the power of ten from the file's unit to the column's own (2 from yuan to fen). The role
    `id_number` holds resident numbers for a column of person keys, `name` the names of those persons.
    """

    text: str
    place: int
    role: Role
    column: Column | None = None
    shift: int = 0


@dataclass(frozen=True)
class Layout:
    """Where the table lies: its headings, and the number of rows above the first row of data.

    `ours` are the places of the columns that we added when the rows were returned; they are not read.
    """

    start: int
    headings: tuple[Heading, ...]
    ours: frozenset[int] = frozenset()

    def find(self, column: str, role: Role = "value") -> Heading | None:
        """Return the heading of a contract's column in that role, or None."""
        fitting = (head for head in self.headings if head.column is not None and head.column.name == column)
        return next((head for head in fitting if head.role == role), None)


def find_layout(path: Path, rows: Sequence[Sequence[str]], contract: Contract) -> Layout:
    """Return the layout in which most headings are the contract's; of equals the first, then the flattest.

    Raises UserFault where no row has a heading of the kind, a heading is not the contract's or stands
    twice, a required column is missing, or an amount has no unit.
    """
    words = _list_words(contract)
    best = find_best(rows, words)
    if best is None:
        raise UserFault("records.no_headings", path=path, kind=contract.kind, known=_list_known(contract))
    start, labels = best
    unit = next((found[1] for cells in rows[:start] for cell in cells if (found := _ABOVE.search(_plain(cell)))), None)
    ours = frozenset(place for place, label in enumerate(labels) if label in _OURS and not _match(label, words))
    headings = [
        _read_heading(path, label, place, contract, words, unit)
        for place, label in enumerate(labels)
        if label and place not in ours
    ]
    _validate(path, headings, contract)
    return Layout(start, tuple(headings), ours)


def count_matches(rows: Sequence[Sequence[str]], contract: Contract) -> int:
    """Return how many headings of the best row are the contract's: 0 for a table of something else."""
    words = _list_words(contract)
    best = find_best(rows, words)
    return 0 if best is None else sum(_match(label, words) is not None for label in best[1])


def find_best(
    rows: Sequence[Sequence[str]], words: dict[str, tuple[Column, Role]]
) -> tuple[int, tuple[str, ...]] | None:
    """Return the rows down to the end of the headings, and a label for each place; None where nothing fits."""
    best: tuple[int, int, tuple[str, ...]] | None = None
    for depth in _DEPTHS:
        for top in range(min(SEARCHED_ROWS, len(rows) - depth + 1)):
            labels = _label(rows[top : top + depth], words)
            matched = sum(_match(label, words) is not None for label in labels)
            if matched > (best[0] if best else 0):
                best = (matched, top + depth, labels)
    return None if best is None else best[1:]


def _label(rows: Sequence[Sequence[str]], words: dict[str, tuple[Column, Role]]) -> tuple[str, ...]:
    """Return for each place the text that names the column: its own cell, with or without the group above."""
    labels, group = [], ""
    for cells in zip_longest(*rows, fillvalue=""):
        texts = [" ".join(cell.split()) for cell in cells]
        # A merged group has its text in its first cell alone; it reaches on while cells stand below it.
        group = texts[0] or (group if any(texts[1:]) else "")
        own = next((text for text in reversed(texts) if text), "")
        tried = [group + own if own != group else own, own, *texts]
        labels.append(next((text for text in tried if text and _match(text, words)), own))
    return tuple(labels)


def _plain(text: str) -> str:
    """Return a heading without what writers vary: width, spaces, asterisks, case."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", text)).lower()


def _part(text: str) -> tuple[str, str]:
    """Return a heading's name and what stands in brackets behind it."""
    found = re.fullmatch(r"(.+?)[(\[]([^()\[\]]*)[)\]]", text)
    return (found[1], found[2]) if found else (text, "")


def _list_words(contract: Contract) -> dict[str, tuple[Column, Role]]:
    """Return what each heading means; a contract's own words come before the general ones."""
    words: dict[str, tuple[Column, Role]] = {}
    for column in contract.columns:
        for word in (column.name, column.name.replace("_", " "), column.zh, _part(_plain(column.zh))[0]):
            words.setdefault(_plain(word), (column, "value"))
    people = [column for column in contract.columns if column.personal and column.type is ColumnType.KEY]
    for column in sorted(people, key=lambda column: column.name == "household"):
        whose = ["户主", column.zh] if column.name == "household" else [column.zh, ""]
        for who in whose:
            for word in ("身份证号", "身份证号码", "公民身份号码", "证件号码"):
                words.setdefault(_plain(who + word), (column, "id_number"))
            words.setdefault(_plain(f"{who}姓名"), (column, "name"))
        words.setdefault(_plain(f"{column.name} id number"), (column, "id_number"))
        words.setdefault(_plain(f"{column.name} name"), (column, "name"))
    return words


def _match(label: str, words: dict[str, tuple[Column, Role]]) -> tuple[Column, Role] | None:
    plain = _plain(label)
    return words.get(plain) or words.get(_part(plain)[0])


def _list_known(contract: Contract) -> str:
    return "、".join(column.zh for column in contract.columns)


def _read_heading(
    path: Path, label: str, place: int, contract: Contract, words: dict[str, tuple[Column, Role]], above: str | None
) -> Heading:
    found = _match(label, words)
    if found is None:
        if _plain(label) in _IGNORED:
            return Heading(label, place, "ignored")
        known = _list_known(contract)
        raise UserFault("records.unknown_column", path=path, column=label, kind=contract.kind, known=known)
    column, role = found
    plain, unit = _plain(label), _part(_plain(label))[1]
    if role != "value" or plain in (_plain(column.name), _plain(column.zh)):
        return Heading(label, place, role, column)
    units = _UNITS.get(column.type)
    if units is None:
        return Heading(label, place, role, column, 4 if unit.startswith("万") else 0)
    if not unit and above in units:
        # The heading goes back with its unit: the line above the table does not.
        return Heading(f"{label}（{above}）", place, role, column, units[above])
    if unit not in units:
        code = "records.unknown_unit" if unit else "records.no_unit"
        raise UserFault(code, path=path, column=label, unit=unit, units="、".join(units))
    return Heading(label, place, role, column, units[unit])


def _validate(path: Path, headings: Iterable[Heading], contract: Contract) -> None:
    seen: set[tuple[str, Role]] = set()
    texts: set[str] = set()
    for head in headings:
        # A key and an ID number for the same column would be two answers to one question.
        role: Role = "name" if head.role == "name" else "value"
        twice = head.column is not None and (head.column.name, role) in seen
        if twice or head.text in texts:
            raise UserFault("records.column_twice", path=path, column=head.text)
        texts.add(head.text)
        if head.column is not None:
            seen.add((head.column.name, role))
    for column in contract.columns:
        if column.required and (column.name, "value") not in seen:
            raise UserFault("records.missing_column", path=path, column=column.name, zh=column.zh, kind=contract.kind)
