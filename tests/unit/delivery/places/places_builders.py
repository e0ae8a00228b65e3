"""Small markets of school places, written as plain lists."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from luoshi.delivery.places import Market, build_market

SEED = bytes(range(16))

Wish = tuple[str, int, str, int]


def make_market(wishes: Sequence[Wish], seats: dict[str, int], seed: bytes = SEED) -> Market:
    preferences = pl.DataFrame(
        list(wishes), schema=["applicant", "rank", "place", "priority"], orient="row"
    ).with_row_index("row", 2)
    return build_market(preferences, pl.DataFrame({"place": list(seats), "capacity": list(seats.values())}), seed)


def write_csv(path: Path, text: str) -> Path:
    path.write_text(text.replace(" ", ""), encoding="utf-8")
    return path
