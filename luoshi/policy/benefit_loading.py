"""Reading a city's benefits from YAML that an official can read.

`exclusive.yaml` lists the pairs, `rate_areas.yaml` the rate areas, every other file the benefits by name.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml

from luoshi.errors import UserFault
from luoshi.policy.benefits import (
    Ages,
    Amount,
    Benefit,
    BenefitBook,
    Bound,
    Exclusion,
    Jump,
    Limit,
    RateArea,
    Rhythm,
    Standard,
)

_T = TypeVar("_T")
PAIRS, RATE_AREAS = "exclusive.yaml", "rate_areas.yaml"


def load_benefits(folder: Path) -> BenefitBook:
    """Read the folder; an absent one gives no benefits. Raises UserFault naming file and entry."""
    benefits: list[Benefit] = []
    pairs: list[Exclusion] = []
    areas: list[RateArea] = []
    for path in sorted(folder.glob("*.yaml")):
        entries = _read(path)
        if path.name == PAIRS:
            pairs += [_make(path, name, Exclusion, entry) for name, entry in entries.items()]
        elif path.name == RATE_AREAS:
            areas += [_make(path, name, RateArea, {"id": name, **_tuples(entry)}) for name, entry in entries.items()]
        else:
            benefits += [_make_benefit(path, name, entry) for name, entry in entries.items()]
    book = BenefitBook(tuple(benefits), tuple(pairs), tuple(areas))
    _validate(folder, book)
    return book


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserFault("policy.unreadable", file=path, reason=error) from error
    if not isinstance(content, dict) or not all(isinstance(entry, dict) for entry in content.values()):
        raise UserFault("policy.unreadable", file=path, reason="a mapping of named entries is expected")
    return {str(name): entry for name, entry in content.items()}


def _make_benefit(path: Path, name: str, entry: dict[str, Any]) -> Benefit:
    parts = dict(entry)
    parts["months_after_death"] = _make(path, name, Limit, parts.get("months_after_death", {}))
    for part, kind in (("ages", Ages), ("jump", Jump)):
        if part in parts:
            parts[part] = _make(path, name, kind, parts[part])
    if "standard" in parts:
        standard = _tuples(parts["standard"])
        amounts = tuple(_make(path, name, Amount, amount) for amount in standard.get("amounts", ()))
        parts["standard"] = _make(path, name, Standard, {**standard, "amounts": amounts})
    against = parts.get("against", {})
    parts["against"] = {key: _make(path, name, Limit, limit) for key, limit in against.items()}
    return _make(path, name, Benefit, {"id": name, **parts})


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _make(path: Path, name: str, kind: Callable[..., _T], entry: Any) -> _T:  # noqa: ANN401  (YAML may hold anything)
    """Return the dataclass `kind` of an entry; raises UserFault for fields that it lacks or does not know."""
    try:
        made = kind(**entry)
    except TypeError as error:
        raise UserFault("policy.bad_benefit", file=path, benefit=name, reason=error) from error
    for field, allowed in (("mark", ("sourced", "assumed")), ("rhythm", get_args(Rhythm)), ("bound", get_args(Bound))):
        if getattr(made, field, allowed[0]) not in allowed:
            reason = f"{field} is {getattr(made, field)!r}, and must be one of {', '.join(allowed)}"
            raise UserFault("policy.bad_benefit", file=path, benefit=name, reason=reason)
    if not str(getattr(made, "source", "-") or "").strip():
        raise UserFault("policy.bad_benefit", file=path, benefit=name, reason="source is empty")
    for field in ("value", "persons", "percent", "margin_percent"):
        number = getattr(made, field, 0)
        if type(number) is not int or number < 0:
            raise UserFault("policy.bad_benefit", file=path, benefit=name, reason=f"{field} is {number!r}")
    return made


def _validate(folder: Path, book: BenefitBook) -> None:
    """Raise UserFault for a pair with a benefit that is not there."""
    known = {benefit.id for benefit in book.benefits}
    for pair in book.exclusions:
        for name in (pair.first, pair.second):
            if name not in known:
                reason = f"{name} is no benefit of this folder"
                raise UserFault(
                    "policy.bad_benefit", file=folder / PAIRS, benefit=f"{pair.first}+{pair.second}", reason=reason
                )
