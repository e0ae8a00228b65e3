"""Draw a sample of what a sealed release counted, and replay a draw from the same book."""

from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import polars as pl

from luoshi.areas import AreaTree, tree_from_json
from luoshi.engines import DuckDbEngine
from luoshi.errors import UserFault
from luoshi.figures import Figure
from luoshi.periods import Period
from luoshi.query import Total
from luoshi.records import Book
from luoshi.releases import Release, get_release
from luoshi.releases.sampling import Draw, Plan, Population, draw_sample, read_plan
from luoshi.runs.counting import build_source


def plan_sample(
    book: Path, release_id: str, figure_id: str, random: str, *, error: Fraction, confidence: Fraction
) -> Plan:
    """Return the plan of a sample for the release's whole period; money is drawn by amount."""
    release = get_release(book, release_id)
    figure = _get_figure(release, figure_id)
    return Plan(
        release=release.id,
        figure=figure.id,
        period=str(release.manifest.vintage.period),
        random=random,
        error=error,
        confidence=confidence,
        by_amount=figure.unit == "yuan",
        synthetic=release.manifest.vintage.synthetic,
    )


def draw_from_release(book: Path, plan: Plan) -> Draw:
    """Return the sample that `plan` draws from what its release counted (a rate: from its numerator).

    The snapshot, the definition and the areas are the sealed ones.
    """
    release = get_release(book, plan.release)
    figure = _get_figure(release, plan.figure)
    snapshot = Book.open(book).snapshot(version=release.manifest.vintage.position)
    measure = figure.measures[0]
    rows = DuckDbEngine().trace(build_source(snapshot), measure, Period.parse(plan.period))
    amount = pl.col(measure.column) if isinstance(measure, Total) else pl.lit(1, pl.Int64)
    ancestors = _load_tree(release).ancestors_table()
    # Codes as people write them: six digits for a county, twelve for a village.
    counties = ancestors.select(pl.col("number").alias("area"), (pl.col("county") // 10**6).alias("county"))
    located = rows.select("record", "area", amount.alias("amount")).join(counties, on="area", how="left")
    return draw_sample(plan, Population.from_rows(located.cast({"area": pl.String, "county": pl.String})))


def name_places(book: Path, release_id: str) -> dict[str, str]:
    """Return the names of the release's areas, from the county down, by twelve-digit code."""
    tree = _load_tree(get_release(book, release_id))
    areas = tree.descendants(str(tree.at_level("city")[0].code))
    return {
        str(area.number): "".join(each.name for each in (*reversed(tree.ancestors(str(area.code))[:-1]), area))
        for area in areas
    }


def replay_sample(book: Path, file: Path) -> tuple[Draw, bool]:
    """Draw a file's plan again; return the draw and whether population and every pick are those of the file."""
    plan, stated = read_plan(file)
    draw = draw_from_release(book, plan)
    picks = [(row["pick"], row["record"]) for row in stated["draws"]]
    again = [(pick, str(record)) for pick, record in draw.rows.select("pick", "record").iter_rows()]
    return draw, picks == again and stated["population"]["sha256"] == draw.population


def _load_tree(release: Release) -> AreaTree:
    areas = cast("dict[str, Any]", release.load_areas())
    return tree_from_json(areas["legal"])


def _get_figure(release: Release, figure_id: str) -> Figure:
    figure = next((each for each in release.load_figures() if each.id == figure_id), None)
    if figure is None or not figure.measures:
        raise UserFault("runs.not_sampled", figure=figure_id, release=release.id)
    return figure
