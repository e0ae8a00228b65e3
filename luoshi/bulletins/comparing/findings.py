"""A finding of the comparison: what changed between the texts, with the quotes and their lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.bulletins.comparing.statements import Statement
from luoshi.errors import Language, get_message

TEXTS = ("plan", "progress", "final")


class FindingKind(StrEnum):
    """What can change between a plan, a progress report and a final text."""

    COMMITMENT_VANISHED = "commitment_vanished"
    NUMBER_VANISHED = "number_vanished"
    MILESTONE_DROPPED = "milestone_dropped"
    MILESTONE_LOWERED = "milestone_lowered"
    DENOMINATOR_CHANGED = "denominator_changed"
    SCOPE_CHANGED = "scope_changed"
    TARGET_MISSED = "target_missed"
    FLOW_FELL = "flow_fell"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True)
class Quote:
    """A sentence at its line (from 1) in one of the three texts."""

    line: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One finding. `quotes` is by text; one that is silent is left out. `said` fills in the message, by language."""

    kind: FindingKind
    figure: str
    quotes: Mapping[str, Quote]
    said: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Return the finding as sentences, with what to do."""
        values = {"figure": self.figure, **self.said.get(language, {})}
        return get_message(f"comparing.{self.kind}", language).format(**values)

    def to_json(self) -> dict[str, object]:
        """Return the stable JSON form; a silent text is null."""
        quotes: dict[str, object] = {
            text: {"line": quote.line, "text": quote.text} if (quote := self.quotes.get(text)) else None
            for text in TEXTS
        }
        return {
            "kind": str(self.kind),
            "figure": self.figure or None,
            "quotes": quotes,
            "zh": self.say("zh"),
            "en": self.say("en"),
        }


def quote_all(*statements: Statement | None) -> dict[str, Quote]:
    """Return the quotes of statements given in the order plan, progress, final; None for a silent text."""
    return {
        text: Quote(statement.line, statement.quote)
        for text, statement in zip(TEXTS, statements, strict=True)
        if statement is not None
    }
