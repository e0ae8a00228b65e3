"""Compiles a bulletin: every number of the template is taken from a result, printed and kept bound."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from luoshi.bulletins.checking import ResultLookup
from luoshi.bulletins.claims import find_claims
from luoshi.bulletins.compiling.printing import find_form, fits_figure, print_number
from luoshi.bulletins.compiling.template import BlockKind, Slot, read_template
from luoshi.errors import Language, UserFault
from luoshi.figures import Evidence, Figure
from luoshi.periods import Period


@dataclass(frozen=True)
class BoundNumber:
    """A printed number and what it stands for; `value` is exact, in the figure's unit."""

    text: str
    figure: str
    name: str
    unit: str
    area: str
    period: Period
    value: Fraction
    evidence: Evidence = Evidence.RECORDS


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from: a book, or one of its releases, as known at a time (both as people read them)."""

    book: str = ""
    release: str = ""
    known: str = ""


@dataclass(frozen=True)
class CompiledBlock:
    """A heading or paragraph: words and bound numbers in order."""

    kind: BlockKind
    parts: tuple[str | BoundNumber, ...]

    @property
    def text(self) -> str:
        """The block as plain text, without a newline."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class CompiledBulletin:
    """A bulletin ready to be rendered; `synthetic` makes every rendering say so."""

    language: Language
    period: Period
    synthetic: bool
    blocks: tuple[CompiledBlock, ...]
    origin: Origin = Origin()

    @property
    def text(self) -> str:
        """The bulletin as plain text, one block a line."""
        return "\n".join(block.text for block in self.blocks) + "\n"

    @property
    def numbers(self) -> tuple[BoundNumber, ...]:
        """All bound numbers in text order."""
        return tuple(part for block in self.blocks for part in block.parts if isinstance(part, BoundNumber))


@dataclass(frozen=True)
class _Desk:
    figures: dict[str, Figure]
    results: ResultLookup
    period: Period
    area: str
    language: Language
    name: str


def compile_bulletin(
    template_text: str,
    figures: Iterable[Figure],
    results: ResultLookup,
    *,
    period: Period,
    area: str,
    language: Language,
    synthetic: bool = False,
    origin: Origin | None = None,
    name: str = "template",
) -> CompiledBulletin:
    """Return the bulletin that the template describes; its text holds no number that is not bound.

    Raises UserFault with file, line and column for an unbound number (in digits or in words), an
    unknown figure, a form that does not parse or does not fit the figure's unit, and a missing result.
    """
    desk = _Desk({figure.id: figure for figure in figures}, results, period, area, language, name)
    blocks = []
    for block in read_template(template_text, name=name):
        parts = tuple(part if isinstance(part, str) else _fill(part, desk) for part in block.parts)
        compiled = CompiledBlock(block.kind, parts)
        _refuse_unbound(compiled, block.line, name)
        blocks.append(compiled)
    return CompiledBulletin(language, period, synthetic, tuple(blocks), origin or Origin())


def _fill(slot: Slot, desk: _Desk) -> BoundNumber:
    where = {"file": desk.name, "line": slot.line, "column": slot.column, "figure": slot.figure}
    figure = desk.figures.get(slot.figure)
    if figure is None:
        raise UserFault("compiling.unknown_figure", **where)
    form = find_form(slot.form, desk.language)
    if form is None:
        raise UserFault("compiling.unknown_form", form=slot.form, **where)
    if not fits_figure(form, figure.unit):
        raise UserFault("compiling.wrong_unit", form=slot.form, unit=figure.unit, **where)
    period = desk.period if slot.period is None else Period.parse(slot.period)
    area = slot.area or desk.area
    result = desk.results(figure.id, area, period)
    if result is None or result.value is None:
        raise UserFault("compiling.no_result", area=area, period=period, **where)
    name = figure.name_zh if desk.language == "zh" else figure.name_en
    text = print_number(result.value, form)
    return BoundNumber(text, figure.id, name, figure.unit, area, period, result.value, result.evidence)


def _refuse_unbound(block: CompiledBlock, line: int, name: str) -> None:
    """Refuse a number in words (三成) that the claim reader finds outside the bound ones and the literals."""
    spans = []
    place = 0
    for part in block.parts:
        text = part if isinstance(part, str) else part.text
        if isinstance(part, BoundNumber) or any(character.isdigit() for character in text):
            spans.append((place, place + len(text)))
        place += len(text)
    for claim in find_claims(block.text):
        if not any(start < claim.end and claim.start < end for start, end in spans):
            raise UserFault("compiling.unbound_number", file=name, line=line, column=claim.start + 1, found=claim.text)
