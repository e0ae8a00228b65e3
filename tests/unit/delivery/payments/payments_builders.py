"""Builders with defaults, so that a test states only what matters."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.areas import AreaTree
from luoshi.delivery.payments.case import DEATHS, PAID, BookSide, Case, OtherFile
from luoshi.delivery.payments.leads import Lead
from luoshi.identity import append_check_digits
from luoshi.periods import Period
from luoshi.records import Batch, Book, build_schema, get_contract
from luoshi.registry import Registry
from luoshi_linyi import CITY

SECRET = "a secret of at least thirty-two bytes"  # noqa: S105 - of the tests
LANSHAN, YINAN = 371302000000, 371321000000
VILLAGE, OTHER_VILLAGE = 371302001001, 371302001002
LINES: Mapping[str, Any] = {
    "row": pl.Int64,
    "id": pl.String,
    "id_problem": pl.String,
    "born": pl.Date,
    "person": pl.Int64,
    "name": pl.String,
    "account": pl.String,
    "account_name": pl.String,
    "household": pl.String,
    "residence": pl.String,
    "persons": pl.Int64,
    "account_damaged": pl.Boolean,
    "amount": pl.Int64,
    "amount_unreadable": pl.Boolean,
    "area": pl.Int64,
    "county": pl.Int64,
    "village": pl.Int64,
}


@cache
def get_tree() -> AreaTree:
    return CITY.load_areas().legal


def make_id(born: str = "19400615", number: int = 1) -> str:
    """Return an invented ID number: 999 belongs to no real area."""
    (made,) = append_check_digits(pl.Series([f"999302{born}{number:03d}"]))
    return str(made)


def make_case(
    lines: Sequence[Mapping[str, Any]],
    *,
    benefit: str = "poor_elder",
    month: str = "2021-09",
    paid: Sequence[Mapping[str, Any]] = (),
    deaths: Sequence[tuple[int, date]] = (),
    others: Mapping[str, Sequence[Mapping[str, Any]]] = {},
    after_payment: bool = False,
) -> Case:
    """Return a case of Linyi's rules. Lines are numbered from 2; line n is person n unless it says otherwise."""
    rules = CITY.load_benefits()
    when = Period.parse(month)
    whole = [
        {"row": row, "person": row, "account_damaged": False, "amount_unreadable": False, **line}
        for row, line in enumerate(lines, start=2)
    ]
    payments = [{"benefit": benefit, "month": when.first_month, "amount": 8000, **one} for one in paid]
    files = {
        name: OtherFile(
            name,
            f"{name}.csv",
            pl.DataFrame(
                [{"row": row, **one} for row, one in enumerate(rows, start=2)],
                schema={"row": pl.Int64, "id": pl.String, "died_on": pl.Date, "amount": pl.Int64},
            ),
        )
        for name, rows in others.items()
    }
    return Case(
        benefit=rules.get_benefit(benefit),
        month=when,
        lines=pl.DataFrame(whole, schema=LINES),
        columns=frozenset({name for line in lines for name in line}),
        book=BookSide(
            pl.DataFrame(payments, schema=PAID),
            pl.DataFrame(list(deaths), schema=DEATHS, orient="row"),
        ),
        rules=rules,
        parameters=CITY.load_parameters(),
        tree=get_tree(),
        others=files,
        after_payment=after_payment,
    )


def list_codes(leads: Sequence[Lead]) -> list[tuple[int, str]]:
    """Return row and code of each lead, and see that it can be said in both languages."""
    for lead in leads:
        assert all([lead.say("zh"), lead.say("en"), lead.say_label("zh"), lead.say_label("en")])
    return [(lead.row, lead.code) for lead in leads]


def make_book(
    folder: Path, payments: Sequence[Mapping[str, Any]] = (), deaths: Sequence[tuple[str, date]] = ()
) -> Path:
    """Make a book of Linyi with registered people; payments and deaths name them by ID number."""
    book = Book.create(folder / "book", city="linyi", year=2021, name="临沂市")
    registry = Registry(book.path / "registry", SECRET.encode())
    numbers = [*(one["id"] for one in payments), *(number for number, _ in deaths)]
    names = [*(one.get("name", "张三丰") for one in payments), *("李四" for _ in deaths)]
    keys = registry.get_or_make_keys(numbers, names)
    rows = [
        {
            "payment": place,
            "person": key,
            "household": None,
            "benefit": "poor_elder",
            "pay_month": date(2021, 8, 1),
            "paid_on": date(2021, 8, 10),
            "amount": 8000,
            "status": "paid",
            "area": VILLAGE,
            **{name: value for name, value in one.items() if name not in ("id", "name")},
        }
        for place, (one, key) in enumerate(zip(payments, keys, strict=False), start=1)
    ]
    files = []
    if rows:
        files.append(_stage(book, "payments", rows))
    if deaths:
        dead = keys[len(payments) :]
        files.append(
            _stage(
                book,
                "deaths",
                [
                    {"person": key, "died_on": day, "registered_on": day, "source": "police", "area": VILLAGE}
                    for key, (_, day) in zip(dead, deaths, strict=True)
                ],
            )
        )
    if files:
        book.append(Batch("test", 1, tuple(files)))
    return book.path


def _stage(book: Book, kind: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    names = [column.name for column in get_contract(kind).columns]
    schema = {name: kept for name, kept in build_schema(get_contract(kind)).items() if name in names}
    return book.stage(kind, pl.DataFrame(rows, schema=schema))
