"""Where a line lies: from a division code, or from the names of county, township and village."""

from collections.abc import Sequence

import polars as pl

from luoshi.areas import AreaTree, canonical_code, code_number
from luoshi.delivery.payments.lists import PayList

_NAMED = ("county", "township", "village")


def find_places(given: PayList, tree: AreaTree) -> list[int | None]:
    """Return for each line the padded number of the lowest area that could be read, None where none could."""
    cells = pl.DataFrame([given.read(role) for role in ("area", *_NAMED)])
    known: dict[tuple[str | None, ...], int | None] = {}
    found = []
    for row in cells.iter_rows():
        if row not in known:
            known[row] = _find_place(row[0], row[1:], tree)
        found.append(known[row])
    return found


def build_area_columns(areas: Sequence[int | None], tree: AreaTree) -> pl.DataFrame:
    """Return `area`, `county` and `village` (padded numbers, null where not known) for each of `areas`."""
    table = tree.ancestors_table().select("number", pl.col("county", "village").replace(0, None))
    frame = pl.DataFrame({"area": areas}, schema={"area": pl.Int64})
    return frame.join(table, left_on="area", right_on="number", how="left", maintain_order="left")


def _find_place(code: str | None, names: Sequence[str | None], tree: AreaTree) -> int | None:
    if code is not None and code.isascii() and code.isdigit() and len(code) in (6, 9, 12):
        # Real codes begin with 11 or more; a zone's own code is no legal area, and lies in its seat county.
        known = code[:2] > "10" and (tree.has(code) or canonical_code(code) in tree.zones)
        return code_number(code) if known else None
    (city,) = tree.at_level("city")
    area, read = city, False
    zone = next((one for one in tree.zones.values() if one.name == names[0]), None)
    if zone is not None:
        area, read, names = tree.get(zone.seat), True, (None, *names[1:])
    for level, name in zip(_NAMED, names, strict=True):
        if name is None:
            continue
        fitting = [one for one in tree.find_by_name(name, area.code) if one.level == level]
        if len(fitting) != 1:
            # Two villages of one name, or a name that is none: what is above it is still known.
            break
        area, read = fitting[0], True
    return area.number if read else None


def name_county(number: int, tree: AreaTree) -> str:
    """Return the name of a county by its padded number, or the number where the tree has none."""
    code = str(number)
    return tree.get(code).name if tree.has(code) else code[:6]
