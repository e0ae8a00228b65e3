"""Put Linyi's definitions, contracts, published values and villages together for the synthetic city."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from luoshi.figures import Figure
from luoshi.policy import load_parameters
from luoshi.records import KINDS
from luoshi.synthetic import Blueprint, Hardship, read_published
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.programmes import FIGURES
from luoshi_linyi.synthetic.sizes import HARDSHIP, RECIPES, REGISTERS, SHARES, SIZES

_PUBLISHED = Path(__file__).parent.parent / "published"
_PARAMETERS = Path(__file__).parent.parent / "parameters"
_YEAR = 2021  # of the published figures


def build_blueprint(figures: Sequence[Figure] = FIGURES, published: Path = _PUBLISHED) -> Blueprint:
    """Return what `luoshi.synthetic.synthesize` needs.

    `published` holds figures_2021.csv and panel_2021-09-30.csv.
    """
    villages = load_linyi_areas().legal.at_level("village")
    said, interim = read_published(published / "figures_2021.csv", published / "panel_2021-09-30.csv")
    return Blueprint(
        name="linyi",
        contracts=KINDS,
        figures=tuple(figures),
        published=said,
        interim=interim,
        villages=tuple(village.number for village in villages),
        sizes=SIZES,
        shares=SHARES,
        recipes=RECIPES,
        registers=REGISTERS,
        hardship=_build_hardship(),
    )


def _build_hardship() -> Hardship:
    """Return what is assumed of households in hardship, with the year's lowest standards."""
    parameters = load_parameters(_PARAMETERS)
    months = [date(_YEAR, month, 1) for month in range(1, 13)]
    return Hardship(
        standards={
            residence: min(parameters.get_value(f"standard.dibao_{residence}", month) for month in months)
            for residence in ("urban", "rural")
        },
        benefits=frozenset({"dibao", "tekun"}),
        **HARDSHIP,
    )
