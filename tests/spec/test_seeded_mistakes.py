"""For each node, a mistake seeded in the DuckDB compiler is caught by the specs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from print_reference import NODES, read_cases
from spec_form import evaluate
from sqlglot import exp

from luoshi.engines import DuckDbEngine
from luoshi.engines.duckdb import expand, plans, predicates, segments
from luoshi.query import (
    Both,
    Compares,
    Either,
    Everything,
    Happens,
    HasRecord,
    InLastMonth,
    Is,
    IsIn,
    IsKnown,
    Not,
    Since,
)


def _mistake(node: type, wrong: Callable[[Any, Any], exp.Expr]) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(predicates.PREDICATES, node, wrong)


def _first_part(node: Any, source: Any) -> exp.Expr:
    return predicates.compile_predicate(node.parts[0], source)


def _not_without_coalesce(node: Not, source: Any) -> exp.Expr:
    return exp.Not(this=predicates.compile_predicate(node.part, source))


def _wrong_span(timing: type, span: Callable[[int, int], tuple[int, int]]) -> Callable[..., None]:
    right = segments.Segments.span

    def wrong(self: segments.Segments, asked: Any, period: Any) -> tuple[int, int]:
        found = right(self, asked, period)
        return span(*found) if isinstance(asked, timing) else found

    return lambda patch: patch.setattr(segments.Segments, "span", wrong)


def _forget_the_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plans, "end_column", lambda timing: None)


def _since_without_start(patch: pytest.MonkeyPatch) -> None:
    right = plans.compile_counted
    wrong = lambda measure, source: (  # noqa: E731
        predicates.compile_predicate(measure.where, source)
        if isinstance(measure.timing, Since)
        else right(measure, source)
    )
    patch.setattr(plans, "compile_counted", wrong)


def _count_the_withdrawn(patch: pytest.MonkeyPatch) -> None:
    right = plans.write_relation
    patch.setattr(plans, "write_relation", lambda s, kind: right(type(s)(s.files), kind))


def _count_amounts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plans, "Total", type("NoSuchMeasure", (), {}))


def _first_area(patch: pytest.MonkeyPatch) -> None:
    right = expand.expand_movers
    patch.setattr("luoshi.engines.duckdb.engine.expand_movers", lambda rows, *rest: right(rows.reverse(), *rest))


MISTAKES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "everything": _mistake(Everything, lambda node, source: exp.false()),
    "is": _mistake(Is, lambda node, source: predicates.column(node.column).neq(exp.convert(node.value))),
    "is_in": _mistake(IsIn, lambda n, source: predicates.column(n.column).eq(exp.convert(n.values[0]))),
    "compares": _mistake(Compares, lambda n, source: predicates.column(n.column) > exp.convert(n.value)),
    "is_known": _mistake(IsKnown, lambda node, source: exp.true()),
    "has_record": _mistake(HasRecord, lambda node, source: exp.true()),
    "both": _mistake(Both, _first_part),
    "either": _mistake(Either, _first_part),
    "not": _mistake(Not, _not_without_coalesce),
    "happens": _wrong_span(Happens, lambda first, last: (0, last)),
    "in_last_month": _wrong_span(InLastMonth, lambda first, last: (0, last)),
    "holds": _forget_the_end,
    "since": _since_without_start,
    "rows": _count_the_withdrawn,
    "total": _count_amounts,
    "distinct": _first_area,
}


def _count_failures(folder: Path) -> int:
    cases = [case for _, stems in NODES for stem in stems for _, _, case in read_cases(stem)]
    return sum(evaluate(DuckDbEngine(), case, folder) != case.expected for case in cases)


def test_specs_all_hold_without_a_mistake(tmp_path: Path) -> None:
    assert _count_failures(tmp_path) == 0


@pytest.mark.parametrize("stem", [stem for _, stems in NODES for stem in stems])
def test_seeded_mistake_is_caught_by_the_specs(stem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MISTAKES[stem](monkeypatch)
    assert _count_failures(tmp_path) > 0
