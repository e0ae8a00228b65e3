"""Explain every result that differs between two sides of one book, record by record, with nothing left over.

Steps follow one another, so that their amounts add up: what was learnt (by the earlier definition and
period), then the period, then the definition, then the tree of areas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from luoshi.areas import code_of_number
from luoshi.engines import CELLS, Delta, DuckDbExplainer, Wording
from luoshi.errors import UserFault
from luoshi.figures import Evidence, Figure
from luoshi.periods import Period
from luoshi.query import Measure
from luoshi.records import KindChange, get_contract, list_changes
from luoshi.releases import Difference, Explained, Reason, ReasonSum, diff
from luoshi.runs.area_maps import AreaMaps, make_maps, roll_up
from luoshi.runs.changed_rows import ChangedRow, is_longer, list_changed_rows
from luoshi.runs.counting import build_source
from luoshi.runs.explaining_other import ReturnsExplainer, explain_parameters, explain_whole
from luoshi.runs.finding_leads import NOW
from luoshi.runs.standing import Standing, count_now, load_standing

_LISTED = ("figure", "part", "earlier_period", "period", "reason", "subject", "before", "after", "amount")
_DEFINED = Wording(*[Reason.CHANGED_DEFINITION] * 4)
Sums = dict[tuple[str, str], tuple[ReasonSum, ...]]


@dataclass(frozen=True)
class Task:
    """One measure of a figure, compared: by the earlier and the later definition and period."""

    one: Measure
    other: Measure
    earlier: Period
    later: Period


class Explainer:
    """Explains differences between two sides of one book; used in a `with`."""

    def __init__(self, before: Standing, after: Standing, figures: Sequence[str] = ()) -> None:
        """Take both sides, the earlier first, and the figures asked for, all if none."""
        if before.snapshot.version > after.snapshot.version:
            raise UserFault("releases.earlier_first", before=before.name, after=after.name)
        self.before, self.after, self.figures = before, after, frozenset(figures)
        self._sources = build_source(before.snapshot), build_source(after.snapshot)
        self._changes = list_changes(before.snapshot, after.snapshot)
        deltas = {
            kind: Delta(get_contract(kind).natural_key, change.came, change.ended, change.duplicates)
            for kind, change in self._changes.items()
        }
        self._maps = make_maps(before.trees, after.trees)
        self._engine = DuckDbExplainer(*self._sources, deltas, before.known_day)

    def __enter__(self) -> "Explainer":
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def explain(self) -> tuple[Explained, ...]:
        """Return every changed result with its reasons, in order of tree, figure, area and period."""
        rows = list_changed_rows(self.before, self.after, self.figures)
        tasks = list(dict.fromkeys(task for row in rows for _, task in self._list_tasks(row)))
        sums = self._add_up(tasks)
        others = ReturnsExplainer(self.before, self.after, self._sources, self._changes.get("returns", KindChange()))
        explained: list[Explained] = []
        for row in rows:
            counted = self._list_tasks(row)
            for part, task in counted:
                explained.append(row.make(part, self._get_scale(row), sums[task].get((row.tree, row.area), ())))
            if not counted:
                explained += self._explain_other(row, others)
        return tuple(explained)

    def write_rows(self, out: Path) -> int:
        """Write the records or persons behind the reasons to a CSV file, for each side's own period; return how many.

        Columns: figure, part, both periods, reason, subject (record id or person key), the areas that it
        counted in before and after, and the amount that went from the one to the other.
        """
        frames = [pl.DataFrame(schema=dict.fromkeys(_LISTED, pl.String))]
        pair = (self.before.period, self.after.period)
        periods = pair if is_longer(*pair) else (self.before.period, self.before.period)
        for name in sorted(self.figures):
            old, new = self.before.figures.get(name), self.after.figures.get(name)
            measures = () if old is None or new is None else zip(old.measures, new.measures, strict=False)
            parts = ("counted",) if old is None or len(old.measures) == 1 else ("numerator", "denominator")
            for part, (one, other) in zip(parts, measures, strict=False):
                for kind, sql in self._list_steps(Task(one, other, *periods)):
                    rows = self._engine.read_rows(sql, kind)
                    named = {"figure": name, "part": part, "earlier_period": str(periods[0]), "period": str(periods[1])}
                    frames.append(
                        rows.with_columns(**{key: pl.lit(value) for key, value in named.items()})
                        .select(_LISTED)
                        .cast(pl.String)
                    )
        whole = pl.concat(frames)
        building = out.with_name(f".{out.name}.tmp")
        try:
            whole.write_csv(building)
            building.replace(out)
        except OSError as error:
            raise UserFault("releases.cannot_write", path=out, reason=error.strerror) from error
        finally:
            building.unlink(missing_ok=True)
        return whole.height

    def _list_tasks(self, row: ChangedRow) -> tuple[tuple[str, Task], ...]:
        """Return a counted row's parts, each with what is compared; none for rows that are not counted."""
        old, new = self.before.figures.get(row.figure), self.after.figures.get(row.figure)
        if old is None or new is None or row.evidence != (Evidence.RECORDS, Evidence.RECORDS):
            return ()
        if len(old.measures) != len(new.measures):
            return ()
        parts = ("counted",) if len(old.measures) == 1 else ("numerator", "denominator")
        periods = Period.parse(row.earlier), Period.parse(row.later)
        return tuple(
            (part, Task(one, other, *periods))
            for part, one, other in zip(parts, old.measures, new.measures, strict=True)
        )

    def _add_up(self, tasks: Sequence[Task]) -> dict[Task, Sums]:
        frames = [pl.DataFrame(schema={**CELLS, "task": pl.Int64, "by_tree": pl.Boolean})]
        for number, task in enumerate(tasks):
            for kind, sql in self._list_steps(task, by_tree=False):
                cells = self._engine.add_up(sql, kind)
                frames.append(cells.with_columns(task=pl.lit(number, pl.Int64), by_tree=pl.lit(value=False)))
        sums: list[Sums] = [{} for _ in tasks]
        for maps in self._maps:
            moved = [self._count_moved(number, task, maps) for number, task in enumerate(tasks) if maps.moved]
            for tree, task_number, area, reason, records, amount in roll_up(
                pl.concat([*frames, *moved]), maps
            ).iter_rows():
                key = (tree, str(code_of_number(area)))
                found = sums[task_number].get(key, ())
                sums[task_number][key] = (*found, ReasonSum(Reason(reason), records, amount))
        return dict(zip(tasks, sums, strict=True))

    def _list_steps(self, task: Task, *, by_tree: bool = True) -> Iterator[tuple[str, str]]:
        """Yield the kind and SQL of each step that can have changed anything."""
        learnt = self._engine.compare_knowledge(task.one, task.earlier)
        if learnt is not None:
            yield task.one.kind, learnt
        if task.earlier != task.later:
            yield task.one.kind, self._engine.compare_periods(task.one, task.earlier, task.later)
        if task.one != task.other:
            yield task.other.kind, self._engine.compare_definitions(task.one, task.other, task.later, _DEFINED)
        moved = sorted({number for maps in self._maps for number in maps.moved}) if by_tree else []
        if moved:
            yield task.other.kind, self._engine.list_areas(task.other, task.later, moved, Reason.CHANGED_AREA_TREE)

    def _count_moved(self, number: int, task: Task, maps: AreaMaps) -> pl.DataFrame:
        sql = self._engine.list_areas(task.other, task.later, maps.moved, Reason.CHANGED_AREA_TREE)
        cells = self._engine.add_up(sql, task.other.kind)
        return cells.with_columns(task=pl.lit(number, pl.Int64), by_tree=pl.lit(value=True))

    def _explain_other(self, row: ChangedRow, others: ReturnsExplainer) -> list[Explained]:
        old, new = self.before.figures.get(row.figure), self.after.figures.get(row.figure)
        scale = self._get_scale(row)
        if old is None or new is None:
            return explain_whole(row, Reason.CHANGED_DEFINITION, scale)
        one, other = row.evidence
        if one != other:
            return explain_whole(row, Reason.CHANGED_EVIDENCE, scale)
        if one == Evidence.RETURNS:
            return others.explain(row, new)
        if one == Evidence.PARAMETERS and row.before is not None and row.after is not None:
            return explain_parameters(row, self.before, self.after, scale)
        return explain_whole(row, Reason.CHANGED_DEFINITION, scale)

    def _get_scale(self, row: ChangedRow) -> int:
        figure: Figure | None = self.after.figures.get(row.figure) or self.before.figures.get(row.figure)
        return 1 if figure is None else figure.scale


