"""What the API answers with. Names are stable; new fields may come, none goes."""

from ninja import Field, Schema


class ReleaseOut(Schema):
    """A release. `notice` is set where the data are synthetic, and belongs beside every number."""

    id: str
    period: str
    known: str
    created: str
    key: str
    figures: int
    results: int
    synthetic: bool
    notice: str | None
    url: str


class FigureOut(Schema):
    """A figure's definition with its result for the city and the release's whole period."""

    id: str
    section: int
    programme: str
    name_zh: str
    name_en: str
    unit: str
    behaviour: str
    scope_zh: str
    scope_en: str
    milestone: str
    owner: str
    basis: str
    evidence: str
    value: int | float | None
    numerator: int | None
    denominator: int | None
    definition_sha256: str
    release: str
    synthetic: bool
    url: str


class ResultOut(Schema):
    """One published cell. `state` is known, not known, or hidden (too few people to publish)."""

    figure: str
    area: str
    area_name: str
    period: str
    value: int | float | None
    numerator: int | None
    denominator: int | None
    unit: str
    evidence: str
    state: str
    release: str
    notice: str


class CommitmentOut(Schema):
    """A commitment of the plan with its status."""

    number: int
    programme: str
    name_zh: str
    name_en: str
    lead: str
    supporting: list[str]
    figure: str | None
    target: int | float | None
    target_zh: str
    target_en: str
    status: str


class ProgrammeOut(Schema):
    """A programme of the plan with the ids of its figures."""

    id: str
    section: int
    name_zh: str
    name_en: str
    figures: list[str]


class PlanOut(Schema):
    """The plan; `assumed` says that the grouping by section stands in for a list that was not found."""

    year: int
    assumed: bool
    programmes: list[ProgrammeOut]
    commitments: list[CommitmentOut]


class BindingOut(Schema):
    """One figure, area and period that a claim speaks of, with the published value."""

    figure: str
    area: str
    period: str
    result: int | float | None


class ClaimOut(Schema):
    """A number found in a text, with the figures it was bound to and the verdict."""

    start: int
    end: int
    text: str
    verdict: str
    bindings: list[BindingOut]


class CheckIn(Schema):
    """A text to check, in Chinese or English."""

    text: str = Field(min_length=1, max_length=20_000)


class CheckOut(Schema):
    """All claims of the text in its order, judged by `release`."""

    release: str
    synthetic: bool
    claims: list[ClaimOut]


class FigurePage(Schema):
    """A page of figures; `next` is the address of the following one, null at the end."""

    items: list[FigureOut]
    total: int
    next: str | None


class ResultPage(Schema):
    """A page of results; `next` is the address of the following one, null at the end."""

    items: list[ResultOut]
    total: int
    next: str | None


class ReleasePage(Schema):
    """A page of releases, newest first."""

    items: list[ReleaseOut]
    total: int
    next: str | None


class ProblemOut(Schema):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
