"""Reads a city's plan from the tables of its package."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from luoshi.errors import UserFault
from luoshi.plan.plan import Commitment, Plan, Programme, Section, Target


def load_plan(folder: Path, year: int, *, assumed: bool) -> Plan:
    """Return the plan in `sections.csv`, `programmes.csv` and `commitments_YEAR.csv` of the folder.

    Raises UserFault naming file and line for a missing column or a number that does not read.
    """
    return Plan(
        year,
        assumed,
        tuple(Section(int(row["section"]), row["zh"], row["en"]) for row in _read(folder / "sections.csv")),
        tuple(
            Programme(row["programme"], int(row["section"]), row["zh"], row["en"])
            for row in _read(folder / "programmes.csv")
        ),
        tuple(_read_commitments(folder / f"commitments_{year}.csv")),
    )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_commitments(path: Path) -> Iterator[Commitment]:
    for line, row in enumerate(_read(path), start=2):
        try:
            target = Target(row["figure"], Fraction(row["target"])) if row["target"] else None
            yield Commitment(
                number=int(row["number"]),
                programme=row["programme"],
                name_zh=row["zh"],
                name_en=row["en"],
                lead=row["lead"],
                supporting=tuple(part for part in row["supporting"].split(";") if part),
                target=target,
                target_zh=row["target_zh"],
                target_en=row["target_en"],
            )
        except (KeyError, ValueError, TypeError) as error:
            raise UserFault("plan.unreadable", file=path, line=line, reason=str(error)) from error
