"""On what a set of results rests, in one sentence: records, a department's word, or parameters."""

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.errors import Language
from luoshi.figures.definitions import Evidence
from luoshi.figures.results import Result


@dataclass(frozen=True)
class EvidenceSummary:
    """How many figures there are, and how many rest on what; `unknown` have at least one value not known.

    A figure with results of several kinds of evidence is counted with the weakest: returns, records, parameters.
    """

    figures: int
    records: int
    returns: int
    parameters: int
    unknown: int

    def to_json(self) -> dict[str, int]:
        """Return the stable JSON form."""
        return {
            "figures": self.figures,
            "records": self.records,
            "returns": self.returns,
            "parameters": self.parameters,
            "unknown": self.unknown,
        }

    def say(self, language: Language) -> str:
        """Return "a department's word, n of m figures", for a table or a message."""
        if language == "zh":
            return f"依据：部门报表（部门数字）{self.returns}/{self.figures}；记录 {self.records}/{self.figures}"
        return f"A department's word: {self.returns} of {self.figures} figures"


def summarise_evidence(results: Iterable[Result]) -> EvidenceSummary:
    """Return on what the figures of `results` rest, each figure once."""
    found: dict[str, set[Evidence]] = {}
    unknown = set()
    for result in results:
        found.setdefault(result.figure, set()).add(result.evidence)
        if result.value is None:
            unknown.add(result.figure)
    weakest = [
        next(kind for kind in (Evidence.RETURNS, Evidence.RECORDS, Evidence.PARAMETERS) if kind in kinds)
        for kinds in found.values()
    ]
    return EvidenceSummary(
        figures=len(found),
        records=weakest.count(Evidence.RECORDS),
        returns=weakest.count(Evidence.RETURNS),
        parameters=weakest.count(Evidence.PARAMETERS),
        unknown=len(unknown),
    )
