"""What the compiler prints from Linyi's templates the checker agrees with: any values, every format."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.bulletins import read_text
from luoshi.bulletins.checking import CheckedClaim, ResultLookup, check_text
from luoshi.bulletins.compiling import CompiledBulletin, Origin, compile_bulletin, render_html, write_docx, write_pdf
from luoshi.errors import Language
from luoshi.figures import Evidence, Result
from luoshi.periods import Period
from luoshi_linyi import CITY

YEAR = Period.parse("2021")
UNITS = {figure.id: figure.unit for figure in CITY.figures}


def draw_value(figure: str, seed: int) -> Fraction:
    """Return a value of the figure's kind, the same for the same seed: many are ties of some printed place.

    Every fifth seed has nothing, one and two of everything: in a small place most is so little.
    """
    number = hash_number(figure, seed)
    if seed % 5 == 0 and UNITS[figure] != "ratio":
        return Fraction((number + seed // 5) % 3)
    if UNITS[figure] == "ratio":
        return Fraction(number % 2001, 2000)
    head = UNITS[figure].split("/")[0]
    steps = number % 9_973 + (seed % 3 == 0)
    size = 10 ** (number % 4)
    return Fraction(steps * size, 2 if head in {"yuan", "km"} else 1)


def hash_number(figure: str, seed: int) -> int:
    return int.from_bytes(f"{figure}{seed}".encode()[-6:], "big") * 7919 % 1_000_003 + seed


def make_lookup(seed: int) -> ResultLookup:
    def find_result(figure: str, area: str, period: Period) -> Result | None:
        if area != CITY.code or period != YEAR:
            return None
        return Result(figure, area, period, draw_value(figure, seed), None, None, "", Evidence.RECORDS, 1)

    return find_result


def build(language: Language, seed: int) -> CompiledBulletin:
    return compile_bulletin(
        CITY.templates[language].read_text(encoding="utf-8"),
        CITY.figures,
        make_lookup(seed),
        period=YEAR,
        area=CITY.code,
        language=language,
        synthetic=True,
        origin=Origin("Linyi", "2021-3f9ac2d1", "2022-01-25"),
    )


def check(text: str, seed: int) -> list[CheckedClaim]:
    names = {"临沂市": CITY.code, "兰山区": "371302"}
    return check_text(text, CITY.figures, make_lookup(seed), period=YEAR, area=CITY.code, area_names=names)


def find_disagreements(checked: list[CheckedClaim], made: CompiledBulletin) -> list[str]:
    bound = [tuple(binding.figure for binding in one.bindings) for one in checked]
    expected = [(number.figure,) for number in made.numbers]
    assert len(bound) == len(expected)
    wrong = [f"{one.claim.text} {one.verdict}" for one in checked if str(one.verdict) != "agrees"]
    others = [f"{found} for {wanted}" for found, wanted in zip(bound, expected, strict=False) if found != wanted]
    return wrong + others


@pytest.mark.parametrize("seed", [3, 5, 10, 15])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bulletin_of_some_values_agrees_in_every_claim(language: Language, seed: int) -> None:
    made = build(language, seed)
    assert find_disagreements(check(made.text, seed), made) == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), language=st.sampled_from(["zh", "en"]))
def test_a_bulletin_of_any_values_agrees_in_every_claim(seed: int, language: Language) -> None:
    made = build(language, seed)
    assert find_disagreements(check(made.text, seed), made) == []


def write_html(made: CompiledBulletin, path: Path) -> Path:
    path.write_text(render_html(made), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("ending", "write"), [("docx", write_docx), ("html", write_html), ("pdf", write_pdf)])
def test_a_bulletin_agrees_in_every_format(
    language: Language, ending: str, write: Callable[[CompiledBulletin, Path], Path], tmp_path: Path
) -> None:
    for seed in (1, 5, 9, 12, 19):
        made = build(language, seed)
        text = read_text(write(made, tmp_path / f"b.{ending}"))
        assert find_disagreements(check(text, seed), made) == []
