"""The parameter versions behind a standard, a rise or a list: value, dates, source, and whether it was read."""

from dataclasses import dataclass
from typing import Literal

from luoshi.figures import Figure, Listed, SmallestRise, Standard
from luoshi.periods import Period
from luoshi.policy import ParameterBook, Version
from luoshi.records import Json

Role = Literal["in force", "before", "listed"]


@dataclass(frozen=True)
class VersionRead:
    """A version that a result read: the one in force on the period's last day, the one before, or an entry."""

    parameter: str
    unit: str
    role: Role
    version: Version

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form: `value` in the unit (yuan), `stored` as the file has it (fen)."""
        stored = self.version.value
        value: Json = list(stored) if isinstance(stored, tuple) else stored
        if isinstance(stored, int) and self.unit.startswith("yuan"):
            value = stored // 100 if stored % 100 == 0 else stored / 100
        return {
            "parameter": self.parameter,
            "role": self.role,
            "value": value,
            "stored": list(stored) if isinstance(stored, tuple) else stored,
            "unit": self.unit,
            "in_force": self.version.in_force.isoformat(),
            "known": self.version.known.isoformat(),
            "area": self.version.area,
            "source": self.version.source,
            "mark": self.version.mark,
        }


def list_versions(figure: Figure, parameters: ParameterBook, period: Period) -> tuple[VersionRead, ...]:
    """Return the versions that the figure's result reads, in the definition's order."""
    expression = figure.expression
    last = period.last_day
    if isinstance(expression, Standard):
        return (_read(parameters, expression.parameter, period, before=expression.before),)
    if isinstance(expression, SmallestRise):
        return tuple(
            _read(parameters, name, period, before=before) for name in expression.parameters for before in (False, True)
        )
    if isinstance(expression, Listed):
        parameter = parameters.get_parameter(expression.parameter)
        return tuple(
            VersionRead(parameter.id, parameter.unit, "listed", version)
            for version in parameter.versions
            if last.replace(month=1, day=1) <= version.in_force <= last
        )
    return ()


def _read(parameters: ParameterBook, name: str, period: Period, *, before: bool) -> VersionRead:
    parameter = parameters.get_parameter(name)
    read = parameters.get_version_before if before else parameters.get_version
    version = read(name, period.last_day)
    return VersionRead(name, parameter.unit, "before" if before else "in force", version)
