"""Lines that only a page's width made, as in the text of a PDF: which ends are soft, which lines number pages."""

import re
from collections.abc import Sequence

# A line set in justified columns is at least so much of the full width; shorter pages of text are no columns.
_FULL = 0.8
_NARROWEST = 40
# A paragraph may end in a line that happens to be full.
_ENDS = ("。", "！", "？", "!", "?", ".", "；", ";")
_PAGE_NUMBER = re.compile(r"[\s—–-]*\d{1,3}[\s—–-]*")


def find_page_lines(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the places of soft line ends, and the spans of page numbers within a paragraph, ends included.

    A text is set in lines where many lines end near the longest ones' end and within a sentence; there, a line
    that is as long and ends so goes on in the next. A text of one paragraph a line has none.
    """
    lines = text.split("\n")
    on = _find_running(lines)
    soft: list[int] = []
    numbers: list[tuple[int, int]] = []
    at = 0
    goes_on = False
    for line, itself in zip(lines, on, strict=True):
        if goes_on and _PAGE_NUMBER.fullmatch(line):
            numbers.append((at, min(at + len(line) + 1, len(text))))
        else:
            goes_on = itself
            if itself and at + len(line) < len(text):
                soft.append(at + len(line))
        at += len(line) + 1
    return soft, numbers


def _find_running(lines: Sequence[str]) -> list[bool]:
    widths = [sum(2 if "\u3000" <= character <= "\uffef" else 1 for character in line.rstrip()) for line in lines]
    full = sorted(widths)[len(widths) * 7 // 10] * _FULL
    on = [width >= full and not line.rstrip().endswith(_ENDS) for width, line in zip(widths, lines, strict=True)]
    set_in_lines = full >= _NARROWEST and sum(on) >= max(3, len(lines) // 5)
    return on if set_in_lines else [False] * len(lines)
