"""The one-pass plans of `tabulate`: SQL for additive counts and for distinct keys.

Never several count(distinct) in one SELECT: that measured twelve times slower than one mask a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from luoshi.engines.duckdb.predicates import compile_counted, to_sql, write_column, write_relation
from luoshi.engines.duckdb.segments import Segments
from luoshi.engines.shape import NO_AREA
from luoshi.query import Happens, Holds, InLastMonth, Measure, Source, Timing, Total, get_date_column

KEYS_TABLE = "_keys"
# Of a signed 64-bit number, its sign and one more left alone.
_BITS = 62


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
        day = write_column(get_date_column(self.timing))
        end, after = end_column(self.timing), len(self.segments.starts) + 1
        seg_end = str(after)
        if end is not None:
            ended = write_column(end)
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
        relation = write_relation(self.source, self.measures[0].kind)
        inner = f"SELECT {', '.join(fields)} FROM {relation} WHERE {where}"
        return f"SELECT * FROM ({inner}) AS _base WHERE {' OR '.join(names.given.values())}"

    def build_additive(self) -> tuple[str, list[tuple[str, str]]]:
        """Return SQL of rows and sums by area and segments, and each measure's value and records columns."""
        _, counted = self.counted
        sums, amounts, pairs = Names("_n"), Names("_x"), []
        for measure, name in zip(self.measures, counted, strict=True):
            records = sums.get(f"CAST(coalesce(sum(_rows) FILTER ({name}), 0) AS BIGINT)")
            value = records
            if isinstance(measure, Total):
                amount = amounts.get(write_column(measure.column))
                value = sums.get(f"CAST(coalesce(sum({amount}) FILTER ({name}), 0) AS BIGINT)")
            pairs.append((value, records))
        base = self.build_base(amounts.to_select())
        # First by the set of filters that a row fulfils, of which there are few: then every filter looks at
        # groups and not at rows.
        keys = ["_area", "_segment", "_segment_end", *self.counted[0].given.values()]
        once = ["count(*) AS _rows", *(f"sum({name}) AS {name}" for name in amounts.given.values())]
        grouped = f"SELECT {', '.join([*keys, *once])} FROM ({base}) AS _each GROUP BY ALL"
        fields = ["_area", "_segment", "_segment_end", *sums.to_select()]
        return f"SELECT {', '.join(fields)} FROM ({grouped}) AS _sets GROUP BY ALL", pairs

    def build_masks(self, key: str) -> tuple[str, list[str]]:
        """Return SQL of one row a key with its least and greatest area, and for each measure SQL of its mask.

        Masks of several measures lie beside each other in one number, for one bit_or costs as much as another.
        """
        names, counted = self.counted
        width = len(self.segments.starts) + 1
        together = max(1, _BITS // width)
        places = {name: divmod(place, together) for place, name in enumerate(names.given.values())}
        words: dict[int, list[str]] = {}
        for name, (word, place) in places.items():
            moved = f"_mask << {place * width}" if place else "_mask"
            words.setdefault(word, []).append(f"CASE WHEN {name} THEN {moved} ELSE 0 END")
        masks = [f"bit_or({' | '.join(parts)}) AS _m{word}" for word, parts in words.items()]
        base = self.build_base([f"{write_column(key)} AS _key"])
        fields = ["_key", "min(_area) AS _area0", "max(_area) AS _area1", *masks]
        rows = f"SELECT *, {self.build_mask()} AS _mask FROM ({base}) AS _rows"
        sql = f"SELECT {', '.join(fields)} FROM ({rows}) AS _masked GROUP BY _key"
        bits = (1 << width) - 1
        used = [f"((_m{word} >> {place * width}) & {bits})" for word, place in (places[name] for name in counted)]
        return f"CREATE OR REPLACE TEMP TABLE {KEYS_TABLE} AS {sql}", used

    def build_movers(self, key: str) -> tuple[str, list[str]]:
        """Return SQL of the rows of keys with more than one area, in order of date and record."""
        _, counted = self.counted
        day = write_column(get_date_column(self.timing))
        base = self.build_base([f"{write_column(key)} AS _key", f"{day} AS _day", '"record" AS _record'])
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
