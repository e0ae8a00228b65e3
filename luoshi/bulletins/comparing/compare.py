"""Holds a plan, a progress report and a final text of one year against each other, figure by figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.bulletins.checking import CheckedClaim, Verdict
from luoshi.bulletins.comparing.findings import Finding, FindingKind, quote_all
from luoshi.bulletins.comparing.statements import Statement, find_alike, index_figures
from luoshi.bulletins.comparing.words import (
    STAGE_NAMES,
    find_narrowing,
    find_praise,
    find_stage,
    is_ceiling,
    is_planned,
    says_short,
)
from luoshi.errors import Language
from luoshi.figures import Behaviour, Figure, get_stage

Spoken = tuple[Statement, CheckedClaim]
Said = Mapping[Language, Mapping[str, str]]
_GROWING = frozenset({Behaviour.FLOW, Behaviour.CUMULATIVE})


@dataclass(frozen=True)
class _Texts:
    """The statements of the three texts, what each says of which figure, and the figures by id."""

    plan: Sequence[Statement]
    progress: Sequence[Statement]
    final: Sequence[Statement]
    figures: Mapping[str, Figure]

    @property
    def spoken(self) -> tuple[Mapping[str, Spoken], Mapping[str, Spoken], Mapping[str, Spoken]]:
        plan, progress, final = (
            index_figures(statements, self.figures) for statements in (self.plan, self.progress, self.final)
        )
        return plan, progress, final


def compare_texts(
    plan: Sequence[Statement],
    progress: Sequence[Statement],
    final: Sequence[Statement],
    figures: Sequence[Figure],
    *,
    with_results: bool = False,
) -> tuple[Finding, ...]:
    """Return what the final text leaves out, lowers or changes, in order of the plan, then of the final text.

    With results (`with_results`: the claims were checked against a book), claims of the final text without
    evidence are findings too.
    """
    texts = _Texts(plan, progress, final, {figure.id: figure for figure in figures})
    planned, reported, told = texts.spoken
    findings: list[Finding] = []
    for name in dict.fromkeys([*planned, *reported]):
        figure = texts.figures[name]
        # The same works at another stage are told once, by the figure that the plan speaks of.
        if name not in planned and _find_other_stage(figure, planned, texts.figures):
            continue
        reporter, last = (
            spoken.get(name) or _find_other_stage(figure, spoken, texts.figures) for spoken in (reported, told)
        )
        speakers = planned.get(name), reporter, last
        if last is None:
            findings += _check_silence(name, speakers, texts)
        else:
            findings += _check_figure(name, speakers, texts)
    findings += _check_unnumbered(texts)
    findings += _check_praise(final)
    if with_results:
        findings += _check_evidence(final)
    return tuple(sorted(findings, key=_get_order))


def _get_order(finding: Finding) -> tuple[int, int, str]:
    quotes = finding.quotes
    first = quotes.get("plan") or quotes.get("progress")
    return first.line if first else 10**6, quotes["final"].line if "final" in quotes else 0, str(finding.kind)


def _find_other_stage(figure: Figure, told: Mapping[str, Spoken], figures: Mapping[str, Figure]) -> Spoken | None:
    """Return what a text says of the same works at another stage: built or extended, where completed was promised."""
    if get_stage(figure) is None:
        return None
    alike = (name for name in told if (figures[name].programme, figures[name].unit) == (figure.programme, figure.unit))
    return next((told[name] for name in alike if get_stage(figures[name]) is not None), None)


def _check_silence(name: str, speakers: tuple[Spoken | None, ...], texts: _Texts) -> Iterator[Finding]:
    """The final text has no number of the figure: is it still about it at all?"""
    before = speakers[0] or speakers[1]
    if before is None:
        return
    figure = texts.figures[name]
    names = [
        word
        for one in texts.figures.values()
        if one.programme == figure.programme
        for word in (one.name_zh, one.name_en, *one.words)
    ]
    named = [one for one in texts.final if any(word.lower() in one.words.lower() for word in names)]
    still = named[0] if named else find_alike(before[0], texts.final)
    kind = FindingKind.COMMITMENT_VANISHED if still is None else FindingKind.NUMBER_VANISHED
    # A figure that only the progress report had was no promise; its number may go, its subject may not.
    if speakers[0] is None and still is not None:
        return
    yield _find(kind, figure, speakers, _say_all({"number": before[1].claim.text}), still)


def _check_figure(name: str, speakers: tuple[Spoken | None, ...], texts: _Texts) -> Iterator[Finding]:
    figure = texts.figures[name]
    planned, reported, told = speakers
    assert told is not None  # noqa: S101 - the caller asks only for figures that the final text names
    if planned is not None:
        yield from _check_target(figure, planned, speakers, texts.final)
    if reported is not None and figure.behaviour in _GROWING and _has_fallen(reported, told):
        numbers = _say_all({"before": reported[1].claim.text, "after": told[1].claim.text})
        yield _find(FindingKind.FLOW_FELL, figure, speakers, numbers)
    yield from _check_stage(figure, speakers)
    yield from _check_whole(figure, speakers, texts)
    for one in (planned, reported):
        narrowed = None if one is None else find_narrowing(one[0].words, told[0].words)
        if narrowed is not None:
            yield _find(
                FindingKind.SCOPE_CHANGED, figure, speakers, _say_all({"wide": narrowed[0], "narrow": narrowed[1]})
            )
            break


def _check_target(
    figure: Figure, planned: Spoken, speakers: tuple[Spoken | None, ...], final: Sequence[Statement]
) -> Iterator[Finding]:
    told = speakers[2]
    if told is None:
        return
    target, value = planned[1].claim, told[1].claim
    if target.low is None or is_ceiling(f"{target.clause} {target.text}"):
        missed = target.high is not None and value.low is not None and value.low > target.high
    else:
        least = target.low if target.high is None else target.value
        missed = value.high is not None and value.high < least
    # The sentence after it may admit the gap, unless it has numbers of its own to speak of.
    place = final.index(told[0])
    following = [told[0], *(one for one in final[place + 1 : place + 2] if not one.claims)]
    if missed and not any(says_short(one.words) for one in following):
        yield _find(FindingKind.TARGET_MISSED, figure, speakers, _say_all({"before": target.text, "after": value.text}))


def _check_stage(figure: Figure, speakers: tuple[Spoken | None, ...]) -> Iterator[Finding]:
    stages = [None if one is None else find_stage(one[0].words) for one in speakers]
    known = [stage for stage in stages[:2] if stage is not None]
    if not known:
        return
    last = stages[2]
    if last is None:
        yield _find(FindingKind.MILESTONE_DROPPED, figure, speakers, _name_stage("before", max(known)))
    elif stages[0] is not None and last < stages[0]:
        said = _name_stage("before", stages[0]), _name_stage("after", last)
        both: Said = {language: {**said[0][language], **said[1][language]} for language in said[0]}
        yield _find(FindingKind.MILESTONE_LOWERED, figure, speakers, both)


def _name_stage(name: str, stage: int) -> Said:
    return {"zh": {name: STAGE_NAMES[stage][0]}, "en": {name: STAGE_NAMES[stage][1]}}


def _check_whole(figure: Figure, speakers: tuple[Spoken | None, ...], texts: _Texts) -> Iterator[Finding]:
    """More was finished than had been approved, or a number called planned is not the plan's."""
    planned, reported, told = speakers
    if told is None:
        return
    for index in (texts.spoken[1], texts.spoken[0]):
        for name, spoken in index.items():
            other = texts.figures[name]
            same = (other.programme, other.unit) == (figure.programme, figure.unit) and figure.unit != "ratio"
            if same and get_stage(other) == 0 and (get_stage(figure) or 0) > 0 and _is_below(spoken[1], told[1]):
                numbers = _say_all({"before": spoken[1].claim.text, "after": told[1].claim.text})
                yield _find(FindingKind.DENOMINATOR_CHANGED, figure, (planned, reported or spoken, told), numbers)
                return
    if planned is None:
        return
    for one in (told, reported):
        if one is None or not is_planned(one[1].claim.clause[: one[1].claim.offset]):
            continue
        if _is_below(one[1], planned[1]) or _is_below(planned[1], one[1]):
            numbers = _say_all({"before": planned[1].claim.text, "after": one[1].claim.text})
            yield _find(FindingKind.DENOMINATOR_CHANGED, figure, speakers, numbers)
            return


