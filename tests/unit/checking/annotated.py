"""Reads the annotated texts: `[[1.2万人 | figure+figure @period #area verdict]]`, and scores a check of them.

Left out, the period is 2021, the area the city and the verdict `agrees`; `-` says that no figure is meant.
"""

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from luoshi.bulletins.checking import CheckedClaim, check_text
from luoshi.figures import Evidence, Result
from luoshi.periods import Period
from luoshi_linyi import CITY

TEXTS = Path(__file__).with_name("texts")
YEAR = Period.parse("2021")
_PUBLISHED = Path(__file__).parents[3] / "luoshi_linyi" / "published"
_MARK = re.compile(r"\[\[(?P<text>[^|\]]*) \| (?P<label>[^\]]*)\]\]")


@dataclass(frozen=True)
class Expected:
    """What a person says that a number speaks of; `start` and `end` are its place in the plain text."""

    start: int
    end: int
    figures: tuple[str, ...]
    area: str
    period: str
    verdict: str


@dataclass(frozen=True)
class Score:
    """How a checked claim meets what was expected, part by part; a claim that was not found meets nothing."""

    expected: Expected
    checked: CheckedClaim | None

    @property
    def parts(self) -> dict[str, bool]:
        """Whether figures, area, period and verdict are as expected."""
        if self.checked is None:
            return dict.fromkeys(("figure", "area", "period", "verdict"), False)
        bindings = self.checked.bindings
        return {
            "figure": tuple(sorted(b.figure for b in bindings)) == tuple(sorted(self.expected.figures)),
            "area": all(b.area == self.expected.area for b in bindings),
            "period": all(str(b.period) == self.expected.period for b in bindings),
            "verdict": str(self.checked.verdict) == self.expected.verdict,
        }


def read_annotated(text: str) -> tuple[str, list[Expected]]:
    """Return the plain text and what each marked number is expected to be."""
    plain: list[str] = []
    expected = []
    place = length = 0
    for mark in _MARK.finditer(text):
        between = text[place : mark.start()]
        start = length + len(between)
        length = start + len(mark["text"])
        plain += [between, mark["text"]]
        place = mark.end()
        expected.append(_read_label(mark["label"], start, length))
    return "".join(plain) + text[place:], expected


def _read_label(label: str, start: int, end: int) -> Expected:
    head, *rest = label.split()
    figures = () if head == "-" else tuple(head.split("+"))
    area, period, verdict = CITY.code, "2021", "agrees" if figures else "no evidence"
    for word in rest:
        if word[0] == "@":
            period = word[1:]
        elif word[0] == "#":
            area = word[1:]
        else:
            verdict = word.replace("-", " ")
    return Expected(start, end, figures, area, period, verdict)


def load_values() -> dict[tuple[str, str, str], Fraction]:
    """Return the published values by figure, area and period, with the made-up ones of `values.csv`."""
    values = {}
    for name, period in (("figures_2021.csv", "2021"), ("panel_2021-09-30.csv", "2021-01..2021-09")):
        with (_PUBLISHED / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                # A strict bound (超过35万) is no value: the value lies a little above it.
                value = Fraction(row["value"]) * (Fraction(101, 100) if row["comparator"] == "gt" else 1)
                values[row["id"], CITY.code, period] = value
    with (TEXTS / "values.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values[row["figure"], row["area"], row["period"]] = Fraction(row["value"])
    return values


VALUES = load_values()


def find_result(figure: str, area: str, period: Period) -> Result | None:
    """Return the value that the tests hold for true."""
    value = VALUES.get((figure, area, str(period)))
    return None if value is None else Result(figure, area, period, value, None, None, "", Evidence.RETURNS, 1)


_TREE = CITY.load_areas().legal
_NAMES = {area.name: str(area.code) for area in (*_TREE.at_level("county"), *_TREE.at_level("city"))}


def check_linyi(text: str) -> list[CheckedClaim]:
    """Check a text against the published values."""
    return check_text(text, CITY.figures, find_result, period=YEAR, area=CITY.code, area_names=_NAMES)


def score_text(text: str) -> list[Score]:
    """Return one score for each marked number of an annotated text."""
    plain, expected = read_annotated(text)
    checked = check_linyi(plain)
    return [Score(one, next((c for c in checked if _overlap(one, c)), None)) for one in expected]


def _overlap(one: Expected, checked: CheckedClaim) -> bool:
    return one.start < checked.claim.end and checked.claim.start < one.end
