"""What stands over a bulletin: synthetic data, and how much is a department's word."""

from fractions import Fraction

import pytest

from luoshi.bulletins import find_claims
from luoshi.bulletins.compiling import BoundNumber, CompiledBlock, CompiledBulletin
from luoshi.bulletins.compiling.notices import get_notice
from luoshi.errors import Language
from luoshi.figures import Evidence
from luoshi.periods import Period

YEAR = Period.parse("2021")


def _make(language: Language, *evidence: Evidence) -> CompiledBulletin:
    numbers = tuple(
        BoundNumber("5人", f"figure{place}", "name", "person", "371300", YEAR, Fraction(5), each)
        for place, each in enumerate(evidence)
    )
    return CompiledBulletin(language, YEAR, synthetic=False, blocks=(CompiledBlock("paragraph", numbers),))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bulletin_of_returns_says_so_without_making_a_claim(language: Language) -> None:
    notice = get_notice(_make(language, Evidence.RETURNS, Evidence.RECORDS, Evidence.RETURNS))
    assert "2" in notice
    assert "3" in notice
    assert find_claims(notice) == []


def test_bulletin_of_records_and_parameters_has_no_notice() -> None:
    assert get_notice(_make("zh", Evidence.RECORDS, Evidence.PARAMETERS)) == ""
