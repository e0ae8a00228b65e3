"""What a plan holds. Where a city's own order of pledges is not known, it is said that the grouping is assumed."""

from dataclasses import dataclass
from fractions import Fraction

from luoshi.errors import UserFault


@dataclass(frozen=True)
class Section:
    """One of the plan's chapters."""

    number: int
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Programme:
    """How something promised is delivered; its figures name it by `id`."""

    id: str
    section: int
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Target:
    """A figure's value that is to be reached, in the figure's unit, by the year's end."""

    figure: str
    value: Fraction


@dataclass(frozen=True)
class Commitment:
    """One line of the plan. `target` is None where the plan gives no single number for the city.

    `target_zh` and `target_en` say the target in words; both are empty where none could be read.
    """

    number: int
    programme: str
    name_zh: str
    name_en: str
    lead: str
    supporting: tuple[str, ...]
    target: Target | None
    target_zh: str
    target_en: str


@dataclass(frozen=True)
class Plan:
    """A year's plan. `assumed` is true where programmes stand for pledges whose own list is not known."""

    year: int
    assumed: bool
    sections: tuple[Section, ...]
    programmes: tuple[Programme, ...]
    commitments: tuple[Commitment, ...]

    def __post_init__(self) -> None:
        sections = {section.number for section in self.sections}
        programmes = {programme.id for programme in self.programmes}
        lost = [one.id for one in self.programmes if one.section not in sections]
        lost += [str(one.number) for one in self.commitments if one.programme not in programmes]
        if lost:
            raise UserFault("plan.lost", year=self.year, names=", ".join(lost))

    def in_section(self, number: int) -> tuple[Programme, ...]:
        """Return the section's programmes in the plan's order."""
        return tuple(one for one in self.programmes if one.section == number)

    def find_programme(self, programme: str) -> Programme | None:
        """Return the programme, None for an unknown id."""
        return next((one for one in self.programmes if one.id == programme), None)

    def get_commitments(self, programme: str) -> tuple[Commitment, ...]:
        """Return the programme's commitments in the plan's order; none where none could be read."""
        return tuple(one for one in self.commitments if one.programme == programme)
