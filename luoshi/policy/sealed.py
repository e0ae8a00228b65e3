"""Parameters as JSON and back, so that a release carries the very standards it was counted by."""

from datetime import date
from typing import Any, cast

from luoshi.policy.parameters import Parameter, ParameterBook, Version
from luoshi.records import Json


def parameters_to_json(parameters: ParameterBook) -> Json:
    """Return all parameters with their versions as plain JSON values, by name."""
    return {
        parameter.id: {
            "unit": parameter.unit,
            "versions": [
                {
                    "value": list(version.value) if isinstance(version.value, tuple) else version.value,
                    "in_force": version.in_force.isoformat(),
                    "known": version.known.isoformat(),
                    "area": version.area,
                    "source": version.source,
                    "mark": version.mark,
                }
                for version in parameter.versions
            ],
        }
        for parameter in parameters.parameters
    }


def parameters_from_json(value: Json) -> ParameterBook:
    """Return the parameters that `parameters_to_json` wrote."""
    found = cast("dict[str, Any]", value)
    return ParameterBook(
        tuple(
            Parameter(name, entry["unit"], tuple(_version(each) for each in entry["versions"]))
            for name, entry in found.items()
        )
    )


def _version(entry: dict[str, Any]) -> Version:
    value = entry["value"]
    return Version(
        tuple(value) if isinstance(value, list) else value,
        date.fromisoformat(entry["in_force"]),
        date.fromisoformat(entry["known"]),
        entry["area"],
        entry["source"],
        entry["mark"],
    )
