import io
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.console import Console

from luoshi.bulletins.checking import check_text
from luoshi.cli.verdicts import print_report, say_amount
from luoshi.figures import Evidence, Result
from luoshi.periods import Period
from luoshi.runs import CheckReport
from luoshi_linyi import CITY

TEXT = (
    "公共卫生人均经费标准由74元提高到79元，全年发放救助资金14.43亿元，网上报名人数超过35万人。\n"
    "县级医院发热门诊、感染性疾病科设立率均达100%。全市新栽树1200株。\n"
)
VALUES = {
    "public_health.per_head_before": 74, "public_health.per_head": 79, "assistance.paid": 1_443_018_620,
    "enrolment.applicants": 352_000, "hospitals.fever_clinics": 1, "hospitals.infectious": 1,
}  # fmt: skip


def find_result(figure: str, area: str, period: Period) -> Result | None:
    value = VALUES.get(figure)
    return value and Result(figure, area, period, Fraction(value), None, None, "", Evidence.RETURNS, 1)


def make_report(text: str) -> CheckReport:
    claims = check_text(text, CITY.figures, find_result, period=Period.parse("2021"), area=CITY.code)
    units = {figure.id: figure.unit for figure in CITY.figures}
    return CheckReport(tuple(claims), (), "临沂市", None, True, units)


def print_at(width: int) -> list[str]:
    out = io.StringIO()
    print_report(make_report(TEXT), TEXT, Console(file=out, width=width))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_table_fits_the_console_and_folds_no_figure(width: int) -> None:
    lines = print_at(width)
    assert max(cell_len(line) for line in lines) <= width
    for figure in VALUES:
        assert any(figure in line for line in lines)


def test_columns_stand_under_each_other_beside_chinese_words() -> None:
    lines = [line for line in print_at(120)[4:] if line.rstrip().endswith(("agrees", "verdict", "no evidence"))]
    assert len(lines) == 7
    starts = {cell_len(line[: line.rindex(word)]) for line in lines for word in ("agrees", "verdict") if word in line}
    assert len(starts) == 1


def test_the_summary_says_synthetic_and_how_much_is_a_departments_word() -> None:
    head = "\n".join(print_at(100)[:4])
    assert "calibrated synthetic data" in head
    assert "6 found   5 agree   0 differ   1 no evidence" in head
    assert "6 of 6 figures" in head


def test_a_one_sided_claim_says_its_margin_under_the_row() -> None:
    assert any("by a margin of 2,000" in line for line in print_at(100))


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Fraction(1), "household", "1 household"),
        (Fraction(2), "facility", "2 facilities"),
        (Fraction(3, 2), "km", "1.5 km"),
        (Fraction(14430186205, 10), "yuan", "1,443,018,620.50 yuan"),
        (Fraction(150), "yuan/person/month", "150 yuan per person per month"),
        (Fraction(219, 10000), "ratio", "2.19 %"),
        (None, "person", "not known"),
    ],
)
def test_an_amount_is_said_with_its_unit(value: Fraction | None, unit: str, said: str) -> None:
    assert say_amount(value, unit) == said
