"""The one-pass plans of `tabulate`: SQL for additive counts and for distinct keys.

Never several count(distinct) in one SELECT: that measured twelve times slower than one mask a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from luoshi.engines.duckdb.predicates import column, compile_counted, compile_relation, to_sql
from luoshi.engines.duckdb.segments import Segments
from luoshi.engines.shape import NO_AREA
from luoshi.query import Happens, Holds, InLastMonth, Measure, Source, Timing, Total, get_date_column

KEYS_TABLE = "_keys"


@dataclass
class Names:
    """Gives each different SQL text one short name, so that measures with one filter share the work."""

    prefix: str
    given: dict[str, str] = field(default_factory=dict)

    def get(self, sql: str) -> str:
        """Return the text's name, a new one for a new text."""
        return self.given.setdefault(sql, f"{self.prefix}{len(self.given)}")

    def to_select(self) -> list[str]:
        """Return `text AS name` for all."""
        return [f"{sql} AS {name}" for sql, name in self.given.items()]


def end_column(timing: Timing) -> str | None:
    """Return the column that ends a record's time, where the timing has one."""
    return timing.end if isinstance(timing, Holds) else None


@dataclass(frozen=True)
class Plan:
    """Measures of one kind that one date column (and end column) places in time."""

    source: Source
    measures: Sequence[Measure]
    segments: Segments

    @property
    def timing(self) -> Timing:
        """The timing of the first measure; all have the same columns."""
        return self.measures[0].timing

    @cached_property
    def counted(self) -> tuple[Names, list[str]]:
        """The names of the measures' filters, and each measure's: compiled once for all of the plan's queries."""
        names = Names("_c")
        return names, [names.get(to_sql(compile_counted(m, self.source))) for m in self.measures]

    def build_base(self, columns: Sequence[str] = ()) -> str:
        """Return SQL of the rows that count for any measure: area, segments, filters and `columns`."""
        names, _ = self.counted
        day = to_sql(column(get_date_column(self.timing)))
        end, after = end_column(self.timing), len(self.segments.starts) + 1
        seg_end = str(after)
        if end is not None:
            ended = to_sql(column(end))
            later = f"{ended} IS NULL OR {ended} >= DATE '{self.segments.day_after}'"
            seg_end = f"CASE WHEN {later} THEN {after} ELSE {self.segments.to_sql(ended)} END"
        fields = [
            f'coalesce("area", {NO_AREA}) AS _area',
            f"{self.segments.to_sql(day)} AS _segment",
            f"{seg_end} AS _segment_end",
            *names.to_select(),
            *columns,
        ]
        where = f"{day} < DATE '{self.segments.day_after}'"
        if all(isinstance(m.timing, Happens | InLastMonth) for m in self.measures):
            where += f" AND {day} >= DATE '{self.segments.first_day}'"
        relation = to_sql(compile_relation(self.source, self.measures[0].kind))
        inner = f"SELECT {', '.join(fields)} FROM {relation} WHERE {where}"
        return f"SELECT * FROM ({inner}) AS _base WHERE {' OR '.join(names.given.values())}"

    def build_additive(self) -> tuple[str, list[tuple[str, str]]]:
        """Return SQL of rows and sums by area and segments, and each measure's value and records columns."""
        _, counted = self.counted
        sums, amounts, pairs = Names("_n"), Names("_x"), []
        for measure, name in zip(self.measures, counted, strict=True):
            records = sums.get(f"count(*) FILTER ({name})")
            value = records
            if isinstance(measure, Total):
                amount = amounts.get(to_sql(column(measure.column)))
                value = sums.get(f"CAST(coalesce(sum({amount}) FILTER ({name}), 0) AS BIGINT)")
            pairs.append((value, records))
        fields = ["_area", "_segment", "_segment_end", *sums.to_select()]
        base = self.build_base(amounts.to_select())
        return f"SELECT {', '.join(fields)} FROM ({base}) AS _rows GROUP BY ALL", pairs

    def build_masks(self, key: str) -> tuple[str, list[str]]:
        """Return SQL of one row a key with its least and greatest area and a mask for each measure."""
        _, counted = self.counted
        masks = Names("_m")
        used = [masks.get(f"coalesce(bit_or(_mask) FILTER ({name}), 0)") for name in counted]
        base = self.build_base([f"{to_sql(column(key))} AS _key"])
        fields = ["_key", "min(_area) AS _area0", "max(_area) AS _area1", *masks.to_select()]
        rows = f"SELECT *, {self.build_mask()} AS _mask FROM ({base}) AS _rows"
        sql = f"SELECT {', '.join(fields)} FROM ({rows}) AS _masked GROUP BY _key"
        return f"CREATE OR REPLACE TEMP TABLE {KEYS_TABLE} AS {sql}", used

    def build_movers(self, key: str) -> tuple[str, list[str]]:
        """Return SQL of the rows of keys with more than one area, in order of date and record."""
        _, counted = self.counted
        day = to_sql(column(get_date_column(self.timing)))
        base = self.build_base([f"{to_sql(column(key))} AS _key", f"{day} AS _day", '"record" AS _record'])
        movers = f"SELECT _key FROM {KEYS_TABLE} WHERE _area0 <> _area1"
        sql = f"SELECT *, {self.build_mask()} AS _mask FROM ({base}) AS _rows WHERE _key IN ({movers})"
        return f"{sql} ORDER BY _day, _record", counted

    def build_mask(self) -> str:
        """Return SQL of a row's bits: its segment, or for a stock all segments at whose end it holds."""
        if isinstance(self.timing, Holds):
            return (
                "CASE WHEN _segment_end > _segment THEN "
                "(CAST(1 AS BIGINT) << _segment_end) - (CAST(1 AS BIGINT) << _segment) ELSE 0 END"
            )
        return "CAST(1 AS BIGINT) << _segment"
