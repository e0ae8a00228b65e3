"""Reading a city's parameters from YAML that an official can read."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from luoshi.errors import UserFault
from luoshi.policy.parameters import Parameter, ParameterBook, Version

# The same safe loader in C, ten times as fast: a question about one person loads all parameters.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_parameters(folder: Path) -> ParameterBook:
    """Read every `*.yaml` in the folder, in the order of the names; raises UserFault naming file and entry."""
    parameters: list[Parameter] = []
    for path in sorted(folder.glob("*.yaml")):
        parameters.extend(_read_file(path))
    if not parameters:
        raise UserFault("policy.no_parameters", folder=folder)
    return ParameterBook(tuple(parameters))


def _read_file(path: Path) -> list[Parameter]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  (a safe loader, in C)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserFault("policy.unreadable", file=path, reason=error) from error
    if not isinstance(content, dict):
        raise UserFault("policy.unreadable", file=path, reason="a mapping of parameters is expected")
    return [_make_parameter(path, str(name), entry) for name, entry in content.items()]


def _make_parameter(path: Path, name: str, entry: Any) -> Parameter:  # noqa: ANN401  (YAML may hold anything)
    if not isinstance(entry, dict) or set(entry) != {"unit", "versions"}:
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason="needs unit and versions, no more")
    if not isinstance(entry["versions"], list):
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason="versions is not a list")
    versions = tuple(_make_version(path, name, version) for version in entry["versions"])
    return Parameter(name, str(entry["unit"]), versions)


def _make_version(path: Path, name: str, version: Any) -> Version:  # noqa: ANN401  (YAML may hold anything)
    fields = {"value", "in_force", "known", "area", "source", "mark"}
    if not isinstance(version, dict) or set(version) != fields:
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason=f"a version has {sorted(fields)}")
    value = version["value"]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = tuple(value)
    elif not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason=f"{value!r} is not whole fen")
    for day in ("in_force", "known"):
        if type(version[day]) is not date:
            raise UserFault("policy.bad_entry", file=path, parameter=name, reason=f"{day} is not a day")
    if version["mark"] not in ("sourced", "assumed"):
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason=f"mark is {version['mark']!r}")
    source = str(version["source"] or "").strip()
    if not source:
        raise UserFault("policy.bad_entry", file=path, parameter=name, reason="source is empty")
    return Version(value, version["in_force"], version["known"], str(version["area"]), source, version["mark"])
