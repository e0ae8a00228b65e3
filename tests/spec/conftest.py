"""Runs each spec on every engine."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from spec_form import Case, evaluate

from luoshi.engines import DuckDbEngine, ReferenceEngine
from luoshi.query import Engine, Measure


@pytest.fixture(params=[ReferenceEngine(), DuckDbEngine()], ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param


@pytest.fixture
def check(engine: Engine, tmp_path: Path) -> Callable[..., None]:
    """Count the measure over the tables and compare with the literal result."""

    def run(
        measure: Measure,
        tables: Mapping[str, str],
        result: str,
        ended: Mapping[str, tuple[int, ...]] | None = None,
    ) -> None:
        case = Case(measure, tables, result, ended or {})
        assert evaluate(engine, case, tmp_path) == case.expected

    return run
