"""Reads a bulletin template: text, literals `{= 2021 =}` and bound numbers `{{ figure | form }}`.

A digit that stands in none of these is a build error, with its line and column.
"""

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.errors import UserFault

BlockKind = Literal["title", "section", "headline", "paragraph"]
_TAG = re.compile(r"\{\{(?P<number>[^{}\n]*)\}\}|\{=(?P<literal>[^{}\n]*)=\}")
_NUMBER = re.compile(
    r"\s*(?P<figure>[a-z0-9_.]+)\s*(?:@\s*(?P<period>[0-9Q.\-]+)\s*)?(?:#\s*(?P<area>\d+)\s*)?\|\s*(?P<form>\S.*?)\s*"
)
_HEADS: tuple[tuple[str, BlockKind], ...] = (("### ", "headline"), ("## ", "section"), ("# ", "title"))
_DIGIT = re.compile(r"\d")  # also the full-width ones


@dataclass(frozen=True)
class Slot:
    """A bound number as the template asks for it; line and column count from 1."""

    figure: str
    period: str | None
    area: str | None
    form: str
    line: int
    column: int


@dataclass(frozen=True)
class Block:
    """A heading or paragraph: strings and slots in order. `line` counts from 1; `columns` go with `parts`."""

    kind: BlockKind
    parts: tuple[str | Slot, ...]
    line: int


def read_template(text: str, *, name: str = "template") -> tuple[Block, ...]:
    """Return the blocks of a template, one a line; empty lines and lines that begin with `%` are left out.

    Raises UserFault with line and column for a bare digit, an unclosed tag and a slot that does not parse.
    """
    blocks = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("%"):
            continue
        kind: BlockKind = "paragraph"
        offset = 0
        for mark, named in _HEADS:
            if line.startswith(mark):
                kind, offset = named, len(mark)
                break
        blocks.append(Block(kind, _read_parts(line, offset, number, name), number))
    return tuple(blocks)


def _read_parts(line: str, offset: int, number: int, name: str) -> tuple[str | Slot, ...]:
    parts: list[str | Slot] = []
    place = offset
    for tag in _TAG.finditer(line, offset):
        parts.append(_read_words(line, place, tag.start(), number, name))
        if tag["literal"] is not None:
            parts.append(tag["literal"].strip())
        else:
            parts.append(_read_slot(tag, number, name))
        place = tag.end()
    parts.append(_read_words(line, place, len(line), number, name))
    return tuple(part for part in parts if part != "")


def _read_words(line: str, start: int, end: int, number: int, name: str) -> str:
    words = line[start:end]
    for code, found in (("unbound_digit", _DIGIT.search(words)), ("broken_tag", re.search("[{}]", words))):
        if found:
            column = start + found.start() + 1
            raise UserFault(f"compiling.{code}", file=name, line=number, column=column, found=found[0])
    return words


def _read_slot(tag: re.Match[str], number: int, name: str) -> Slot:
    found = _NUMBER.fullmatch(tag["number"])
    column = tag.start() + 1
    if found is None:
        raise UserFault("compiling.broken_slot", file=name, line=number, column=column, found=tag[0])
    return Slot(found["figure"], found["period"], found["area"], found["form"], number, column)
