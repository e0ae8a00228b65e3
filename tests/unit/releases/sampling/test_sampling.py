"""Sampling against reality: sizes and bounds from the tables, a draw anyone can replay by hand, four verdicts."""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import UserFault
from luoshi.releases.sampling import (
    Draw,
    Outcome,
    Plan,
    Population,
    Verdict,
    assess,
    bound_error,
    draw_sample,
    get_sample_size,
    read_plan,
    read_sheet,
    write_plan,
    write_sheet,
)
from luoshi.releases.sampling.draws import share_out

SURE = Fraction(95, 100)


def make_plan(**changes: object) -> Plan:
    fields = {
        "release": "2021-00000000",
        "figure": "assistance.paid",
        "period": "2021",
        "random": "03 11 14",
        "error": Fraction(1, 10),
        "confidence": SURE,
        "by_amount": False,
        "synthetic": True,
    }
    return Plan(**{**fields, **changes})  # type: ignore[arg-type]


def make_population(**counties: list[int]) -> Population:
    rows = [
        (f"{county}{number:04d}", county, f"{county}001", amount)
        for county, amounts in counties.items()
        for number, amount in enumerate(amounts)
    ]
    return Population.from_rows(pl.DataFrame(rows, schema=["record", "county", "area", "amount"], orient="row"))


@pytest.mark.parametrize(("error", "size"), [("0.1", 29), ("0.05", 59), ("0.01", 299), ("0.001", 2995)])
def test_faultless_draws_needed_are_those_of_the_tables(error: str, size: int) -> None:
    assert get_sample_size(Fraction(error), SURE) == size


@pytest.mark.parametrize(
    # Clopper and Pearson's one-sided bounds at 95 %, from printed tables.
    ("drawn", "failed", "bound"),
    [(29, 0, 0.0981), (59, 0, 0.0495), (20, 1, 0.2161), (100, 3, 0.0757), (10, 10, 1.0), (0, 0, 1.0)],
)
def test_bound_of_the_error_is_that_of_the_tables(drawn: int, failed: int, bound: float) -> None:
    assert float(bound_error(drawn, failed, SURE)) == pytest.approx(bound, abs=0.0001)


def test_picks_can_be_replayed_by_hand() -> None:
    population = make_population(A=[1] * 1000)
    draw = draw_sample(make_plan(), population)
    expected: list[int] = []
    k = 0
    while len(expected) < 29:
        place = int(hashlib.sha256(f"03 11 14|assistance.paid|A|{k}".encode()).hexdigest(), 16) % 1000
        expected += [] if place in expected else [place]
        k += 1
    assert draw.rows["record"].to_list() == [f"A{place:04d}" for place in expected]


def test_pick_by_amount_takes_the_record_in_which_the_fen_lies() -> None:
    population = make_population(A=[10, 0, 5000, 1])
    draw = draw_sample(make_plan(by_amount=True), population)
    first = int(hashlib.sha256(b"03 11 14|assistance.paid|A|0").hexdigest(), 16) % 5011
    assert draw.rows["record"][0] == ("A0000" if first < 10 else "A0002" if first < 5010 else "A0003")
    assert "A0001" not in draw.rows["record"].to_list()
    assert (draw.rows["record"] == "A0002").sum() > 20


def test_small_county_is_visited_whole_and_every_county_is_visited() -> None:
    draw = draw_sample(make_plan(), make_population(A=[1] * 2000, B=[1], C=[1, 1]))
    picks = {stratum.county: stratum.picks for stratum in draw.strata}
    assert picks == {"A": 29, "B": 1, "C": 1}


def test_other_text_draws_other_records() -> None:
    population = make_population(A=list(range(1, 500)))
    assert draw_sample(make_plan(), population).rows["record"].to_list() != (
        draw_sample(make_plan(random="03 11 15"), population).rows["record"].to_list()
    )


@given(st.integers(1, 400), st.lists(st.integers(1, 10**9), min_size=1, max_size=20))
def test_shares_follow_the_weights_within_one(size: int, weights: list[int]) -> None:
    shares = share_out(size, weights)
    total = sum(weights)
    assert sum(shares) >= size
    for share, weight in zip(shares, weights, strict=True):
        assert share == 1 or abs(share - Fraction(size * weight, total)) < 1


