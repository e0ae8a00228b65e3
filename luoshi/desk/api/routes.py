"""The API's addresses: each reads the shelf, and answers with what pages would show."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.views.decorators.http import condition
from ninja import Query, Router
from ninja.decorators import decorate_view

from luoshi.desk.api.schemas import (
    CheckIn,
    CheckOut,
    CommitmentOut,
    FigureOut,
    FigurePage,
    PlanOut,
    ProblemOut,
    ProgrammeOut,
    ReleaseOut,
    ReleasePage,
    ResultOut,
    ResultPage,
)
from luoshi.desk.shelf import Reading, get_shelf
from luoshi.desk.site.caching import make_tag
from luoshi.desk.site.checking import check_sent
from luoshi.desk.site.pages.answering import get_plan, get_reading
from luoshi.desk.site.pages.downloads import list_rows, to_number
from luoshi.desk.site.standing import FigureLine, build_standing, get_line, get_lines
from luoshi.figures import hash_definition
from luoshi.releases import Release

Limit = Annotated[int, Query(100, ge=1, le=1000, description="How many at once.")]
Offset = Annotated[int, Query(0, ge=0, le=1_000_000, description="How many to pass over.")]
ReleaseName = Annotated[str | None, Query(None, max_length=40, description="A release's id; else the newest.")]

router = Router(tags=["published"])
_etagged = decorate_view(condition(etag_func=lambda request, *_args, **_kwargs: make_tag(request)))
_problems = {404: ProblemOut, 422: ProblemOut}


@router.get("/releases", response={200: ReleasePage} | _problems, summary="All releases, newest first")
@_etagged
def list_releases(request: HttpRequest, limit: Limit, offset: Offset) -> ReleasePage:
    """Return the releases, newest first."""
    found = get_shelf().list_releases()
    items = [_describe_release(request, one) for one in found[offset : offset + limit]]
    return ReleasePage(items=items, total=len(found), next=_find_next(request, len(found), limit, offset))


@router.get("/releases/{release}", response={200: ReleaseOut} | _problems, summary="One release")
@_etagged
def get_release(request: HttpRequest, release: str) -> ReleaseOut:
    """Return one release."""
    return _describe_release(request, get_reading(release).release)


@router.get("/figures", response={200: FigurePage} | _problems, summary="All figures with the city's result")
@_etagged
def list_figures(
    request: HttpRequest,
    limit: Limit,
    offset: Offset,
    release: ReleaseName,
    section: Annotated[int | None, Query(None, ge=0, le=1000)],
) -> FigurePage:
    """Return the figures of a release, in the city's order, those of a section where one is named."""
    reading = get_reading(release)
    lines = [line for line in get_lines(reading) if section is None or line.figure.section == section]
    items = [_describe_figure(request, reading, line) for line in lines[offset : offset + limit]]
    return FigurePage(items=items, total=len(lines), next=_find_next(request, len(lines), limit, offset))


@router.get("/figures/{figure}", response={200: FigureOut} | _problems, summary="One figure")
@_etagged
def get_figure(request: HttpRequest, figure: str, release: ReleaseName) -> FigureOut:
    """Return one figure."""
    reading = get_reading(release)
    if figure not in reading.figures:
        raise Http404("There is no such figure in the release.")
    return _describe_figure(request, reading, get_line(reading, figure))


@router.get("/results", response={200: ResultPage} | _problems, summary="Published results of a figure")
@_etagged
def list_results(
    request: HttpRequest,
    figure: Annotated[str, Query(..., max_length=128)],
    limit: Limit,
    offset: Offset,
    release: ReleaseName,
    area: Annotated[str | None, Query(None, max_length=12)],
    period: Annotated[str | None, Query(None, max_length=20)],
) -> ResultPage:
    """Return a figure's cells: the city in every period, the counties in the release's period."""
    reading = get_reading(release)
    if figure not in reading.figures:
        raise Http404("There is no such figure in the release.")
    rows = [
        row
        for row in list_rows(reading, figure)
        if (area is None or row["area"] == area) and (period is None or row["period"] == period)
    ]
    items = [ResultOut.model_validate(row) for row in rows[offset : offset + limit]]
    return ResultPage(items=items, total=len(rows), next=_find_next(request, len(rows), limit, offset))


