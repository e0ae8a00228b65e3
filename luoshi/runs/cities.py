"""Cities: packages that bring areas, figures, parameters and templates, found by name at run time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from luoshi.areas import Areas
from luoshi.errors import UserFault
from luoshi.figures import Figure
from luoshi.plan import Plan
from luoshi.policy import BenefitBook, ParameterBook
from luoshi.policy.rules import RuleBook
from luoshi.synthetic import Blueprint


@dataclass(frozen=True)
class City:
    """One city. `templates` holds a bulletin template per language; `load_*` read the package's data.

    `boundaries` is a GeoJSON file of its counties, each feature with a `name`; None where it has no map.
    """

    name: str
    name_zh: str
    name_en: str
    code: str
    figures: tuple[Figure, ...]
    load_areas: Callable[[], Areas]
    load_parameters: Callable[[], ParameterBook]
    load_blueprint: Callable[[], Blueprint]
    templates: Mapping[str, Path]
    load_plan: Callable[[], Plan] | None = None
    boundaries: Path | None = None
    load_benefits: Callable[[], BenefitBook] = BenefitBook
    load_rules: Callable[[], RuleBook] = RuleBook


def get_city(name: str) -> City:
    """Return the installed city called `name`; raises UserFault `runs.unknown_city` naming the others."""
    found = {point.name: point for point in entry_points(group="luoshi.cities")}
    if name not in found:
        raise UserFault("runs.unknown_city", name=name, known=", ".join(sorted(found)) or "none")
    city = found[name].load()
    if not isinstance(city, City):
        raise UserFault("runs.not_a_city", name=name, found=type(city).__name__)
    return city
