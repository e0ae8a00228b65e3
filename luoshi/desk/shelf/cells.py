"""Which cells of a breakdown by county are hidden. Pages, API and downloads all ask here.

This guards one figure's counties against each other. It does not guard one figure against another: that is
the releases' own disclosure control.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

# What counts people or their homes; a number of schools or kilometres tells of nobody.
_PEOPLE = frozenset({"person", "household"})


@dataclass(frozen=True)
class Cell:
    """One area's value: known, not known (`value` None), or `hidden` because it counts too few people."""

    area: str
    value: Fraction | None
    hidden: bool = False


def hide_small(values: Mapping[str, Fraction | None], unit: str, k: int) -> frozenset[str]:
    """Return the areas to hide: each of fewer than k people, and as many more as keep them from being computed.

    Whoever knows the total knows the sum of what is hidden: so at least two are, with k people together.
    A true zero is shown.
    """
    if unit not in _PEOPLE:
        return frozenset()
    known = {area: value for area, value in values.items() if value}
    hidden = {area for area, value in known.items() if value < k}
    if not hidden:
        return frozenset()
    for area in sorted(known, key=lambda area: (known[area], area)):
        if len(hidden) >= 2 and sum(known[each] for each in hidden) >= k:
            break
        hidden.add(area)
    return frozenset(hidden)
