"""Where the plan stands in a release: sections, programmes, commitments with their status, and figures."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from luoshi.bulletins.compiling import Slot, read_template
from luoshi.desk.shelf import Reading
from luoshi.desk.wording import EVIDENCE, STATUSES, Term
from luoshi.figures import Figure, Result
from luoshi.plan import Commitment, Plan, Programme, Section, Status, get_elapsed, judge_status


@dataclass(frozen=True)
class FigureLine:
    """A figure with the city's result for the release's period; `evidence` is what that result rests on."""

    figure: Figure
    result: Result | None

    @property
    def value(self) -> Fraction | None:
        """The exact value, None where it is not known."""
        return None if self.result is None else self.result.value

    @property
    def evidence(self) -> Term:
        """The evidence in words."""
        return EVIDENCE[str(self.result.evidence if self.result else self.figure.evidence)]


@dataclass(frozen=True)
class Standing:
    """A commitment, its status, and the value and share of its target where both are known."""

    commitment: Commitment
    status: Status
    line: FigureLine | None
    share: Fraction | None

    @property
    def term(self) -> Term:
        """The status in words and sign."""
        return STATUSES[str(self.status)]


@dataclass(frozen=True)
class ProgrammeStanding:
    """A programme with its commitments and figures."""

    programme: Programme
    commitments: tuple[Standing, ...]
    figures: tuple[FigureLine, ...]

    @property
    def status(self) -> Term:
        """The worst of the commitments' known statuses; unknown where none is."""
        order = ("behind", "on_course", "ahead", "done")
        found = {str(standing.status) for standing in self.commitments}
        return STATUSES[next((status for status in order if status in found), "unknown")]


@dataclass(frozen=True)
class SectionStanding:
    """A section with its programmes."""

    section: Section
    programmes: tuple[ProgrammeStanding, ...]


def get_line(reading: Reading, figure: str) -> FigureLine:
    """Return the figure's line; raises KeyError for a figure that the release does not have."""
    return FigureLine(reading.figures[figure], reading.get_total(figure))


def get_lines(reading: Reading) -> list[FigureLine]:
    """Return one line a figure: in the city's order, then those that the city no longer has."""
    order = {figure.id: place for place, figure in enumerate(reading.city.figures)}
    ids = sorted(reading.figures, key=lambda each: (order.get(each, len(order)), each))
    return [get_line(reading, each) for each in ids]


def build_standing(reading: Reading, plan: Plan) -> tuple[SectionStanding, ...]:
    """Return the plan's sections in order, each programme with commitments and figures."""
    elapsed = get_elapsed(reading.period.last_day)
    by_programme: dict[str, list[FigureLine]] = {}
    for line in get_lines(reading):
        by_programme.setdefault(line.figure.programme, []).append(line)
    return tuple(
        SectionStanding(
            section,
            tuple(
                ProgrammeStanding(
                    programme,
                    tuple(_judge(reading, one, elapsed) for one in plan.get_commitments(programme.id)),
                    tuple(by_programme.get(programme.id, ())),
                )
                for programme in plan.in_section(section.number)
            ),
        )
        for section in plan.sections
    )


def count_statuses(sections: tuple[SectionStanding, ...]) -> list[tuple[Term, int]]:
    """Return each status with its number of commitments, zeros included, in the order of their signs' table."""
    found = Counter(
        str(standing.status)
        for section in sections
        for programme in section.programmes
        for standing in programme.commitments
    )
    return [(term, found[status]) for status, term in STATUSES.items()]


def count_evidence(reading: Reading) -> list[tuple[str, Term, int]]:
    """Return each kind of evidence with its number of figures: its key, words, count."""
    found = Counter(str(line.result.evidence if line.result else line.figure.evidence) for line in get_lines(reading))
    return [(kind, term, found[kind]) for kind, term in EVIDENCE.items()]


def find_headlines(reading: Reading) -> list[FigureLine]:
    """Return the figures in the headlines of the city's bulletin, in its order, each once.

    A city without a template shows the first figure of each programme, twelve at most.
    """
    template = reading.city.templates.get("zh")
    if template is None:
        firsts = {line.figure.programme: line for line in reversed(get_lines(reading))}
        return list(reversed(firsts.values()))[:12]
    blocks = read_template(template.read_text(encoding="utf-8"))
    slots = [part for block in blocks if block.kind == "headline" for part in block.parts if isinstance(part, Slot)]
    ids = dict.fromkeys(slot.figure for slot in slots if slot.figure in reading.figures)
    return [get_line(reading, each) for each in ids]


def _judge(reading: Reading, commitment: Commitment, elapsed: Fraction) -> Standing:
    target = commitment.target
    if target is None or target.figure not in reading.figures:
        return Standing(commitment, Status.UNKNOWN, None, None)
    line = get_line(reading, target.figure)
    status = judge_status(line.value, target.value, elapsed)
    share = None if line.value is None else line.value / target.value
    return Standing(commitment, status, line, share)
