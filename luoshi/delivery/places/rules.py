"""Deferred acceptance (Gale and Shapley 1962), applicants proposing: stable, and best for every applicant.

The order in which applicants are taken does not matter: all orders end in the same assignment. So an early
click on the opening morning gains nothing.
"""

from dataclasses import dataclass
from heapq import heappush, heappushpop

import numpy as np

from luoshi.delivery.places.lottery import Ints
from luoshi.delivery.places.market import LOTTERY_BITS, Market

NOWHERE = -1


@dataclass(frozen=True)
class Assignment:
    """For each applicant of a market the wish that was granted: its position among all wishes, or NOWHERE."""

    wish: Ints

    def get_places(self, market: Market) -> Ints:
        """Return for each applicant the position of his place, NOWHERE without one."""
        granted = self.wish != NOWHERE
        places = np.full(len(self.wish), NOWHERE, dtype=np.int64)
        places[granted] = market.wish_place[self.wish[granted]]
        return places


def assign_places(market: Market) -> Assignment:
    """Return the stable assignment that every applicant likes at least as well as any other stable one.

    Each wish is looked at once at most: wishes times the logarithm of a school's size.
    """
    first, capacity = market.first.tolist(), market.capacity
    places, scores = market.wish_place.tolist(), market.wish_score.tolist()
    upcoming = first[:-1]
    by_lottery = np.argsort(market.lottery).tolist()
    lottery_mask = (1 << LOTTERY_BITS) - 1
    # Each place holds its applicants as negated scores: the worst of them lies on top of the heap.
    held: list[list[int]] = [[] for _ in market.places]
    for newcomer in range(len(market.applicants)):
        seeker = newcomer
        while upcoming[seeker] < first[seeker + 1]:
            wish = upcoming[seeker]
            upcoming[seeker] = wish + 1
            place = places[wish]
            holders = held[place]
            if len(holders) < capacity[place]:
                heappush(holders, -scores[wish])
                break
            if holders:
                refused = -heappushpop(holders, -scores[wish])
                seeker = by_lottery[refused & lottery_mask]
    # Whoever is held somewhere was granted the last wish that was looked at.
    granted = np.full(len(market.applicants), NOWHERE, dtype=np.int64)
    last = np.array(upcoming, dtype=np.int64) - 1
    inside = [by_lottery[-score & lottery_mask] for holders in held for score in holders]
    granted[inside] = last[inside]
    return Assignment(granted)


def find_blocking_pairs(market: Market, assignment: Assignment) -> Ints:
    """Return the wishes, as positions, whose applicant and place would both rather have each other.

    None in a stable assignment: nobody is passed over by somebody with a lower claim. Any assignment may be
    given, also one that these rules did not make.
    """
    granted = assignment.wish[assignment.wish != NOWHERE]
    filled = np.bincount(market.wish_place[granted], minlength=len(market.places))
    worst = np.full(len(market.places), np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(worst, market.wish_place[granted], market.wish_score[granted])
    owner = np.repeat(np.arange(len(market.applicants)), np.diff(market.first))
    own = assignment.wish[owner]
    position = np.arange(len(market.wish_place))
    preferred = (own == NOWHERE) | (position < own)
    free = filled < np.array(market.capacity, dtype=np.int64)
    wins = free[market.wish_place] | (
        (np.array(market.capacity)[market.wish_place] > 0) & (market.wish_score < worst[market.wish_place])
    )
    return np.flatnonzero(preferred & wins).astype(np.int64)
