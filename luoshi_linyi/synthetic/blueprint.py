"""Put Linyi's definitions, contracts, published values and villages together for the synthetic city."""

from collections.abc import Sequence
from pathlib import Path

from luoshi.figures import Figure
from luoshi.records import KINDS
from luoshi.synthetic import Blueprint, read_published
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.programmes import FIGURES
from luoshi_linyi.synthetic.sizes import RECIPES, REGISTERS, SHARES, SIZES

_PUBLISHED = Path(__file__).parent.parent / "published"


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
    )