@router.get("/plan", response={200: PlanOut} | _problems, summary="The plan and where it stands")
@_etagged
def get_plan_standing(request: HttpRequest) -> PlanOut:
    """Return the plan by programmes, and the commitments that could be read with their status."""
    plan, reading = get_plan(), get_reading()
    standings = [one for section in build_standing(reading, plan) for one in section.programmes]
    return PlanOut(
        year=plan.year,
        assumed=plan.assumed,
        programmes=[
            ProgrammeOut(
                id=one.programme.id,
                section=one.programme.section,
                name_zh=one.programme.name_zh,
                name_en=one.programme.name_en,
                figures=[line.figure.id for line in one.figures],
            )
            for one in standings
        ],
        commitments=[
            CommitmentOut(
                number=each.commitment.number,
                programme=each.commitment.programme,
                name_zh=each.commitment.name_zh,
                name_en=each.commitment.name_en,
                lead=each.commitment.lead,
                supporting=list(each.commitment.supporting),
                figure=each.commitment.target.figure if each.commitment.target else None,
                target=to_number(each.commitment.target.value) if each.commitment.target else None,
                target_zh=each.commitment.target_zh,
                target_en=each.commitment.target_en,
                status=str(each.status),
            )
            for one in standings
            for each in one.commitments
        ],
    )


@router.post("/check", response={200: CheckOut} | _problems, summary="Check the numbers of a text")
def check(request: HttpRequest, body: CheckIn) -> CheckOut:
    """Return every number of the text with the figures it is about and whether it agrees."""
    reading = get_reading()
    claims = [one.to_json() for one in check_sent(body.text, reading)]
    return CheckOut.model_validate({"release": reading.id, "synthetic": reading.synthetic, "claims": claims})


def _describe_release(request: HttpRequest, release: Release) -> ReleaseOut:
    vintage = release.manifest.vintage
    notice = release.manifest.notice
    return ReleaseOut(
        id=release.id,
        period=str(vintage.period),
        known=vintage.known.isoformat(),
        created=release.manifest.created.isoformat(),
        key=release.manifest.key,
        figures=release.manifest.figures,
        results=release.manifest.rows,
        synthetic=vintage.synthetic,
        notice=" ".join(map(str, notice.values())) if isinstance(notice, dict) else None,
        url=request.build_absolute_uri(f"/releases/{release.id}/"),
    )


def _describe_figure(request: HttpRequest, reading: Reading, line: FigureLine) -> FigureOut:
    figure, result = line.figure, line.result
    return FigureOut(
        id=figure.id,
        section=figure.section,
        programme=figure.programme,
        name_zh=figure.name_zh,
        name_en=figure.name_en,
        unit=figure.unit,
        behaviour=str(figure.behaviour),
        scope_zh=figure.scope_zh,
        scope_en=figure.scope_en,
        milestone=figure.milestone,
        owner=figure.owner,
        basis=figure.basis,
        evidence=str(figure.evidence if result is None else result.evidence),
        value=to_number(line.value),
        numerator=None if result is None else result.numerator,
        denominator=None if result is None else result.denominator,
        definition_sha256=hash_definition(figure),
        release=reading.id,
        synthetic=reading.synthetic,
        url=request.build_absolute_uri(f"/releases/{reading.id}/figures/{figure.id}/"),
    )


def _find_next(request: HttpRequest, total: int, limit: int, offset: int) -> str | None:
    if offset + limit >= total:
        return None
    asked = request.GET.copy()
    asked["offset"], asked["limit"] = str(offset + limit), str(limit)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
