"""What new knowledge did to one count: SQL over the records that came and ended between two snapshots."""

from dataclasses import dataclass
from datetime import date

from luoshi.engines.duckdb.changes.rows import AREA, Counting
from luoshi.query import Distinct


@dataclass(frozen=True)
class Learnt:
    """One measure and period before and after; `came` and `gone` are the tables of `touched`.

    `known` is the last day that the earlier side could know of. `related` says whether records of another
    kind, on which the measure depends, changed as well. `around` are tables of all records of the touched
    keys, before and after, or the kind's records themselves.
    """

    before: Counting
    after: Counting
    came: str | None
    gone: str | None
    known: date
    related: bool
    around: tuple[str, str]

    def build(self) -> str:
        """Return SQL of the rows of change."""
        if isinstance(self.before.measure, Distinct):
            return self._build_keys()
        single = f"SELECT coalesce(new_record, old_record) AS subject, * FROM ({self._build_changes()}) AS _all"
        return (
            f"WITH _c AS MATERIALIZED ({single}) "
            # A move takes the old amount along; what the amount itself changed by is a second row.
            "SELECT subject, old_area AS before, new_area AS after, 'moved_area' AS reason, old_value AS amount "
            "FROM _c WHERE old_hit AND new_hit AND old_area <> new_area UNION ALL "
            "SELECT subject, NULL, new_area, 'corrected', new_value - old_value "
            "FROM _c WHERE old_hit AND new_hit AND new_value <> old_value UNION ALL "
            "SELECT subject, CASE WHEN old_hit THEN old_area END, CASE WHEN new_hit THEN new_area END, reason, "
            "CASE WHEN old_hit THEN old_value ELSE new_value END FROM _c WHERE old_hit <> new_hit"
        )

    def _build_changes(self) -> str:
        """Return SQL of the records whose counting changed: old and new side by side, and the reason."""
        parts = []
        if self.came is not None:
            old = self._build_side(self.before, self.gone or "", "old", '"record" AS old_record, _duplicate')
            new = self._build_side(self.after, self.came, "new", '"record" AS new_record, _pair')
            joined = f"SELECT * FROM ({old}) AS _o FULL JOIN ({new}) AS _n ON _n._pair = _o.old_record"
            hits = "* REPLACE (coalesce(old_hit, false) AS old_hit, coalesce(new_hit, false) AS new_hit)"
            whole = f"SELECT {hits} FROM ({joined}) AS _j WHERE old_hit OR new_hit"
            parts.append(f"SELECT * EXCLUDE (_duplicate, _pair), {self._build_reason()} AS reason FROM ({whole}) AS _w")
        if self.related and not self.before.is_empty and not self.after.is_empty:
            parts.append(self._build_related())
        return " UNION ALL BY NAME ".join(parts) or self._build_nothing()

    def _build_side(self, side: Counting, table: str, name: str, more: str) -> str:
        return (
            f"SELECT {more}, {AREA} AS {name}_area, {side.value} AS {name}_value, {side.hit} AS {name}_hit, "
            f"{side.day} AS {name}_day, {side.ended} AS {name}_ended, {side.key} AS {name}_key FROM {table}"
        )

    def _build_related(self) -> str:
        """Return SQL of records that stand on both sides and count on one: another kind's records decided."""
        kept = "" if self.came is None else f' WHERE "record" NOT IN (SELECT "record" FROM {self.came})'
        side = self.after
        fields = (
            f'"record" AS old_record, "record" AS new_record, {AREA} AS old_area, {AREA} AS new_area, '
            f"{side.value} AS old_value, {side.value} AS new_value, {self.before.hit} AS old_hit, "
            f"{side.hit} AS new_hit, {side.day} AS old_day, {side.day} AS new_day, {side.ended} AS old_ended, "
            f"{side.ended} AS new_ended, {side.key} AS old_key, {side.key} AS new_key, 'related_record' AS reason"
        )
        return f"SELECT * FROM (SELECT {fields} FROM {side.relation}{kept}) AS _r WHERE old_hit <> new_hit"

    def _build_nothing(self) -> str:
        names = ("area", "value", "hit", "day", "ended", "key", "record")
        fields = [f"NULL AS {side}_{name}" for side in ("old", "new") for name in names]
        return f"SELECT {', '.join(fields)}, '' AS reason WHERE false"

    def _build_reason(self) -> str:
        """Return SQL of why a record counts on one side and not on the other."""
        known, last = f"DATE '{self.known}'", f"DATE '{self.after.period.last_day}'"
        since = "joined_stock" if self.after.is_stock else "happened_since"
        left = f"old_hit AND new_ended <= {last} AND (old_ended IS NULL OR old_ended > {last})"
        return (
            "CASE "
            "WHEN old_hit AND new_hit THEN 'corrected' "
            "WHEN old_hit AND new_record IS NULL AND _duplicate THEN 'duplicate_removed' "
            "WHEN old_hit AND new_record IS NULL THEN 'withdrawn' "
            f"WHEN {left} AND new_ended > {known} THEN 'left_stock' "
            f"WHEN {left} THEN 'arrived_late' "
            "WHEN old_hit THEN 'corrected' "
            f"WHEN new_day > {known} THEN '{since}' "
            "WHEN old_record IS NULL OR old_day IS NULL THEN 'arrived_late' "
            "ELSE 'corrected' END"
        )

    def _build_keys(self) -> str:
        """Return SQL of the keys whose counting changed; a key's reason is that of the record that decided it.

        Who enters does so by the first record that came to count, who leaves by the last that ceased to.
        """
        touched = (
            "SELECT old_key AS key, false AS enters, reason, old_day AS day, old_record AS record "
            "FROM _c WHERE old_hit UNION ALL "
            "SELECT new_key, true, reason, new_day, new_record FROM _c WHERE new_hit"
        )
        reasons = (
            f"SELECT key, arg_min(reason, (day, record)) FILTER (enters) AS came, "
            f"arg_max(reason, (day, record)) FILTER (NOT enters) AS went FROM ({touched}) AS _t GROUP BY key"
        )
        sides = [
            self._build_placed(side, around)
            for side, around in zip((self.before, self.after), self.around, strict=True)
        ]
        return (
            f"WITH _c AS MATERIALIZED ({self._build_changes()}), _k AS MATERIALIZED ({reasons}) "
            "SELECT _k.key AS subject, _a.area AS before, _b.area AS after, "
            "CASE WHEN _a.area IS NULL THEN coalesce(came, 'related_record') "
            "WHEN _b.area IS NULL THEN coalesce(went, 'related_record') ELSE 'moved_area' END AS reason, "
            f"1 AS amount FROM _k LEFT JOIN ({sides[0]}) AS _a ON _a.key = _k.key "
            f"LEFT JOIN ({sides[1]}) AS _b ON _b.key = _k.key "
            "WHERE _a.area IS DISTINCT FROM _b.area"
        )

    def _build_placed(self, side: Counting, around: str) -> str:
        if side.is_empty:
            return "SELECT NULL AS key, NULL AS area WHERE false"
        return (
            f'SELECT {side.key} AS key, arg_max({AREA}, ({side.day}, "record")) AS area FROM {around} '
            f"WHERE {side.hit} AND {side.key} IN (SELECT key FROM _k) GROUP BY 1"
        )