def open_sides(path: Path, one: str, other: str) -> tuple[Standing, Standing]:
    """Return both sides of a comparison; `now` is the book as it stands, counted for the other side's period."""
    if one == NOW and other != NOW:
        after = load_standing(path, other)
        return count_now(path, after.period), after
    before = load_standing(path, one)
    return before, count_now(path, before.period) if other == NOW else load_standing(path, other)


def explain_difference(
    path: Path, names: tuple[str, str], figures: Sequence[str] = (), out: Path | None = None
) -> tuple[Difference, int]:
    """Return what differs between two releases of a book (or one and `now`), each result with its reasons.

    With `out`, the records or persons behind the reasons are written there; their number comes second.
    Raises UserFault where the later one is given first, or a figure is in neither.
    """
    before, after = open_sides(path, *names)
    for figure in figures:
        if figure not in before.figures and figure not in after.figures:
            raise UserFault("runs.unknown_figure", figure=figure, near="-")
    with Explainer(before, after, figures) as explainer:
        explained = explainer.explain()
        written = 0 if out is None else explainer.write_rows(out)
    whole = diff(before, after)
    if figures:
        results = tuple(change for change in whole.results if change.figure in figures)
        definitions = tuple(change for change in whole.definitions if change.figure in figures)
        whole = replace(whole, results=results, definitions=definitions)
    return replace(whole, explained=explained), written