@given(st.permutations(list(range(60))))
def test_draw_does_not_depend_on_the_order_of_rows(order: list[int]) -> None:
    rows = make_population(A=list(range(1, 31)), B=list(range(1, 31))).rows
    again = Population.from_rows(rows[order])
    assert draw_sample(make_plan(), again).rows.equals(draw_sample(make_plan(), Population.from_rows(rows)).rows)


def test_empty_text_and_empty_population_are_refused() -> None:
    with pytest.raises(UserFault, match="public random text"):
        draw_sample(make_plan(random=" "), make_population(A=[1]))
    with pytest.raises(UserFault, match="nothing to visit"):
        draw_sample(make_plan(), make_population())


@pytest.mark.parametrize(
    ("not_found", "unreachable", "verdict"),
    [
        (0, 0, Verdict.CERTIFIED),
        (2, 0, Verdict.QUALIFIED),
        (1, 2, Verdict.UNDETERMINED),
        (3, 0, Verdict.INACCURATE),
        (3, 3, Verdict.INACCURATE),
    ],
)
def test_verdict_is_one_of_the_auditors_four(not_found: int, unreachable: int, verdict: Verdict) -> None:
    rest = 29 - not_found - unreachable
    outcomes = [Outcome.NOT_FOUND] * not_found + [Outcome.UNREACHABLE] * unreachable + [Outcome.FOUND] * rest
    found = assess(outcomes, Fraction(1, 10), SURE)
    assert found.verdict == verdict
    assert found.failed == not_found + unreachable


@pytest.fixture
def drawn(tmp_path: Path) -> tuple[Draw, Path, Path]:
    draw = draw_sample(make_plan(), make_population(A=[7] * 100))
    write_plan(tmp_path / "draw.json", draw)
    write_sheet(tmp_path / "draw.csv", draw, {"A001": "Village One"})
    return draw, tmp_path / "draw.json", tmp_path / "draw.csv"


def _fill(sheet: Path, **outcomes: str) -> Path:
    frame = pl.read_csv(sheet, infer_schema=False).with_columns(
        outcome=pl.col("pick").replace_strict(outcomes, default="found")
    )
    frame.write_csv(sheet)
    return sheet


def test_sheet_names_the_place_and_says_that_it_is_synthetic(drawn: tuple[Draw, Path, Path]) -> None:
    lines = drawn[2].read_text(encoding="utf-8-sig").splitlines()
    assert "Village One" in lines[1]
    assert "ynthetic" in lines[1]
    assert json.loads(drawn[1].read_text())["notice"]


def test_filled_sheet_comes_back_in_the_order_of_the_draw(drawn: tuple[Draw, Path, Path]) -> None:
    plan, stated = read_plan(drawn[1])
    assert plan == make_plan()
    outcomes = read_sheet(_fill(drawn[2], **{"2": "Not Found ", "3": "unreachable"}), stated)
    assert outcomes[:4] == [Outcome.FOUND, Outcome.NOT_FOUND, Outcome.UNREACHABLE, Outcome.FOUND]


def test_unfilled_or_foreign_sheet_is_refused_with_its_row(drawn: tuple[Draw, Path, Path], tmp_path: Path) -> None:
    _, stated = read_plan(drawn[1])
    with pytest.raises(UserFault, match="row 2: '' is no outcome"):
        read_sheet(drawn[2], stated)
    lines = _fill(drawn[2]).read_text().splitlines(keepends=True)
    short = tmp_path / "short.csv"
    short.write_text("".join(lines[:-1]))
    with pytest.raises(UserFault, match="lacks pick 29"):
        read_sheet(short, stated)
    short.write_text("".join([*lines, lines[1]]))
    with pytest.raises(UserFault, match="row 31: pick 1 stands there twice"):
        read_sheet(short, stated)
    short.write_text("".join([*lines, "99,A0001,A,A001,7,,found,\n"]))
    with pytest.raises(UserFault, match="pick 99 is not one"):
        read_sheet(short, stated)
    with pytest.raises(UserFault, match="not a drawn sample"):
        read_plan(short)
