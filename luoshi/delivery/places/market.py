"""A market of places: who wants which place in what order, as arrays that the rules work on."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from luoshi.delivery.places.lottery import Ints, draw_lottery
from luoshi.errors import UserFault

# A score holds the priority class above the lottery place, so that one comparison orders two applicants.
LOTTERY_BITS = 32


@dataclass(frozen=True)
class Market:
    """All wishes, by applicant (in the order of their numbers) and then by rank.

    `wish_place` and `wish_score` have one entry a wish: a position in `places`, and priority class and lottery
    place in one number, smaller is better and no two applicants share one at a place. The wishes of applicant
    `i` are those from `first[i]` to `first[i + 1]`. `lottery[i]` is his place in the draw.
    """

    applicants: tuple[str, ...]
    places: tuple[str, ...]
    capacity: tuple[int, ...]
    first: Ints
    wish_place: Ints
    wish_score: Ints
    wish_rank: Ints
    lottery: Ints


def build_market(preferences: pl.DataFrame, seats: pl.DataFrame, seed: bytes) -> Market:
    """Return the market of validated tables (see `read_preferences`, `read_seats`) under a seed.

    Raises UserFault for a wish of a place that `seats` does not have.
    """
    seats = seats.sort("place").with_row_index("position")
    wishes = preferences.join(seats.select("place", "position"), on="place", how="left").sort("applicant", "rank")
    strange = wishes.filter(pl.col("position").is_null())
    if strange.height:
        row = strange.sort("row").row(0, named=True)
        raise UserFault("places.unknown_place", row=row["row"], applicant=row["applicant"], place=row["place"])
    counts = wishes.group_by("applicant", maintain_order=True).len()
    applicants = tuple(counts["applicant"].to_list())
    lottery = draw_lottery(applicants, seed)
    sizes = counts["len"].to_numpy().astype(np.int64)
    # Classes are numbered from 0, so that any whole numbers fit above the lottery's bits.
    priority = np.unique(wishes["priority"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    return Market(
        applicants=applicants,
        places=tuple(seats["place"].to_list()),
        capacity=tuple(seats["capacity"].to_list()),
        first=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)]),
        wish_place=wishes["position"].to_numpy().astype(np.int64),
        wish_score=(priority << LOTTERY_BITS) + np.repeat(lottery, sizes),
        wish_rank=wishes["rank"].to_numpy().astype(np.int64),
        lottery=lottery,
    )
