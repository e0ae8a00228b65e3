"""What the visits found, and one of four verdicts on the figure in the auditors' words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from luoshi.records import Json
from luoshi.releases.sampling.sizes import bound_error


class Outcome(StrEnum):
    """What a visit found of one record."""

    FOUND = "found"
    NOT_FOUND = "not found"
    AMOUNT_WRONG = "amount wrong"
    UNREACHABLE = "unreachable"


class Verdict(StrEnum):
    """The auditors' words for a published figure."""

    CERTIFIED = "certified"
    QUALIFIED = "certified with qualification"
    INACCURATE = "inaccurate"
    UNDETERMINED = "cannot be determined"


@dataclass(frozen=True)
class Assessment:
    """`failed` counts all that were not found as stated, the unreachable too. `bound` is the most that the share of
    errors in the whole population can be, at the plan's confidence."""

    verdict: Verdict
    drawn: int
    failed: int
    unreachable: int
    bound: Fraction

    @property
    def verified(self) -> Fraction:
        """The share of the draws that were found as stated."""
        return Fraction(self.drawn - self.failed, self.drawn)

    def to_json(self) -> dict[str, Json]:
        """Return the stable JSON form; shares are fractions of one."""
        return {
            "verdict": str(self.verdict),
            "drawn": self.drawn,
            "failed": self.failed,
            "unreachable": self.unreachable,
            "verified": float(self.verified),
            "error_at_most": float(self.bound),
        }


def assess(outcomes: Sequence[Outcome], error: Fraction, confidence: Fraction) -> Assessment:
    """Return the assessment of all draws of a sample; raises ValueError where there are none.

    Certified: the bound keeps to the tolerable `error`. With qualification: the share found does, its bound does
    not. Cannot be determined: only the unreachable, counted as failed, carry it beyond. Inaccurate: beyond
    without them.
    """
    if not outcomes:
        raise ValueError("no outcomes")
    counts = Counter(outcomes)
    drawn, unreachable = len(outcomes), counts[Outcome.UNREACHABLE]
    failed = drawn - counts[Outcome.FOUND]
    bound = bound_error(drawn, failed, confidence)
    if bound <= error:
        verdict = Verdict.CERTIFIED
    elif Fraction(failed, drawn) <= error:
        verdict = Verdict.QUALIFIED
    elif Fraction(failed - unreachable, drawn) <= error:
        verdict = Verdict.UNDETERMINED
    else:
        verdict = Verdict.INACCURATE
    return Assessment(verdict, drawn, failed, unreachable, bound)
