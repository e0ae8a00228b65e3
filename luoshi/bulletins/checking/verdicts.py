"""A claim with what it was bound to, the verdict on it, and the exit code of a whole text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from luoshi.bulletins.checking.binding import Candidate
from luoshi.bulletins.claims import Claim
from luoshi.figures import Result
from luoshi.periods import Period

# A figure's result for an area and a period, None when the book has none.
ResultLookup = Callable[[str, str, Period], Result | None]


class Verdict(StrEnum):
    """What checking a claim concludes."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_EVIDENCE = "no evidence"


@dataclass(frozen=True)
class Binding:
    """One figure, area and period that a claim speaks of, with its result (None: not known)."""

    figure: str
    area: str
    period: Period
    result: Result | None

    @property
    def value(self) -> Fraction | None:
        """The exact value, None where there is none."""
        return None if self.result is None else self.result.value


@dataclass(frozen=True)
class CheckedClaim:
    """A claim and the verdict on it.

    `slack` is the result minus the bound of a one-sided claim that holds, in the figure's unit, else
    None (of several bindings the one that comes nearest the bound). `candidates` are given where no
    figure was bound with confidence. `doubts` names what else is wrong: `headline_differs`.
    """

    claim: Claim
    bindings: tuple[Binding, ...]
    verdict: Verdict
    slack: Fraction | None = None
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the claim's stable JSON form with bindings, verdict, slack and candidates."""
        return {
            **self.claim.to_json(),
            "bindings": [
                {
                    "figure": binding.figure,
                    "area": binding.area,
                    "period": str(binding.period),
                    "result": _to_number(binding.value),
                }
                for binding in self.bindings
            ],
            "verdict": str(self.verdict),
            "slack": _to_number(self.slack),
            "candidates": [{"figure": c.figure, "score": c.score} for c in self.candidates],
            "doubts": list(self.doubts),
        }


def judge(claim: Claim, bindings: Sequence[Binding]) -> tuple[Verdict, Fraction | None]:
    """Return the verdict on all bindings together, and the slack of a one-sided claim that holds.

    One binding that differs makes the claim differ; else one without a result leaves no evidence.
    """
    values = [binding.value for binding in bindings]
    if any(value is not None and not holds(claim, value) for value in values):
        return Verdict.DIFFERS, None
    known = [value for value in values if value is not None]
    if not values or len(known) < len(values):
        return Verdict.NO_EVIDENCE, None
    bound = _find_bound(claim)
    slack = None if bound is None else min((value - bound for value in known), key=abs)
    return Verdict.AGREES, slack


def holds(claim: Claim, value: Fraction) -> bool:
    """Return whether the true value may be printed so.

    Both ends of a two-sided interval agree (half to even rounds either way), unless its ends are
    strict by their words (余, 多); the end of a one-sided claim holds as written.
    """
    low, high = _to_fraction(claim.low), _to_fraction(claim.high)
    plain = low is not None and high is not None and claim.comparator in {"eq", "about"}
    if low is not None and (value < low or (value == low and not (claim.low_closed or plain))):
        return False
    return high is None or value < high or (value == high and (claim.high_closed or plain))


def get_exit_code(checked: Iterable[CheckedClaim]) -> int:
    """Return 1 when something differs, else 3 when some lack evidence, else 0."""
    verdicts = {one.verdict for one in checked}
    if Verdict.DIFFERS in verdicts:
        return 1
    return 3 if Verdict.NO_EVIDENCE in verdicts else 0


def _find_bound(claim: Claim) -> Fraction | None:
    low, high = _to_fraction(claim.low), _to_fraction(claim.high)
    return None if (low is None) == (high is None) else (low if high is None else high)


def _to_fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _to_number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
