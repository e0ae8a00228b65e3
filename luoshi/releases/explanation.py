"""Why a result differs: reasons with their records and amounts, which add up to the difference exactly."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.errors import Language, get_message
from luoshi.records import Json


class Reason(StrEnum):
    """Why a record, a person or an amount counts on one side and not on the other."""

    HAPPENED_SINCE = "happened_since"
    JOINED_STOCK = "joined_stock"
    LEFT_STOCK = "left_stock"
    ARRIVED_LATE = "arrived_late"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DUPLICATE_REMOVED = "duplicate_removed"
    MOVED_AREA = "moved_area"
    CHANGED_AREA_TREE = "changed_area_tree"
    CHANGED_DEFINITION = "changed_definition"
    CHANGED_PARAMETER = "changed_parameter"
    RELATED_RECORD = "related_record"
    CHANGED_EVIDENCE = "changed_evidence"

    def say(self, language: Language) -> str:
        """Return what the reason is called."""
        return get_message(f"releases.{self}", language)


@dataclass(frozen=True)
class ReasonSum:
    """One reason's share in a difference: how many records or persons, and by how much they changed it."""

    reason: Reason
    records: int
    amount: int


@dataclass(frozen=True)
class Explained:
    """A result that differs, with its reasons.

    `period` is the later side's; `earlier_period` the earlier's, which differs where two releases are
    compared at their own ends. A rate has two: `part` is numerator or denominator, else counted. All numbers
    are whole: what was counted, or fen; the result is that over `scale`. A side that is not known, or has no
    such result, is None; where the area or figure was not there at all, it counts as 0.
    """

    tree: str
    figure: str
    area: str
    period: str
    earlier_period: str
    part: str
    before: int | None
    after: int | None
    scale: int
    unit: str
    reasons: tuple[ReasonSum, ...]
    is_known: bool = True

    @property
    def difference(self) -> int | None:
        """By how much the later number is greater; None where a side is not known."""
        return (self.after or 0) - (self.before or 0) if self.is_known else None

    @property
    def unexplained(self) -> int:
        """What the reasons leave of the difference: 0, or something is wrong."""
        return 0 if self.difference is None else self.difference - sum(one.amount for one in self.reasons)

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form."""
        return {
            "tree": self.tree,
            "figure": self.figure,
            "area": self.area,
            "period": self.period,
            "earlier_period": self.earlier_period,
            "part": self.part,
            "before": self.before,
            "after": self.after,
            "difference": self.difference,
            "unit": self.unit,
            "scale": self.scale,
            "reasons": [
                {"reason": str(one.reason), "records": one.records, "amount": one.amount} for one in self.reasons
            ],
            "unexplained": self.unexplained,
        }


def sum_unexplained(explained: tuple[Explained, ...]) -> int:
    """Return how much is left unexplained in all, whatever its sign."""
    return sum(abs(one.unexplained) for one in explained)
