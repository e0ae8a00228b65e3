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

from luoshi.engines.shape import TABULATED, list_other_kinds, list_read_columns
from luoshi.periods import Period
from luoshi.query import Both, Distinct, Either, Engine, HasRecord, Measure, Not, Predicate, Source

# Beyond this part of a kind's bytes a batch is no small change, and one pass over all files is cheaper.
LARGEST_PART = 0.25
# By kind, the columns that the measures read: a record has many more.
_Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Change:
    """What to do to a tabulation: drop the `replaced` measures (positions), then add `cells` up into it.

    `cells` has the columns of a tabulation; values and records may be negative.
    """

    cells: pl.DataFrame
    replaced: frozenset[int]


@dataclass(frozen=True)
class _Kind:
    """A record kind that changed: the rows that came and are in force, and those in force before that ended since."""

    came: pl.DataFrame
    gone: pl.DataFrame
    is_small: bool


def tabulate_change(
    engine: Engine, before: Source, after: Source, measures: Sequence[Measure], periods: Sequence[Period]
) -> Change:
    """Return what turns the tabulation of `before` into that of `after`, exactly.

    Sources of one book at two positions of its log. Where files were replaced, a batch is large, or a
    condition on another kind is nested or on its own kind, the measure is counted anew as a whole.
    """
    columns = {kind: sorted(names) for kind, names in list_read_columns(measures).items()}
    # A kind that no measure reads changes nothing.
    changed = [kind for kind in _list_changed(before, after) if kind in columns]
    kinds = {kind: _compare(before, after, kind, columns[kind]) for kind in changed}
    replaced: list[int] = []
    parts: dict[str, list[int]] = {}
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
            parts.setdefault(measure.kind, []).append(number)
    frames = [pl.DataFrame(schema=TABULATED)]
    if replaced:
        frames.append(_number(engine.tabulate(after, [measures[m] for m in replaced], periods), replaced))
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        slicer = _Slicer(Path(folder), (before, after), kinds, columns)
        for numbers, was, now in slicer.iterate(parts, measures):
            asked = [measures[m] for m in numbers]
            took, put = (_number(engine.tabulate(source, asked, periods), numbers) for source in (was, now))
            frames += [took.with_columns(-pl.col("value"), -pl.col("records")), put]
    keys = list(TABULATED)[:3]
    summed = pl.concat(frames).group_by(keys).agg(pl.col("value").sum(), pl.col("records").sum())
    told = summed.filter((pl.col("value") != 0) | (pl.col("records") != 0)).sort(keys)
    return Change(told, frozenset(replaced))


class _Slicer:
    """Cuts the records that the change touches out of the files, as small sources before and after."""

    def __init__(
        self, folder: Path, sources: tuple[Source, Source], kinds: Mapping[str, _Kind], columns: _Columns
    ) -> None:
        self._folder, self._kinds, self._columns = folder, kinds, columns
        self._before, self._after = sources
        self._written = 0

    def iterate(
        self, parts: Mapping[str, list[int]], measures: Sequence[Measure]
    ) -> Iterator[tuple[list[int], Source, Source]]:
        """Yield positions of measures, given by kind, with both their sources.

        Measures that read one kind only share the sources of all kinds, as an engine call has its fixed cost.
        """
        plain: dict[str, list[int]] = {}
        for kind, numbers in parts.items():
            asking = [m for m in numbers if list_other_kinds(measures[m].where)]
            if asking:
                yield asking, *self._cut({kind: asking}, measures, self._before, self._after)
            if len(asking) < len(numbers):
                plain[kind] = [m for m in numbers if m not in asking]
        if plain:
            yield [m for some in plain.values() for m in some], *self._cut(plain, measures, Source({}), Source({}))

    def _cut(
        self, together: Mapping[str, list[int]], measures: Sequence[Measure], was: Source, now: Source
    ) -> tuple[Source, Source]:
        for kind, numbers in together.items():
            rows = self._find_touched([measures[m] for m in numbers])
            change = self._kinds.get(kind, _Kind(rows.clear(), rows.clear(), is_small=True))
            kept = rows.join(change.gone.select("record"), on="record", how="anti")
            was = _with(was, kind, self._write(rows))
            now = _with(now, kind, self._write(pl.concat([kept, change.came])))
        return was, now

    def _find_touched(self, measures: Sequence[Measure]) -> pl.DataFrame:
        """Return the rows in force before whose parts the change can touch, for measures of one kind.

        A part that is cut out and was not touched counts the same before and after, and cancels out: so may a
        few rows of a key that was not touched, and measures of different keys share what is cut.
        """
        kind = measures[0].kind
        change = self._kinds.get(kind)
        conditions = {c: None for m in measures for c in _list_conditions(m.where) if c.kind in self._kinds}
        asked: dict[str, list[pl.Series]] = {}
        for other, key in dict.fromkeys((c.kind, c.key) for c in conditions):
            asked.setdefault(key, []).append(_list_values(self._kinds[other], key))
        touched = [self._read(kind, asked)] if asked else []
        if change is not None:
            touched.append(change.gone)
        rows = pl.concat(touched).unique("record")
        keys = dict.fromkeys(m.key for m in measures if isinstance(m, Distinct))
        came = [] if change is None else [change.came]
        whole = self._read(kind, {key: [rows[key], *(new[key] for new in came)] for key in keys})
        return pl.concat([rows, whole]).unique("record")

    def _read(self, kind: str, asked: Mapping[str, Sequence[pl.Series]]) -> pl.DataFrame:
        values = {column: pl.concat(parts) for column, parts in asked.items()}
        return _read(self._before, kind, self._columns[kind], values)

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


