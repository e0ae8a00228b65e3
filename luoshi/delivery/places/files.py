"""The tables of a draw: wishes and seats come in as CSV, the assignment goes out as CSV."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from luoshi.delivery.places.market import Market
from luoshi.delivery.places.rules import NOWHERE, Assignment
from luoshi.errors import UserFault
from luoshi.registry import replace_file

PREFERENCES = ("applicant", "rank", "place", "priority")
SEATS = ("place", "capacity")
ASSIGNED = ("applicant", "place", "rank", "lottery")
# The heading is row 1 of the file, as a spreadsheet shows it.
_FIRST_ROW = 2


@dataclass(frozen=True)
class Difference:
    """An applicant whose place in a given file is not the one that the rules give; "" is no place."""

    applicant: str
    given: str
    found: str


def read_preferences(path: Path) -> pl.DataFrame:
    """Return the wishes: `applicant`, `place` (text), `rank`, `priority` (Int64), and `row` in the file.

    Raises UserFault that names file and row for a missing column, an empty or fractional value, and a wish
    given twice (the same rank, or the same place, of one applicant).
    """
    frame = _read(path, PREFERENCES, numbers=("rank", "priority"))
    for named in ("rank", "place"):
        _refuse_twice(frame, path, ("applicant", named))
    return frame


def read_seats(path: Path) -> pl.DataFrame:
    """Return the seats: `place` (text), `capacity` (Int64, none negative), and `row` in the file."""
    frame = _read(path, SEATS, numbers=("capacity",))
    negative = frame.filter(pl.col("capacity") < 0)
    if negative.height:
        row = negative.row(0, named=True)
        raise UserFault("places.negative_capacity", file=path, row=row["row"], capacity=row["capacity"])
    _refuse_twice(frame, path, ("place",))
    return frame


def read_assignment(path: Path) -> dict[str, str]:
    """Return the place by applicant of an assignment's CSV; "" for no place."""
    frame = _read(path, ("applicant",), numbers=(), optional=("place",))
    _refuse_twice(frame, path, ("applicant",))
    return dict(frame.select("applicant", pl.col("place").fill_null("")).iter_rows())


def write_assignment(path: Path, market: Market, assignment: Assignment) -> None:
    """Write one row an applicant, in the order of their numbers: place and rank (empty without), lottery place."""
    found = assignment.get_places(market).tolist()
    granted = [int(market.wish_rank[wish]) if wish != NOWHERE else None for wish in assignment.wish.tolist()]
    frame = pl.DataFrame(
        {
            "applicant": list(market.applicants),
            "place": [None if place == NOWHERE else market.places[place] for place in found],
            "rank": granted,
            "lottery": market.lottery,
        },
        schema={"applicant": pl.String, "place": pl.String, "rank": pl.Int64, "lottery": pl.Int64},
    )
    if not path.parent.is_dir():
        raise UserFault("places.no_folder", file=path)
    replace_file(path, frame.write_csv().encode())


def find_differences(market: Market, assignment: Assignment, given: dict[str, str]) -> list[Difference]:
    """Return where `given` differs from the assignment, by applicant; a row missing or too many counts too."""
    places = assignment.get_places(market).tolist()
    found = {
        applicant: "" if place == NOWHERE else market.places[place]
        for applicant, place in zip(market.applicants, places, strict=True)
    }
    return [
        Difference(applicant, given.get(applicant, "-"), found.get(applicant, "-"))
        for applicant in sorted(found.keys() | given.keys())
        if given.get(applicant) != found.get(applicant)
    ]


def _read(
    path: Path, columns: tuple[str, ...], numbers: tuple[str, ...], optional: tuple[str, ...] = ()
) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserFault("places.unreadable", file=path, detail=str(error).splitlines()[0]) from error
    missing = [name for name in (*columns, *optional) if name not in frame.columns]
    if missing:
        raise UserFault("places.no_column", file=path, missing=", ".join(missing), found=", ".join(frame.columns))
    frame = frame.select(pl.col(*columns, *optional).str.strip_chars()).with_row_index("row", _FIRST_ROW)
    for name in columns:
        value = pl.col(name)
        wrong = frame.filter(value.is_null() | (value == ""))
        if wrong.height:
            raise UserFault("places.empty", file=path, row=wrong["row"][0], column=name)
    for name in numbers:
        wrong = frame.filter(pl.col(name).cast(pl.Int64, strict=False).is_null())
        if wrong.height:
            raise UserFault("places.not_whole", file=path, row=wrong["row"][0], column=name, value=wrong[name][0])
    return frame.with_columns(pl.col(name).cast(pl.Int64) for name in numbers)


def _refuse_twice(frame: pl.DataFrame, path: Path, columns: tuple[str, ...]) -> None:
    again = frame.filter(~pl.struct(columns).is_first_distinct())
    if again.height:
        row = again.row(0, named=True)
        said = ", ".join(f"{name} {row[name]}" for name in columns)
        raise UserFault("places.twice", file=path, row=row["row"], said=said)
