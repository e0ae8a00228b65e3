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
    earlier. `area` is the division code it applies to. `mark` says whether the source was read.
    """

    value: int | tuple[str, ...]
    in_force: date
    known: date
    area: str
    source: str
    mark: Mark


@dataclass(frozen=True)
class Parameter:
    """A parameter and all its versions; old ones are kept. Each day in force begins one version only."""

    id: str
    unit: str
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        days = [version.in_force for version in self.versions]
        if not days or days != sorted(set(days)):
            raise UserFault("policy.versions_out_of_order", parameter=self.id, days=", ".join(map(str, days)))
        kinds = {isinstance(version.value, tuple) for version in self.versions}
        if len(kinds) != 1:
            raise UserFault("policy.mixed_values", parameter=self.id)


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

    def get_version(self, name: str, on: date) -> Version:
        """Return the version in force on the day; raises UserFault where none is yet."""
        return self._get_version(name, on, steps_back=0)

    def get_value(self, name: str, on: date) -> int:
        """Return the amount in force on the day, in fen; raises UserFault where none is, or it is a list."""
        return self._get_amount(name, self._get_version(name, on, steps_back=0))

    def get_value_before(self, name: str, on: date) -> int:
        """Return the amount of the version before the one in force on the day, in fen; raises UserFault."""
        return self._get_amount(name, self._get_version(name, on, steps_back=1))

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

    def _get_version(self, name: str, on: date, *, steps_back: int) -> Version:
        past = [version for version in self.get_parameter(name).versions if version.in_force <= on]
        if len(past) <= steps_back:
            raise UserFault("policy.no_version", parameter=name, day=on, needed=steps_back + 1, found=len(past))
        return past[-1 - steps_back]

    def _get_amount(self, name: str, version: Version) -> int:
        if isinstance(version.value, tuple):
            raise UserFault("policy.not_an_amount", parameter=name)
        return version.value
