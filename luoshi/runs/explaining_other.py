"""Why results differ that are not counted from records on both sides: parameters, returns, and what came anew."""

from dataclasses import dataclass, field

import polars as pl

from luoshi.figures import Figure, Returns, calculate_standard, find_returned_areas, load_returns
from luoshi.periods import Period
from luoshi.query import Source
from luoshi.records import KindChange, get_contract
from luoshi.releases import Explained, Reason, ReasonSum
from luoshi.runs.changed_rows import ChangedRow
from luoshi.runs.standing import Standing

_KIND = "returns"


def explain_whole(row: ChangedRow, reason: Reason, scale: int) -> list[Explained]:
    """Return the row with one reason for all of its difference."""
    explained = []
    for part in row.parts:
        one, other = (row.get_number(part, side) for side in (row.before, row.after))
        records = max(_get_records(side) for side in (row.before, row.after))
        explained.append(row.make(part, scale, (ReasonSum(reason, records, (other or 0) - (one or 0)),)))
    return explained


def explain_parameters(row: ChangedRow, before: Standing, after: Standing, scale: int) -> list[Explained]:
    """Return a row that rests on parameters: what other versions did, then what the definition did."""
    old, new = before.figures[row.figure], after.figures[row.figure]
    between = calculate_standard(old, row.area, Period.parse(row.later), after.parameters)
    explained = []
    for part in row.parts:
        one, other = (row.get_number(part, side) or 0 for side in (row.before, row.after))
        middle = (between.denominator if part == "denominator" else between.numerator) or 0
        steps = [(Reason.CHANGED_PARAMETER, middle - one)]
        if old != new:
            steps.append((Reason.CHANGED_DEFINITION, other - middle))
        reasons = tuple(ReasonSum(reason, between.records, amount) for reason, amount in steps if amount)
        explained.append(row.make(part, scale, reasons))
    return explained


@dataclass
class ReturnsExplainer:
    """Explains rows that rest on returns on both sides."""

    before: Standing
    after: Standing
    sources: tuple[Source, Source]
    change: KindChange
    _frames: tuple[pl.DataFrame, pl.DataFrame] = field(init=False)
    _returns: tuple[Returns, Returns] = field(init=False)
    _duplicates: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        """Read the returns in force on both sides."""
        self._frames = _read(self.sources[0]), _read(self.sources[1])
        self._returns = load_returns(self.sources[0]), load_returns(self.sources[1])
        listed = [pl.read_parquet(path)["record"].to_list() for path in self.change.duplicates]
        self._duplicates = frozenset(record for records in listed for record in records)

    def explain(self, row: ChangedRow, figure: Figure) -> list[Explained]:
        """Return the row's parts with what each return that came, went or was replaced did to it."""
        if row.earlier != row.later:
            return explain_whole(row, Reason.HAPPENED_SINCE, figure.scale)
        sides = [self._find(row, figure, position) for position in (0, 1)]
        explained = []
        for part in row.parts:
            number = "denominator" if part == "denominator" else "numerator"
            explained.append(row.make(part, figure.scale, self._name(sides[0], sides[1], number, row.later)))
        return explained

    def _find(self, row: ChangedRow, figure: Figure, position: int) -> pl.DataFrame:
        side = (self.before, self.after)[position]
        tree, units = side.trees[row.tree], side.trees["reporting"]
        period = Period.parse(row.later)
        frame = self._frames[position]
        if not tree.has(row.area):
            return frame.clear()
        found = find_returned_areas(figure, period, tree.get(row.area), (tree, units), self._returns[position])
        return frame.filter(
            pl.col("item") == row.figure, pl.col("period") == row.later, pl.col("area").is_in(list(found))
        )

    def _name(self, one: pl.DataFrame, other: pl.DataFrame, number: str, period: str) -> tuple[ReasonSum, ...]:
        key = list(get_contract(_KIND).natural_key)
        value = pl.col(number).fill_null(0)
        sides = [
            frame.select(*key, pl.col("record").alias(f"{name}_record"), value.alias(name))
            for frame, name in ((one, "old"), (other, "new"))
        ]
        joined = sides[0].join(sides[1], on=key, how="full", nulls_equal=True, coalesce=True)
        # A unit whose return stands on, as it was or corrected, has only ceased to be the one that is added.
        standing = self._frames[1].select(key).unique().with_columns(stands=pl.lit(value=True))
        changed = joined.filter(pl.col("old_record").ne_missing(pl.col("new_record"))).join(
            standing, on=key, how="left", nulls_equal=True
        )
        stood = set(self._frames[0]["record"].to_list())
        late = Period.parse(period).last_day <= self.before.known_day
        sums: dict[Reason, list[int]] = {}
        named = changed.select("old_record", "new_record", "old", "new", "stands")
        for old, new, before, after, stands in named.iter_rows():
            if old is not None and new is not None:
                reason = Reason.CORRECTED
            elif old is None:
                came = Reason.ARRIVED_LATE if late else Reason.HAPPENED_SINCE
                reason = Reason.CHANGED_EVIDENCE if new in stood else came
            elif stands:
                reason = Reason.CHANGED_EVIDENCE
            else:
                reason = Reason.DUPLICATE_REMOVED if old in self._duplicates else Reason.WITHDRAWN
            sums.setdefault(reason, []).append((after or 0) - (before or 0))
        return tuple(ReasonSum(reason, len(sums[reason]), sum(sums[reason])) for reason in sorted(sums))


def _read(source: Source) -> pl.DataFrame:
    files = source.files.get(_KIND, ())
    if not files:
        names = ("record", *(column.name for column in get_contract(_KIND).columns), "numerator", "denominator")
        return pl.DataFrame(schema=dict.fromkeys(names, pl.Int64))
    frame = pl.concat([pl.read_parquet(path) for path in files])
    for path in source.ended.get(_KIND, ()):
        frame = frame.join(pl.read_parquet(path), on="record", how="anti")
    return frame


def _get_records(side: object) -> int:
    found = side["records"] if isinstance(side, dict) else 0
    return found if isinstance(found, int) else 0
