"""The dataframely schema of a contract: which values may stand, and what is said of those that may not.

Values come here with their types. What could not be read at all is handed in as findings, one rule each, so
that a row is judged in one pass and every reason keeps its column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import dataframely as dy
import polars as pl

from luoshi.errors import Language
from luoshi.records.contracts import Column, ColumnType, Contract
from luoshi.records.headings import ROW
from luoshi.records.values import Reason

_FINDING = "__"  # between column and code in the name of a finding


@dataclass(frozen=True)
class AreaLimits:
    """The area codes that records may name, padded to 12 digits, and those of `zones`, which are refused as such."""

    known: frozenset[int]
    zones: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Judge:
    """A schema and the reason behind each of its rules."""

    schema: type[dy.Schema]
    reasons: Mapping[str, Reason]
    values: tuple[str, ...]
    findings: tuple[str, ...]

    def part(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the good rows (row number, values) and the bad ones (row number, reasons `_zh` and `_en`)."""
        good, failure = self.schema.filter(frame)
        # Words for the bad rows only: over all rows they cost more than everything else together.
        details = failure.details()
        bad = details.select(ROW, self._say(details, "zh").alias("_zh"), self._say(details, "en").alias("_en"))
        return pl.DataFrame(good).select(ROW, *self.values), bad

    def _say(self, details: pl.DataFrame, language: Language) -> pl.Expr:
        rules = [rule for rule in self.reasons if rule in details.columns]
        failed = {rule: pl.col(rule) == "invalid" for rule in rules}
        texts = []
        for rule, reason in self.reasons.items():
            if rule not in failed:
                continue
            found = failed[rule]
            if reason.code == "row_missing":
                # A cell that could not be read has no value either; only the true reason is given.
                others = [failed[other] for other in rules if other.startswith(f"{reason.column.name}{_FINDING}")]
                found = found & ~pl.any_horizontal(others) if others else found
            texts.append(pl.when(found).then(pl.lit(reason.say(language))))
        return pl.concat_str(texts, separator="；" if language == "zh" else "; ", ignore_nulls=True)


def build_judge(
    contract: Contract, columns: Mapping[str, bool], findings: Sequence[str], today: date, areas: AreaLimits | None
) -> Judge:
    """Return the judge over `columns` (by name, with whether ID numbers stand there) and the findings.

    A finding is named by `name_finding`; the frame to judge has the row number, these columns, and one
    Boolean column a finding.
    """
    members: dict[str, object] = {ROW: dy.UInt32(nullable=False)}
    reasons: dict[str, Reason] = {}
    for name in findings:
        unreadable, code = name.split(_FINDING, 1)
        members[name] = dy.Bool(nullable=True, check={"found": lambda found: ~found.fill_null(value=False)})
        reasons[f"{name}|check__found"] = Reason(code, contract.get_column(unreadable))
    for name, identify in columns.items():
        column = contract.get_column(name)
        latest = today if name == contract.date else None
        members[name] = _build_column(column, latest, areas, identify=identify)
        codes = {"nullability": "row_missing", "min": "row_below_minimum", "max": "row_future"}
        codes |= {"check__allowed": "row_not_allowed", "check__known": "row_unknown_area", "check__zone": "row_zone"}
        reasons |= {f"{name}|{rule}": Reason(code, column) for rule, code in codes.items()}
    return Judge(type("Delivered", (dy.Schema,), members), reasons, tuple(columns), tuple(findings))


def name_finding(column: Column, code: str) -> str:
    """Return the name of a finding's column in the frame to judge."""
    return f"{column.name}{_FINDING}{code}"


def _build_column(column: Column, latest: date | None, areas: AreaLimits | None, *, identify: bool) -> dy.Column:
    free = not column.required
    if identify:
        return dy.String(nullable=free)
    match column.type:
        case ColumnType.DATE:
            return dy.Date(nullable=free, max=latest)
        case ColumnType.FLAG:
            return dy.Bool(nullable=free)
        case ColumnType.CHOICE:
            return dy.String(nullable=free, check={"allowed": lambda value: value.is_in(column.allowed)})
        case ColumnType.TEXT:
            return dy.String(nullable=free)
        case ColumnType.AREA if areas is not None:
            return dy.Int64(nullable=free, check=_build_area_checks(areas))
        case _:
            return dy.Int64(nullable=free, min=column.minimum)


def _build_area_checks(areas: AreaLimits) -> dict[str, Callable[[pl.Expr], pl.Expr]]:
    usable, zones = sorted(areas.known | areas.zones), sorted(areas.zones - areas.known)
    return {"known": lambda code: code.is_in(usable), "zone": lambda code: ~code.is_in(zones)}
