"""Rate areas: which standards hold where. They are not counties: a development zone may go with the districts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
import yaml

from luoshi.areas import canonical_code
from luoshi.errors import UserFault
from luoshi.policy.benefits import RateArea

NOWHERE = "city"  # where no rate area is declared, the standards of the whole city hold


def load_rate_areas(path: Path) -> tuple[RateArea, ...]:
    """Read the rate areas of a YAML file; raises UserFault naming file and entry, also for a code given twice."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = tuple(
            RateArea(
                str(name),
                str(entry["name_zh"]),
                str(entry["name_en"]),
                tuple(canonical_code(str(code)) for code in entry["areas"]),
                str(entry["source"]),
                entry["mark"],
            )
            for name, entry in content.items()
        )
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UserFault("rules.bad_rate_areas", file=path, reason=error) from error
    codes = [code for area in found for code in area.areas]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise UserFault("rules.bad_rate_areas", file=path, reason=f"{twice} stands in two rate areas")
    return found


def find_rate_area(rate_areas: Sequence[RateArea], number: int) -> str:
    """Return the rate area of a padded division code: that of its township, else of its county, else `city`."""
    code = str(number)
    for length in (9, 6):
        for area in rate_areas:
            if code[:length] in area.areas:
                return area.id
    return NOWHERE


def make_rate_area_table(rate_areas: Sequence[RateArea], numbers: Iterable[int]) -> pl.DataFrame:
    """Return a row per division code with its rate area: columns `area` (Int64) and `rate_area`."""
    rows = [(number, find_rate_area(rate_areas, number)) for number in numbers]
    return pl.DataFrame(rows, schema={"area": pl.Int64, "rate_area": pl.String}, orient="row")
