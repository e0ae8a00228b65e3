"""Definitions to and from JSON, for releases, which are recounted from what they sealed.

Each value is an object that names its class as `node`; dates are `{"date": "2021-01-01"}`, whole numbers
beyond 2^53 are `{"integer": "..."}`. Reading is strict: an undeclared class, field or type is refused.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Union, get_args, get_origin, get_type_hints

from luoshi.errors import UserFault
from luoshi.figures.definitions import Figure
from luoshi.records import Json, hash_json

# RFC 8785 numbers are doubles: above this, two whole numbers could share one text.
_EXACT = 2**53 - 1


def to_sealed(value: object) -> Json:
    """Return the JSON form of a definition, or of any node in it."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: to_sealed(getattr(value, field.name)) for field in fields(value)}
        return {"node": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [to_sealed(part) for part in value]
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        return {"integer": str(value)}
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a definition cannot hold a {type(value).__name__}")


def from_sealed(sealed: object) -> Figure:
    """Return the figure that `to_sealed` turned into JSON; raises UserFault for anything else."""
    figure = read_sealed(sealed, Figure)
    if not isinstance(figure, Figure):
        raise _Unreadable("figure", sealed).fault
    return figure


def read_sealed(sealed: object, hint: object) -> object:
    """Return the value of the declared type `hint` that `sealed` stands for; raises UserFault."""
    try:
        return _read(sealed, hint)
    except _Unreadable as unreadable:
        raise unreadable.fault from None


def hash_definition(figure: Figure) -> str:
    """Return the SHA-256 of the definition's canonical JSON (RFC 8785), in hexadecimal."""
    return hash_json(to_sealed(figure))


class _Unreadable(Exception):
    """A part of the JSON does not fit the declared type; carried out of the recursion."""

    def __init__(self, expected: str, found: object) -> None:
        super().__init__(expected)
        self.fault = UserFault("releases.definition_unreadable", expected=expected, found=str(found)[:80])


def _read(sealed: object, hint: object) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_union(sealed, get_args(hint))
    if origin is tuple:
        if not isinstance(sealed, list):
            raise _Unreadable("a list", sealed)
        return tuple(_read(part, get_args(hint)[0]) for part in sealed)
    if origin is Literal:
        return _demand(sealed in get_args(hint), sealed, sealed, f"one of {get_args(hint)}")
    if isinstance(hint, type):
        return _read_plain(sealed, hint)
    raise TypeError(f"no sealed form for {hint}")


def _read_union(sealed: object, choices: tuple[object, ...]) -> object:
    for choice in choices:
        if _fits(sealed, choice):
            return _read(sealed, choice)
    names = ", ".join(getattr(choice, "__name__", str(choice)) for choice in choices)
    raise _Unreadable(f"one of {names}", sealed)


def _fits(sealed: object, choice: object) -> bool:
    """Say which branch of a union the JSON is of, by its outermost shape alone."""
    if not isinstance(choice, type):
        return any(_fits(sealed, part) for part in get_args(choice))
    if is_dataclass(choice):
        return isinstance(sealed, dict) and sealed.get("node") == choice.__name__
    if choice is date:
        return isinstance(sealed, dict) and set(sealed) == {"date"}
    if choice is int:
        return type(sealed) is int or (isinstance(sealed, dict) and set(sealed) == {"integer"})
    return type(sealed) is choice


def _read_plain(sealed: object, hint: type) -> object:
    if issubclass(hint, StrEnum):
        return _read_text(sealed, hint)
    if not _fits(sealed, hint):
        raise _Unreadable(hint.__name__, sealed)
    if isinstance(sealed, Mapping):
        if is_dataclass(hint):
            return _read_node(sealed, hint)
        return _read_text(next(iter(sealed.values())), hint)
    return sealed


def _read_text(text: object, hint: type) -> object:
    """Read the text of a date, a big whole number or a choice, which each have one spelling."""
    if not isinstance(text, str):
        raise _Unreadable(hint.__name__, text)
    try:
        value = date.fromisoformat(text) if hint is date else hint(text)
    except ValueError:
        raise _Unreadable(hint.__name__, text) from None
    return _demand(str(value) == text, value, text, hint.__name__)


def _read_node(sealed: Mapping[str, object], hint: type) -> object:
    hints = get_type_hints(hint)
    names = {field.name for field in fields(hint)}
    _demand(set(sealed) - {"node"} == names, None, sorted(sealed), f"{hint.__name__} with {sorted(names)}")
    return hint(**{name: _read(sealed[name], hints[name]) for name in names})


def _demand(condition: bool, value: object, found: object, expected: str) -> object:
    if not condition:
        raise _Unreadable(expected, found)
    return value
