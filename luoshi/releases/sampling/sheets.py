"""The files of a sample: the draw as JSON for whoever replays it, the sheet as CSV for whoever visits."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.errors import UserFault
from luoshi.records import Json, to_canonical_bytes
from luoshi.registry import replace_file
from luoshi.releases.manifest import NOTICE
from luoshi.releases.sampling.draws import Draw, Plan
from luoshi.releases.sampling.outcomes import Outcome

FORMAT, FORMAT_VERSION = "luoshi-sample", 1
_SHEET = ("pick", "record", "outcome")


def write_plan(path: Path, draw: Draw) -> None:
    """Write the draw: what was asked, from which population, and every pick."""
    plan = draw.plan
    rows: Json = [
        {"pick": pick, "record": str(record), "county": county, "area": area, "amount": amount}
        for pick, record, county, area, amount in draw.rows.iter_rows()
    ]
    strata: Json = [
        {"county": each.county, "records": each.records, "amount": each.amount, "picks": each.picks}
        for each in draw.strata
    ]
    said: Json = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "notice": NOTICE if plan.synthetic else None,
        "release": plan.release,
        "figure": plan.figure,
        "period": plan.period,
        "random": plan.random,
        "error": str(plan.error),
        "confidence": str(plan.confidence),
        "by_amount": plan.by_amount,
        "population": {"records": draw.records, "amount": draw.amount, "sha256": draw.population},
        "strata": strata,
        "draws": rows,
    }
    replace_file(path, to_canonical_bytes(said))


def read_plan(path: Path) -> tuple[Plan, dict[str, Any]]:
    """Return the plan of a draw's file, and all that the file states; raises UserFault where it is none."""
    try:
        said = json.loads(path.read_bytes())
        if (said["format"], said["version"]) != (FORMAT, FORMAT_VERSION):
            raise ValueError(said["format"])
        plan = Plan(
            said["release"],
            said["figure"],
            said["period"],
            said["random"],
            Fraction(said["error"]),
            Fraction(said["confidence"]),
            said["by_amount"],
            said["notice"] is not None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserFault("releases.no_sample", file=path, detail=error) from error
    return plan, said


def write_sheet(path: Path, draw: Draw, places: Mapping[str, str]) -> None:
    """Write the visitors' sheet: one row a record to visit, with an empty column for the outcome.

    `places` gives the name of an area by its code, as a visitor asks the way.
    """
    named = pl.col("area").replace_strict(places, default="", return_dtype=pl.String).alias("place")
    rows = draw.rows.with_columns(named, pl.lit("").alias("outcome"))
    if draw.plan.synthetic:
        rows = rows.with_columns(notice=pl.lit(f"{NOTICE['zh']} {NOTICE['en']}"))
    # The byte order mark makes spreadsheets read the Chinese as UTF-8.
    replace_file(path, rows.write_csv(include_bom=True).encode())


def read_sheet(path: Path, stated: Mapping[str, Any]) -> list[Outcome]:
    """Return the outcome of every pick of the draw that `stated` (see `read_plan`) holds, in the draw's order.

    Raises UserFault for another sheet, a pick missing or not of the draw, and an outcome that is none.
    """
    try:
        sheet = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserFault("releases.no_sheet", file=path, detail=str(error).splitlines()[0]) from error
    missing = [name for name in _SHEET if name not in sheet.columns]
    if missing:
        raise UserFault("releases.no_sheet", file=path, detail=", ".join(missing))
    given: dict[tuple[str, str], Outcome] = {}
    for row, (pick, record, outcome) in enumerate(sheet.select("pick", "record", "outcome").iter_rows(), start=2):
        word = (outcome or "").strip().lower()
        if word not in set(Outcome):
            raise UserFault("releases.bad_outcome", file=path, row=row, outcome=word, known=", ".join(Outcome))
        if (pick, record) in given:
            raise UserFault("releases.pick_twice", file=path, row=row, pick=pick)
        given[pick, record] = Outcome(word)
    asked = [(str(each["pick"]), str(each["record"])) for each in stated["draws"]]
    for pick, record in asked:
        if (pick, record) not in given:
            raise UserFault("releases.pick_missing", file=path, pick=pick, record=record)
    if len(given) != len(asked):
        strange = next(pick for pick, record in given if (pick, record) not in set(asked))
        raise UserFault("releases.pick_strange", file=path, pick=strange)
    return [given[key] for key in asked]
