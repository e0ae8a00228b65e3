"""What a figure is: a frozen, reviewed definition with every duty field filled.

A definition says what is counted, in what unit and behaviour, in whose duty and on what evidence. A
result is its value for an area and a period.
"""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.errors import UserFault
from luoshi.query import Happens, Measure


class Behaviour(StrEnum):
    """How a figure's values combine over time."""

    FLOW = "flow"  # adds up over time
    STOCK = "stock"  # at a date
    CUMULATIVE = "cumulative"  # since a start
    LEVEL = "level"  # a rate or standard at a date


@dataclass(frozen=True)
class Rate:
    """Numerator over denominator, kept as two whole numbers; `scale` divides (100 for fen per head)."""

    numerator: Measure
    denominator: Measure
    scale: int = 1


@dataclass(frozen=True)
class Standard:
    """A policy amount in force on the period's last day, in fen; `before` asks for the version before it.

    `scale` turns the stored whole number into the unit (100: fen to yuan).
    """

    parameter: str
    before: bool = False
    scale: int = 100


@dataclass(frozen=True)
class SmallestRise:
    """The smallest rise among the parameters, from the version before to the one in force, as a ratio."""

    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """How many entries a parameter list has that came into force in the period's year."""

    parameter: str


@dataclass(frozen=True)
class Stated:
    """A total that only a return can give; the figure rests on a department's word."""


Expression = Measure | Rate | Standard | SmallestRise | Listed | Stated


class Evidence(StrEnum):
    """What a result rests on."""

    RECORDS = "records"
    RETURNS = "returns"
    PARAMETERS = "parameters"


@dataclass(frozen=True)
class Figure:
    """One figure's definition.

    `unit` is in the trade's word (person, yuan, ratio, attendance ...); `scope_zh`/`scope_en` say exactly
    who or what counts; `milestone` names the stage that must be reached, or "none" where there is none;
    `words` are phrases of real bulletins' vocabulary that name the figure, for binding claims; `within`
    is the figure that this one is part of (其中). `basis` cites law or notice, or says that it is assumed.
    """

    id: str
    section: int
    programme: str
    name_zh: str
    name_en: str
    unit: str
    behaviour: Behaviour
    expression: Expression
    scope_zh: str
    scope_en: str
    milestone: str
    owner: str
    basis: str
    words: tuple[str, ...]
    scale: int = 1
    within: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("id", "programme", "name_zh", "name_en", "unit", "scope_zh", "scope_en"):
            self._refuse_empty(name)
        for name in ("milestone", "owner", "basis", "words"):
            self._refuse_empty(name)
        timing = getattr(self.expression, "timing", None)
        if timing is not None and (self.behaviour is Behaviour.FLOW) != isinstance(timing, Happens):
            raise UserFault("figures.behaviour", figure=self.id, behaviour=str(self.behaviour), timing=timing)

    def _refuse_empty(self, name: str) -> None:
        value = getattr(self, name)
        if not value or (isinstance(value, str) and value.strip().lower() in {"n/a", "tbc", "todo", "-"}):
            raise UserFault("figures.duty_field_empty", figure=self.id or "?", field=name)

    @property
    def evidence(self) -> Evidence:
        """What the expression counts from, when the book has it."""
        if isinstance(self.expression, Stated):
            return Evidence.RETURNS
        if isinstance(self.expression, Standard | SmallestRise | Listed):
            return Evidence.PARAMETERS
        return Evidence.RECORDS

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures to count: none, one, or numerator and denominator."""
        if isinstance(self.expression, Rate):
            return (self.expression.numerator, self.expression.denominator)
        if self.evidence is Evidence.RECORDS:
            return (self.expression,)  # type: ignore[return-value]  # the other kinds are excluded above
        return ()
