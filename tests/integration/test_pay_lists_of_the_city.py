"""Pay lists of the synthetic city with its injected faults: every dead payee and every duplicate is found."""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luoshi.delivery.payments import CheckedList, Request, check_pay_list
from luoshi.records import Book
from luoshi.runs import synthesize_book

pytestmark = pytest.mark.slow
SOUGHT = {"dead_payees": "paid_after_death", "duplicate_payments": "twice_on_list"}


@dataclass(frozen=True)
class Faulty:
    """A book with faults; its standing payments of the year with names and numbers; the truth by fault."""

    book: Path
    payments: pl.DataFrame
    truth: dict[str, set[int]]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Faulty:
    path = tmp_path_factory.mktemp("pay_lists") / "book"
    synthesize_book(path, city_name="linyi", year=2021, scale=0.01, seed=20211231, with_faults=True)
    snapshot = Book.open(path).snapshot()
    ended = pl.concat([pl.read_parquet(file) for file in snapshot.ended("payments")])
    people = pl.concat([pl.read_parquet(file) for file in (path / "registry").glob("*.parquet")])
    payments = (
        pl.read_parquet(list(snapshot.files("payments")))
        .join(ended, on="record", how="anti")
        .filter((pl.col("status") == "paid") & (pl.col("pay_month").dt.year() == 2021))
        .join(people, on="person", how="inner")
        .with_columns(pl.col("pay_month").dt.strftime("%Y-%m").alias("month"))
        .sort("record")
    )
    faults = {one["fault"]: one for one in json.loads((path / "synthetic" / "faults.json").read_text())["faults"]}
    truth = {name: {int(record) for record in faults[name]["records"]} for name in SOUGHT}
    truth["duplicate_payments"] |= {int(record) for record in faults["duplicate_payments"]["of"]}
    return Faulty(path, payments, truth)


def write_list(folder: Path, rows: pl.DataFrame, *, with_amounts: bool) -> Path:
    columns = {"姓名": "name", "身份证号": "id_number", "区划代码": "area"}
    shown = rows.select(pl.col(old).cast(pl.String).alias(new) for new, old in columns.items())
    if with_amounts:
        shown = shown.with_columns((rows["amount"] / 100).cast(pl.String).alias("金额（元）"))
    path = folder / "list.csv"
    shown.write_csv(path)
    return path


def list_months(faulty: Faulty) -> list[tuple[str, str]]:
    """Return the benefits and months in which a fault lies."""
    sought = set().union(*faulty.truth.values())
    hit = faulty.payments.filter(pl.col("record").is_in(list(sought)))
    return list(hit.select("benefit", "month").unique().sort("benefit", "month").iter_rows())


def check_month(
    faulty: Faulty, folder: Path, benefit: str, month: str, *, with_amounts: bool
) -> tuple[pl.DataFrame, CheckedList]:
    """Return the payments of the month, in the order of the list, and the list checked."""
    rows = faulty.payments.filter((pl.col("benefit") == benefit) & (pl.col("month") == month))
    path = write_list(folder, rows, with_amounts=with_amounts)
    return rows, check_pay_list(faulty.book, Request(path, benefit, month, after_payment=True))


def test_every_dead_payee_and_duplicate_of_each_months_list_is_found(
    faulty: Faulty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = suspects = false = 0
    met: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for benefit, month in list_months(faulty):
        rows, checked = check_month(faulty, tmp_path, benefit, month, with_amounts=False)
        true_rows: set[int] = set()
        for fault, code in SOUGHT.items():
            wrong = {row for row, record in enumerate(rows["record"], start=2) if record in faulty.truth[fault]}
            told = {row for row, leads in checked.leads.items() if code in {lead.code for lead in leads}}
            assert wrong <= told, f"{checked.benefit.id} {checked.month}: {fault}"
            met[fault] += len(wrong)
            true_rows |= wrong
        lines += checked.read
        suspects += len(checked.leads)
        false += len(set(checked.leads) - true_rows)
        reasons.update(lead.code for row in set(checked.leads) - true_rows for lead in checked.leads[row])
    assert met["dead_payees"] >= 30
    assert met["duplicate_payments"] >= 200
    with capsys.disabled():
        sys.stdout.write(
            f"\nsynthetic city, scale 0.01: {lines:,} lines, {suspects} suspects, true {dict(met)}; "
            f"false {false}: {false / suspects:.1%} of suspects, {false / lines:.2%} of lines: {dict(reasons)}\n"
        )
    # The city's births fit the year's end and not each month, so some payees are under age before their birthday.
    assert set(reasons) <= {"id_future_birth", "too_young", "too_old", "village_jump"}
    assert false < lines / 100


def test_amounts_of_the_synthetic_city_are_no_standards_and_are_told_so(faulty: Faulty, tmp_path: Path) -> None:
    for benefit in ("disability_living", "disability_nursing", "poor_elder"):
        _, checked = check_month(faulty, tmp_path, benefit, "2021-06", with_amounts=True)
        assert checked.count_reasons()["amount_off_standard"] > checked.read * 0.9


def test_list_with_lines_left_out_tells_who_is_missing(faulty: Faulty, tmp_path: Path) -> None:
    month = faulty.payments.filter((pl.col("benefit") == "tekun") & (pl.col("month") == "2021-06"))
    before = faulty.payments.filter((pl.col("benefit") == "tekun") & (pl.col("month") == "2021-05"))
    both = month.join(before, on="person", how="semi").unique("person", maintain_order=True)
    left_out = set(both.head(25)["id_number"])
    kept = month.filter(~pl.col("id_number").is_in(list(left_out)))
    path = write_list(tmp_path, kept, with_amounts=False)
    checked = check_pay_list(faulty.book, Request(path, "tekun", "2021-06", after_payment=True))
    listed: set[Any] = set(kept["id_number"])
    told = {payee.id_number for payee in checked.missing}
    assert left_out <= told
    assert not told & listed
    assert all(payee.name for payee in checked.missing)
