"""What differs between two releases: results, definitions, parameters and areas.

Which records made a result differ is not said here: see `explanation`.
"""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Protocol

import polars as pl

from luoshi.errors import Language, UserFault
from luoshi.figures import Figure, from_sealed
from luoshi.query import Measure, describe
from luoshi.records import Json, get_contract
from luoshi.releases.explanation import Explained, sum_unexplained
from luoshi.releases.tables import RESULT_KEY


class Stated(Protocol):
    """What can be compared: a release, or the book as it stands now with all that a release would seal."""

    @property
    def id(self) -> str:
        """What it is called."""
        ...

    def load_table(self) -> pl.DataFrame:
        """Return all results."""
        ...

    def load_definitions(self) -> Mapping[str, Json]:
        """Return the JSON of each definition by figure id."""
        ...

    def load_parameters(self) -> Json:
        """Return the policy's parameters."""
        ...

    def load_areas(self) -> Json:
        """Return the area tables."""
        ...


_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_VALUES = ("value_numerator", "value_denominator", "numerator", "denominator", "unit", "evidence", "records")


@dataclass(frozen=True)
class ResultChange:
    """A result that differs; `before` and `after` give its columns by name, None where there is no result."""

    tree: str
    figure: str
    area: str
    period: str
    before: dict[str, Json] | None
    after: dict[str, Json] | None

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        return {
            "tree": self.tree,
            "figure": self.figure,
            "area": self.area,
            "period": self.period,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class DefinitionChange:
    """A definition that came, went or differs; `lines` is a unified diff of its JSON, one field a line.

    `fields` names what differs; `zh` and `en` say both definitions in words, before and after, "" for none.
    """

    figure: str
    lines: tuple[str, ...]
    fields: tuple[str, ...] = ()
    zh: tuple[str, str] = ("", "")
    en: tuple[str, str] = ("", "")

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        words: dict[str, Json] = {
            language: {"before": said[0], "after": said[1]} for language, said in (("zh", self.zh), ("en", self.en))
        }
        return {"figure": self.figure, "lines": list(self.lines), "fields": list(self.fields), **words}


@dataclass(frozen=True)
class ValueChange:
    """A place in the parameters or areas, as a path of names and positions, and what stands there."""

    path: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Difference:
    """All that differs from release `before` to release `after`, each list in order of its keys."""

    before: str
    after: str
    results: tuple[ResultChange, ...]
    definitions: tuple[DefinitionChange, ...]
    parameters: tuple[ValueChange, ...]
    areas: tuple[ValueChange, ...]
    explained: tuple[Explained, ...] = field(default=())

    @property
    def unexplained(self) -> int:
        """What is left of all differences when every reason is taken off: 0, or something is wrong."""
        return sum_unexplained(self.explained)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that the two releases say differs."""
        return not (self.results or self.definitions or self.parameters or self.areas)

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        return {
            "before": self.before,
            "after": self.after,
            "results": [change.to_json() for change in self.results],
            "explained": [one.to_json() for one in self.explained],
            "unexplained": self.unexplained,
            "definitions": [one.to_json() for one in self.definitions],
            "parameters": [_to_json(change) for change in self.parameters],
            "areas": [_to_json(change) for change in self.areas],
        }


def diff(before: Stated, after: Stated) -> Difference:
    """Return what differs from `before` to `after`; raises IntegrityFault where a file cannot be read."""
    return Difference(
        before=before.id,
        after=after.id,
        results=compare_tables(before.load_table(), after.load_table()),
        definitions=_compare_definitions(before, after),
        parameters=_compare_values(before.load_parameters(), after.load_parameters()),
        areas=_compare_values(before.load_areas(), after.load_areas()),
    )


def compare_tables(before: pl.DataFrame, after: pl.DataFrame) -> tuple[ResultChange, ...]:
    """Return the results that differ between two result tables, sorted by tree, figure, area and period."""
    keyed = [
        table.select(*RESULT_KEY, pl.struct(_VALUES).alias(side))
        for table, side in ((before, "before"), (after, "after"))
    ]
    joined = keyed[0].join(keyed[1], on=RESULT_KEY, how="full", coalesce=True)
    changed = joined.filter(pl.col("before").ne_missing(pl.col("after"))).sort(RESULT_KEY)
    return tuple(ResultChange(*row) for row in changed.iter_rows())


def _compare_definitions(before: Stated, after: Stated) -> tuple[DefinitionChange, ...]:
    old, new = before.load_definitions(), after.load_definitions()
    return tuple(
        _make_change(figure, old.get(figure), new.get(figure), (before.id, after.id))
        for figure in sorted({*old, *new})
        if old.get(figure) != new.get(figure)
    )


def _make_change(figure: str, old: Json, new: Json, names: tuple[str, str]) -> DefinitionChange:
    sides = [None if side is None else from_sealed(side) for side in (old, new)]
    one, other = sides
    changed = [] if one is None or other is None else [f for f in fields(Figure) if _is_other(one, other, f.name)]
    zh, en = ((_say(one, language), _say(other, language)) for language in _LANGUAGES)
    return DefinitionChange(figure, _diff_text(old, new, *names), tuple(f.name for f in changed), zh, en)


def _is_other(one: Figure, other: Figure, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _say(figure: Figure | None, language: Language) -> str:
    """Return a definition in words: its scope, then what is counted."""
    if figure is None:
        return ""
    scope, name = (figure.scope_zh, figure.name_zh) if language == "zh" else (figure.scope_en, figure.name_en)
    measures: tuple[Measure, ...] = figure.measures
    try:
        counted = [describe(measure, get_contract, language) for measure in measures]
    except (UserFault, KeyError):
        # An old release may count a kind or column that the catalogue no longer has: its scope still says what.
        counted = []
    return " ".join([f"{name}: {scope}", *counted])


def _diff_text(old: Json, new: Json, before: str, after: str) -> tuple[str, ...]:
    texts = [
        [] if value is None else json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).splitlines()
        for value in (old, new)
    ]
    return tuple(difflib.unified_diff(texts[0], texts[1], before, after, lineterm="", n=1))


def _compare_values(before: Json, after: Json) -> tuple[ValueChange, ...]:
    old, new = dict(_flatten("", before)), dict(_flatten("", after))
    return tuple(
        ValueChange(path, old.get(path), new.get(path))
        for path in sorted({*old, *new})
        if path not in old or path not in new or _differ(old[path], new[path])
    )


def _differ(old: Json, new: Json) -> bool:
    return (type(old), old) != (type(new), new)


def _flatten(path: str, value: Json) -> list[tuple[str, Json]]:
    """Return each leaf with its JSON pointer (RFC 6901); an empty list or object is a leaf."""
    if isinstance(value, dict) and value:
        parts = [(name.replace("~", "~0").replace("/", "~1"), part) for name, part in value.items()]
    elif isinstance(value, list | tuple) and value:
        parts = [(str(position), part) for position, part in enumerate(value)]
    else:
        return [(path, value)]
    return [leaf for name, part in parts for leaf in _flatten(f"{path}/{name}", part)]


def _to_json(change: ValueChange) -> Json:
    return {"path": change.path, "before": change.before, "after": change.after}