def _check_unnumbered(texts: _Texts) -> Iterator[Finding]:
    """Promises without a number of a figure: only their words can be found again."""
    for statement in texts.plan[1:]:
        if statement.list_figures() or statement.is_heading or find_alike(statement, texts.final):
            continue
        quotes = quote_all(statement, find_alike(statement, texts.progress), None)
        yield Finding(FindingKind.COMMITMENT_VANISHED, "", quotes, _say_all({"name": statement.quote, "number": "-"}))


def _check_praise(final: Sequence[Statement]) -> Iterator[Finding]:
    for statement in final[1:]:
        praise = None if statement.claims else find_praise(statement.words)
        if praise is not None:
            yield Finding(FindingKind.NO_EVIDENCE, "", quote_all(None, None, statement), _say_all({"said": praise}))


def _check_evidence(final: Sequence[Statement]) -> Iterator[Finding]:
    for statement in final:
        for claim in statement.claims:
            if claim.verdict is Verdict.NO_EVIDENCE:
                quotes = quote_all(None, None, statement)
                yield Finding(FindingKind.NO_EVIDENCE, "", quotes, _say_all({"said": claim.claim.text}))


def _is_below(one: CheckedClaim, other: CheckedClaim) -> bool:
    """Return whether every value that one claim allows is less than every value of the other."""
    high, low = one.claim.high, other.claim.low
    return high is not None and low is not None and high < low


def _has_fallen(reported: Spoken, told: Spoken) -> bool:
    """Return whether the later number is less; fewer at a later stage (100 done of 120 started) is no fall."""
    before, after = find_stage(reported[0].words), find_stage(told[0].words)
    return _is_below(told[1], reported[1]) and (before is None or after is None or after <= before)


def _find(
    kind: FindingKind,
    figure: Figure,
    speakers: tuple[Spoken | None, ...],
    said: Said,
    still: Statement | None = None,
) -> Finding:
    statements = [None if one is None else one[0] for one in speakers]
    names: Said = {"zh": {"name": figure.name_zh}, "en": {"name": figure.name_en}}
    both: Said = {language: {**names[language], **said[language]} for language in names}
    return Finding(kind, figure.id, quote_all(statements[0], statements[1], statements[2] or still), both)


def _say_all(values: Mapping[str, str]) -> Said:
    return {"zh": values, "en": values}
