"""What a later state of the book changes in a tabulation: counted from the records that the change touches.

It works for every engine, because it only asks it to tabulate small sources. Each measure is a sum over
independent parts (rows, or the values of a distinct key), so what a part counted before is taken off and
what it counts now is put on. Parts that nothing touched are not read.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from luoshi.engines.shape import TABULATED, list_other_kinds
from luoshi.periods import Period
from luoshi.query import Both, Distinct, Either, Engine, HasRecord, Measure, Not, Predicate, Source

# Beyond this part of a kind's bytes a batch is no small change, and one pass over all files is cheaper.
LARGEST_PART = 0.25


@dataclass(frozen=True)
class Change:
    """What to do to a tabulation: drop the `replaced` measures (positions), then add `cells` up into it.

    `cells` has the columns of a tabulation; values and records may be negative.
    """

    cells: pl.DataFrame
    replaced: frozenset[int]


@dataclass(frozen=True)
class _Kind:
    """A record kind that changed: files that came, and the rows in force before that ended since."""

    new: tuple[Path, ...]
    gone: pl.DataFrame
    is_small: bool


def tabulate_change(
    engine: Engine, before: Source, after: Source, measures: Sequence[Measure], periods: Sequence[Period]
) -> Change:
    """Return what turns the tabulation of `before` into that of `after`, exactly.

    Sources of one book at two positions of its log. Where files were replaced, a batch is large, or a
    condition on another kind is nested or on its own kind, the measure is counted anew as a whole.
    """
    kinds = {kind: _compare(before, after, kind) for kind in _list_changed(before, after)}
    replaced: list[int] = []
    parts: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, measure in enumerate(measures):
        others = list_other_kinds(measure.where)
        read = {measure.kind, *(other.kind for other in others)}
        if not read & kinds.keys():
            continue
        direct = _list_conditions(measure.where)
        nested = {other.kind for other in others} - {condition.kind for condition in direct}
        torn = nested & kinds.keys() or len(direct) < len(others) or measure.kind in {other.kind for other in others}
        if torn or not before.files.get(measure.kind) or not all(kinds[kind].is_small for kind in read & kinds.keys()):
            replaced.append(number)
        else:
            touching = tuple(sorted({condition.key for condition in direct if condition.kind in kinds}))
            key = f"={measure.key}" if isinstance(measure, Distinct) else ""
            parts.setdefault((measure.kind, (key, *touching)), []).append(number)
    frames = [pl.DataFrame(schema=TABULATED)]
    if replaced:
        frames.append(_number(engine.tabulate(after, [measures[m] for m in replaced], periods), replaced))
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        slicer = _Slicer(Path(folder), before, after, kinds)
        for numbers, was, now in slicer.iterate(parts, measures):
            asked = [measures[m] for m in numbers]
            took, put = (_number(engine.tabulate(source, asked, periods), numbers) for source in (was, now))
            frames += [took.with_columns(-pl.col("value"), -pl.col("records")), put]
    keys = list(TABULATED)[:3]
    summed = pl.concat(frames).group_by(keys).agg(pl.col("value").sum(), pl.col("records").sum())
    changed = summed.filter((pl.col("value") != 0) | (pl.col("records") != 0)).sort(keys)
    return Change(changed, frozenset(replaced))


class _Slicer:
    """Cuts the records that the change touches out of the files, as small sources before and after."""

    def __init__(self, folder: Path, before: Source, after: Source, kinds: Mapping[str, _Kind]) -> None:
        self._folder, self._before, self._after, self._kinds = folder, before, after, kinds
        self._written = 0

    def iterate(
        self, parts: Mapping[tuple[str, tuple[str, ...]], list[int]], measures: Sequence[Measure]
    ) -> Iterator[tuple[list[int], Source, Source]]:
        """Yield positions of measures with both their sources.

        Measures that read one kind only share sources over kinds, as an engine call has its fixed cost.
        """
        rounds: list[dict[str, list[int]]] = []
        for (kind, _), numbers in parts.items():
            asking = [m for m in numbers if list_other_kinds(measures[m].where)]
            if asking:
                yield asking, *self._cut({kind: asking}, measures, self._before, self._after)
            if plain := [m for m in numbers if m not in asking]:
                free = next((each for each in rounds if kind not in each), None)
                if free is None:
                    rounds.append(free := {})
                free[kind] = plain
        for together in rounds:
            numbers = [m for some in together.values() for m in some]
            yield numbers, *self._cut(together, measures, Source({}), Source({}))

    def _cut(
        self, together: Mapping[str, list[int]], measures: Sequence[Measure], was: Source, now: Source
    ) -> tuple[Source, Source]:
        for kind, numbers in together.items():
            rows = self._find_touched([measures[m] for m in numbers])
            change = self._kinds.get(kind, _Kind((), rows.clear(), is_small=True))
            kept = rows.join(change.gone.select("record"), on="record", how="anti")
            was = _with(was, kind, self._write(rows), ())
            now = _with(now, kind, (*self._write(kept), *change.new), self._after.ended.get(kind, ()))
        return was, now

    def _find_touched(self, measures: Sequence[Measure]) -> pl.DataFrame:
        """Return the rows in force before whose parts the change can touch, for measures of one kind and key.

        A part that is cut out and was not touched counts the same before and after, and cancels out.
        """
        kind, change = measures[0].kind, self._kinds.get(measures[0].kind)
        conditions = {c: None for m in measures for c in _list_conditions(m.where) if c.kind in self._kinds}
        touched = [] if change is None else [change.gone]
        for asked, key in dict.fromkeys((c.kind, c.key) for c in conditions):
            touched.append(_read(self._before, kind, key, _list_values(self._kinds[asked], key)))
        rows = pl.concat(touched).unique("record")
        if not isinstance(measures[0], Distinct):
            return rows
        key = measures[0].key
        came = [] if change is None else [_list_values(change, key)]
        return _read(self._before, kind, key, pl.concat([rows[key], *came]))

    def _write(self, rows: pl.DataFrame) -> tuple[Path, ...]:
        if rows.is_empty():
            return ()
        self._written += 1
        path = self._folder / f"{self._written}.parquet"
        rows.write_parquet(path, compression="uncompressed")
        return (path,)


def _list_changed(before: Source, after: Source) -> list[str]:
    kinds = [*dict.fromkeys([*before.files, *after.files])]
    return [
        kind
        for kind in kinds
        if before.files.get(kind, ()) != after.files.get(kind, ())
        or before.ended.get(kind, ()) != after.ended.get(kind, ())
    ]


def _compare(before: Source, after: Source, kind: str) -> _Kind:
    old, files = before.files.get(kind, ()), after.files.get(kind, ())
    new = tuple(path for path in files if path not in set(old))
    ended = [path for path in after.ended.get(kind, ()) if path not in set(before.ended.get(kind, ()))]
    whole = {*old} <= {*files} and {*before.ended.get(kind, ())} <= {*after.ended.get(kind, ())}
    small = sum(path.stat().st_size for path in [*new, *ended])
    is_small = whole and bool(old) and small <= LARGEST_PART * sum(path.stat().st_size for path in old)
    if not is_small:
        return _Kind(new, pl.DataFrame(), is_small=False)
    records = pl.read_parquet(ended)["record"] if ended else pl.Series("record", [], pl.Int64)
    return _Kind(new, _read(before, kind, "record", records), is_small=True)


def _read(source: Source, kind: str, column: str, values: pl.Series) -> pl.DataFrame:
    """Return the rows in force, all columns, whose `column` is one of `values`."""
    rows = _scan(source.files[kind]).filter(pl.col(column).is_in(values.drop_nulls().unique().implode()))
    if ended := source.ended.get(kind, ()):
        rows = rows.join(_scan(ended), on="record", how="anti")
    return rows.collect(engine="streaming")


def _scan(files: Sequence[Path]) -> pl.LazyFrame:
    return pl.scan_parquet(list(files), hive_partitioning=False)


def _list_values(change: _Kind, key: str) -> pl.Series:
    came = [_scan(change.new).select(key).collect()[key]] if change.new else []
    return pl.concat([change.gone[key], *came])


def _list_conditions(predicate: Predicate) -> list[HasRecord]:
    """Return the conditions on other kinds that stand in the predicate itself, not within one another."""
    match predicate:
        case HasRecord():
            return [predicate]
        case Both() | Either():
            return [found for part in predicate.parts for found in _list_conditions(part)]
        case Not():
            return _list_conditions(predicate.part)
        case _:
            return []


def _with(source: Source, kind: str, files: tuple[Path, ...], ended: tuple[Path, ...]) -> Source:
    return replace(source, files={**source.files, kind: files}, ended={**source.ended, kind: ended})


def _number(cells: pl.DataFrame, numbers: Sequence[int]) -> pl.DataFrame:
    """Return the cells with the measures' positions among all measures."""
    given = pl.Series(list(numbers), dtype=pl.Int32)
    return cells.with_columns(measure=given.gather(cells["measure"]))