def _compare(before: Source, after: Source, kind: str, columns: Sequence[str]) -> _Kind:
    old, files = before.files.get(kind, ()), after.files.get(kind, ())
    new = [path for path in files if path not in set(old)]
    ended = [path for path in after.ended.get(kind, ()) if path not in set(before.ended.get(kind, ()))]
    whole = {*old} <= {*files} and {*before.ended.get(kind, ())} <= {*after.ended.get(kind, ())}
    small = sum(path.stat().st_size for path in [*new, *ended])
    if not (whole and old and small <= LARGEST_PART * sum(path.stat().st_size for path in old)):
        return _Kind(pl.DataFrame(), pl.DataFrame(), is_small=False)
    records = pl.read_parquet(ended)["record"] if ended else pl.Series("record", [], pl.Int64)
    gone = _read(before, kind, columns, {"record": records})
    came = _scan_in_force(new, after.ended.get(kind, ()), columns).collect() if new else gone.clear()
    return _Kind(came, gone, is_small=True)


def _read(source: Source, kind: str, columns: Sequence[str], asked: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Return the rows in force, of the columns that are counted by, that have one of some values in some column."""
    rows = _scan_in_force(source.files[kind], source.ended.get(kind, ()), columns)
    wanted = {name: values.drop_nulls().unique() for name, values in asked.items()}
    looked = [pl.col(name).is_in(values.implode()) for name, values in wanted.items() if not values.is_empty()]
    # Nothing is looked for in the files where nothing is asked for.
    found = rows.filter(pl.any_horizontal(looked)) if looked else rows.head(0)
    return found.collect(engine="streaming")


def _scan_in_force(files: Sequence[Path], ended: Sequence[Path], columns: Sequence[str]) -> pl.LazyFrame:
    rows = _scan(files).select(columns)
    return rows.join(_scan(ended), on="record", how="anti") if ended else rows


def _scan(files: Sequence[Path]) -> pl.LazyFrame:
    return pl.scan_parquet(list(files), hive_partitioning=False)


def _list_values(change: _Kind, key: str) -> pl.Series:
    return pl.concat([change.gone[key], change.came[key]])


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


def _with(source: Source, kind: str, files: tuple[Path, ...]) -> Source:
    return replace(source, files={**source.files, kind: files}, ended={**source.ended, kind: ()})


def _number(cells: pl.DataFrame, numbers: Sequence[int]) -> pl.DataFrame:
    """Return the cells with the measures' positions among all measures."""
    given = pl.Series(list(numbers), dtype=pl.Int32)
    return cells.with_columns(measure=given.gather(cells["measure"]))
