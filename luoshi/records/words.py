"""The Chinese words of choices: what a form says where the book holds a code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from luoshi.records.contracts import Column


def find_words(column: Column) -> Mapping[str, str]:
    """Return the Chinese word of each allowed value that has one; a code such as A, B, C is its own word."""
    words = _read_words()
    general, own = words["any"], words.get(column.name, {})
    return {value: word for value in column.allowed if (word := own.get(value, general.get(value)))}


@cache
def _read_words() -> Mapping[str, Mapping[str, str]]:
    text = files("luoshi.records").joinpath("words.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
