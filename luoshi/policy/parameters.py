"""Dated parameters: policy amounts in fen and lists of entries, each version with source and dates."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.errors import UserFault

Mark = Literal["sourced", "assumed"]


@dataclass(frozen=True)
class Version:
    """A parameter's value from a day on: integer fen, or the entries of a list.

    `in_force` is the first day it applies, `known` the day of the notice, which may be later (arrears) or
    earlier. `area` is the division code of the city, or the id of the rate area it applies to. `mark` says
    whether the source was read.
    """

    value: int | tuple[str, ...]
    in_force: date
    known: date
    area: str
    source: str
    mark: Mark

    @property
    def is_citywide(self) -> bool:
        """Whether it holds for the whole city, and not for one rate area alone."""
        return self.area.isdigit() and self.area.endswith("00")


@dataclass(frozen=True)
class Parameter:
    """A parameter and all its versions; old ones are kept. Each day in force begins one version an area only."""

    id: str
    unit: str
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        days = [version.in_force for version in self.versions]
        twice = len({(version.in_force, version.area) for version in self.versions}) < len(days)
        if not days or days != sorted(days) or twice:
            raise UserFault("policy.versions_out_of_order", parameter=self.id, days=", ".join(map(str, days)))
        kinds = {isinstance(version.value, tuple) for version in self.versions}
        if len(kinds) != 1:
            raise UserFault("policy.mixed_values", parameter=self.id)

    def list_standing(self, on: date, area: str | None = None) -> tuple[Version, ...]:
        """Return the versions in force by the day in a rate area (None: citywide), the one that holds last.

        A later notice for the whole city takes the place of an earlier one for a rate area, and the other way
        round; of two of the same day that of the rate area holds.
        """
        past = [v for v in self.versions if v.in_force <= on and (v.is_citywide or v.area == area)]
        return tuple(sorted(past, key=lambda version: (version.in_force, not version.is_citywide)))


@dataclass(frozen=True)
class ParameterBook:
    """All parameters of a city, looked up by name and day."""

    parameters: tuple[Parameter, ...]
    _by_id: dict[str, Parameter] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        found: dict[str, Parameter] = {}
        for parameter in self.parameters:
            if parameter.id in found:
                raise UserFault("policy.parameter_twice", parameter=parameter.id)
            found[parameter.id] = parameter
        object.__setattr__(self, "_by_id", found)

    def get_parameter(self, name: str) -> Parameter:
        """Return the parameter called `name`; raises UserFault for an unknown one."""
        parameter = self._by_id.get(name)
        if parameter is None:
            raise UserFault("policy.unknown_parameter", parameter=name, known=", ".join(sorted(self._by_id)))
        return parameter

    def get_version(self, name: str, on: date, area: str | None = None) -> Version:
        """Return the version in force on the day in a rate area (None: citywide); raises UserFault where none is."""
        return self._get_version(name, on, area, steps_back=0)

    def get_version_before(self, name: str, on: date) -> Version:
        """Return the citywide version before the one in force on the day; raises UserFault where none is."""
        return self._get_version(name, on, None, steps_back=1)

    def get_value(self, name: str, on: date) -> int:
        """Return the amount in force on the day, in fen; raises UserFault where none is, or it is a list."""
        return self.get_amount(name, self._get_version(name, on, None, steps_back=0))

    def get_value_before(self, name: str, on: date) -> int:
        """Return the amount of the version before the one in force on the day, in fen; raises UserFault."""
        return self.get_amount(name, self._get_version(name, on, None, steps_back=1))

    def list_entries(self, name: str, first: date, last: date) -> tuple[str, ...]:
        """Return the entries of a list that came into force from `first` to `last`, both included, in order.

        Each version names the entries it adds. Raises UserFault where the parameter is an amount.
        """
        entries: list[str] = []
        for version in self.get_parameter(name).versions:
            if not isinstance(version.value, tuple):
                raise UserFault("policy.not_a_list", parameter=name)
            if first <= version.in_force <= last:
                entries.extend(version.value)
        return tuple(entries)

    def as_known(self, on: date) -> "ParameterBook":
        """Return what was known by the day: notices of later days are left out, and what then has no version."""
        known = [
            Parameter(parameter.id, parameter.unit, versions)
            for parameter in self.parameters
            if (versions := tuple(version for version in parameter.versions if version.known <= on))
        ]
        return ParameterBook(tuple(known))

    def _get_version(self, name: str, on: date, area: str | None, *, steps_back: int) -> Version:
        past = self.get_parameter(name).list_standing(on, area)
        if len(past) <= steps_back:
            raise UserFault("policy.no_version", parameter=name, day=on, needed=steps_back + 1, found=len(past))
        return past[-1 - steps_back]

    def get_amount(self, name: str, version: Version) -> int:
        """Return the amount of a version of the parameter; raises UserFault where it is a list."""
        if isinstance(version.value, tuple):
            raise UserFault("policy.not_an_amount", parameter=name)
        return version.value
