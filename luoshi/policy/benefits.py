"""What the rules say of each benefit that a check of a pay list asks: stop, ages, standard, what excludes it.

Every rule carries its source, and a mark that says whether the source was read or the rule is assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.errors import UserFault
from luoshi.policy.parameters import Mark, ParameterBook, Version

Rhythm = Literal["monthly", "occasional", "once"]
Bound = Literal["exactly", "at_most", "at_least"]
Residence = Literal["urban", "rural"]


@dataclass(frozen=True)
class Limit:
    """A number that a rule sets: months, years of age, things that a household may own."""

    value: int
    source: str
    mark: Mark


@dataclass(frozen=True)
class Ages:
    """Who is of the age for a benefit. `begins` is the first month paid: that of the birthday, or the next.

    Whoever reaches `under` is still paid for that month, and not for the next.
    """

    source: str
    mark: Mark
    at_least: int | None = None
    under: int | None = None
    begins: Literal["same_month", "next_month"] = "same_month"


@dataclass(frozen=True)
class Amount:
    """One amount of a standard, by parameter, for the ages and the residence that it holds for (None: all)."""

    parameter: str
    at_least: int = 0
    under: int = 999
    residence: Residence | None = None


@dataclass(frozen=True)
class Standard:
    """What a month's amount must be, one of `amounts` with or without one of `additions`.

    `margin_percent` is how far a line may lie above before it is a lead. With `of_household` a line pays for
    several persons, and is judged only where the list says for how many.
    """

    bound: Bound
    amounts: tuple[Amount, ...]
    source: str
    mark: Mark
    additions: tuple[str, ...] = ()
    margin_percent: int = 0
    of_household: bool = False


@dataclass(frozen=True)
class Jump:
    """A village jumps where it has `persons` more payees than the month before, and `percent` more."""

    persons: int
    percent: int
    source: str
    mark: Mark


@dataclass(frozen=True)
class Benefit:
    """The rules of one benefit. `against` is what other departments' files mean: how many entries are allowed."""

    id: str
    name_zh: str
    name_en: str
    rhythm: Rhythm
    months_after_death: Limit
    ages: Ages | None = None
    standard: Standard | None = None
    jump: Jump | None = None
    against: Mapping[str, Limit] = field(default_factory=dict)


@dataclass(frozen=True)
class Exclusion:
    """Two benefits that nobody has for the same month; `increment_of` names one of them whose base part stacks."""

    first: str
    second: str
    source: str
    mark: Mark
    increment_of: str | None = None


@dataclass(frozen=True)
class RateArea:
    """Counties (6 digits) and townships (9 digits) that share their standards: rate areas are not counties."""

    id: str
    name_zh: str
    name_en: str
    areas: tuple[str, ...]
    source: str
    mark: Mark


@dataclass(frozen=True)
class BenefitBook:
    """All benefits of a city, the pairs that exclude each other, and the rate areas."""

    benefits: tuple[Benefit, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    rate_areas: tuple[RateArea, ...] = ()

    def get_benefit(self, name: str) -> Benefit:
        """Return the benefit called `name`; raises UserFault for an unknown one."""
        for benefit in self.benefits:
            if benefit.id == name:
                return benefit
        known = ", ".join(benefit.id for benefit in self.benefits) or "-"
        raise UserFault("policy.unknown_benefit", benefit=name, known=known)

    def find_exclusions(self, name: str) -> dict[str, Exclusion]:
        """Return by the other benefit the pairs in which `name` stands, on either side."""
        pairs = [pair for pair in self.exclusions if name in (pair.first, pair.second)]
        return {pair.second if pair.first == name else pair.first: pair for pair in pairs}

    def find_rate_area(self, county: str) -> RateArea | None:
        """Return the rate area of a county's 6-digit code, or None where the rules know none."""
        return next((area for area in self.rate_areas if county in area.areas), None)


def find_version(parameters: ParameterBook, name: str, rate_area: str | None, on: date) -> Version | None:
    """Return the version of a standard in force on a day in a rate area, or None where there is none yet.

    Where a later notice sets one value for the whole city (or only its average is known), that one holds: of both,
    the last to come into force.
    """
    found = next((parameter for parameter in parameters.parameters if parameter.id == name), None)
    standing = () if found is None else found.list_standing(on, rate_area)
    return standing[-1] if standing else None
