"""Two lists of townships joined by county and name: their codes name other places, so never by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luoshi.areas.codes import AreaCode
from luoshi.errors import UserFault


@dataclass(frozen=True)
class Township:
    """A township as one list has it; `county` is the county's code in that list."""

    code: str
    name: str
    county: str


@dataclass(frozen=True)
class CrosswalkRow:
    """One township, by its own code, that the other list has under another county or name."""

    code: str
    other_county: str
    other_name: str


def join_by_county_and_name(
    ours: Iterable[Township], theirs: Iterable[Township], crosswalk: Iterable[CrosswalkRow]
) -> Mapping[AreaCode, Township]:
    """Return their township for each of our codes; a township without its one partner is a UserFault."""
    ours, theirs = list(ours), list(theirs)
    exceptions = {row.code: (row.other_county, row.other_name) for row in crosswalk}
    wanted = {exceptions.get(town.code, (town.county, town.name)): AreaCode(town.code) for town in ours}
    offered = {(town.county, town.name): town for town in theirs}
    # Shorter than its list, a dict has swallowed two townships of one county and name.
    is_one_to_one = len(wanted) == len(ours) and len(offered) == len(theirs)
    if wanted.keys() != offered.keys() or not is_one_to_one:
        raise UserFault(
            "areas.crosswalk_incomplete",
            ours=sorted(wanted.keys() - offered.keys()),
            theirs=sorted(offered.keys() - wanted.keys()),
        )
    return {code: offered[key] for key, code in wanted.items()}
