"""Linyi, put together."""

from pathlib import Path

from luoshi.policy import load_benefits, load_parameters
from luoshi.runs import City
from luoshi_linyi.areas import load_linyi_areas
from luoshi_linyi.plan import load_linyi_plan
from luoshi_linyi.programmes import FIGURES
from luoshi_linyi.rules import load_linyi_rules
from luoshi_linyi.synthetic import build_blueprint

_HERE = Path(__file__).parent

CITY = City(
    name="linyi",
    name_zh="临沂市",
    name_en="Linyi",
    code="371300",
    figures=FIGURES,
    load_areas=load_linyi_areas,
    load_parameters=lambda: load_parameters(_HERE / "parameters"),
    load_blueprint=build_blueprint,
    load_benefits=lambda: load_benefits(_HERE / "benefits"),
    load_rules=load_linyi_rules,
    templates={language: _HERE / "templates" / f"bulletin.{language}.txt" for language in ("zh", "en")},
    load_plan=load_linyi_plan,
    boundaries=_HERE / "areas" / "counties_tianditu_epsg4490.geojson",
)
