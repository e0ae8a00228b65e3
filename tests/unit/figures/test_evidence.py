"""How much of a set of results is a department's word."""

from fractions import Fraction

from luoshi.figures import Evidence, EvidenceSummary, Result, summarise_evidence
from luoshi.periods import Period

YEAR = Period.parse("2021")


def _make(figure: str, evidence: Evidence, value: int | None = 1) -> Result:
    exact = None if value is None else Fraction(value)
    return Result(figure, "371300", YEAR, exact, value, None, "person", evidence, 1)


def test_figures_are_counted_once_and_by_their_weakest_evidence() -> None:
    results = [
        _make("a", Evidence.RECORDS),
        _make("a", Evidence.RETURNS, None),
        _make("b", Evidence.RECORDS),
        _make("c", Evidence.PARAMETERS),
    ]
    summary = summarise_evidence(results)
    assert summary == EvidenceSummary(figures=3, records=1, returns=1, parameters=1, unknown=1)
    assert summary.say("en") == "A department's word: 1 of 3 figures"
