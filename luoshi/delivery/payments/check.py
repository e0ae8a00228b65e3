"""Check a pay list: the list, the city's rules, the book and other files come together, and leads come out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.delivery.payments.bookside import People, read_book_side, refuse_in_book
from luoshi.delivery.payments.case import Case
from luoshi.delivery.payments.checks import CHECKS, find_missing, is_book_partial
from luoshi.delivery.payments.checks.payees import DEATHS
from luoshi.delivery.payments.leads import Lead, Said
from luoshi.delivery.payments.lines import build_lines
from luoshi.delivery.payments.lists import PayList, read_list
from luoshi.delivery.payments.otherfiles import parse_against, read_others
from luoshi.errors import UserFault, get_message
from luoshi.identity import get_birth_date
from luoshi.periods import Period
from luoshi.policy import Benefit
from luoshi.records import Book
from luoshi.runs import get_book_city

MISSING = "entitled_and_missing"


@dataclass(frozen=True)
class Request:
    """What is to be checked: a list of one benefit and month, against a book and `against`, texts `NAME=FILE`."""

    list: Path
    benefit: str
    month: str
    against: Sequence[str] = ()
    after_payment: bool = False


@dataclass(frozen=True)
class MissingPayee:
    """Somebody paid the month before, not known to have died, and not on the list: a lead, not a claim."""

    id_number: str
    name: str
    area: str
    amount: int


@dataclass(frozen=True)
class CheckedList:
    """A list with its leads by row. `not_checked` says which checks could not be made, and why."""

    benefit: Benefit
    month: Period
    given: PayList
    leads: Mapping[int, tuple[Lead, ...]]
    missing: tuple[MissingPayee, ...]
    not_checked: tuple[Lead, ...]
    synthetic: bool

    @property
    def read(self) -> int:
        """How many lines the list has."""
        return self.given.frame.height

    def count_reasons(self) -> dict[str, int]:
        """Return by reason how many lines have it, the most frequent first, equals by their code."""
        counts = Counter(code for leads in self.leads.values() for code in {lead.code for lead in leads})
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def check_pay_list(book_path: Path, request: Request, out: Path | None = None) -> CheckedList:
    """Check a list; nothing is written. `out`, where the caller will write the suspects, must not lie in the book.

    Raises UserFault for a month that is none, an unknown benefit, and files that cannot be used.
    """
    month = Period.parse(request.month)
    if month.kind != "month":
        raise UserFault("payments.not_a_month", given=request.month)
    book = Book.open(book_path)
    if out is not None:
        refuse_in_book(book, out)
    city = get_book_city(book)
    rules = city.load_benefits()
    benefit = rules.get_benefit(request.benefit)
    files = parse_against(request.against, benefit, rules)
    given = read_list(request.list)
    people, tree = People(book), city.load_areas().legal
    lines = build_lines(given, tree, month.last_day, people.find_keys)
    case = Case(
        benefit=benefit,
        month=month,
        lines=lines,
        columns=frozenset(given.roles),
        book=read_book_side(book.snapshot(), benefit, month.first_month, rules, tree),
        rules=rules,
        parameters=city.load_parameters(),
        tree=tree,
        others=read_others(files, month.last_day),
        after_payment=request.after_payment,
    )
    return CheckedList(
        benefit,
        month,
        given,
        _find_leads(case),
        _name_missing(case, people),
        _list_not_checked(case),
        book.settings.synthetic,
    )


def _find_leads(case: Case) -> dict[int, tuple[Lead, ...]]:
    found: dict[int, list[Lead]] = {}
    for check in CHECKS:
        for lead in check(case):
            found.setdefault(lead.row, []).append(lead)
    return {row: tuple(found[row]) for row in sorted(found)}


def _name_missing(case: Case, people: People) -> tuple[MissingPayee, ...]:
    """Return the missing with their names, without those whom another file says are dead, and the too old."""
    rows = {row[0]: row for row in find_missing(case).iter_rows()}
    other = case.others.get(DEATHS)
    deaths = {} if other is None else dict(other.rows.select("id", "died_on").iter_rows())
    listed = set(case.lines["id"].drop_nulls())
    found = []
    for person in people.find_people(list(rows)):
        number = person.id_number
        dead = number in deaths and case.is_paid_after(deaths[number])
        if dead or number in listed or case.is_past_age(get_birth_date(number)):
            continue
        _, area, amount = rows[person.key]
        tree = case.tree
        place = "".join(one.name for one in reversed([tree.place(area), *tree.ancestors(tree.place(area).code)][:-1]))
        found.append(MissingPayee(number, person.name, place, amount))
    return tuple(found)


def _list_not_checked(case: Case) -> tuple[Lead, ...]:
    """Return what could not be checked for want of a column, of records or of a rule."""
    columns, book, standard = case.columns, case.book, case.benefit.standard
    nobody = case.lines["person"].null_count() == case.lines.height
    lacking = {
        "no_accounts": "account" not in columns,
        "no_account_names": "account" in columns and not {"account_name", "name"} <= columns,
        "no_amounts": "amount" not in columns,
        "no_standard": "amount" in columns and standard is None,
        "no_persons": standard is not None and standard.of_household and not {"persons"} <= columns,
        "no_areas": case.lines["county"].null_count() == case.lines.height,
        "no_deaths": book.deaths.is_empty() and DEATHS not in case.others,
        "nobody_known": nobody,
        "no_month_before": case.benefit.rhythm == "monthly"
        and case.get_paid(case.benefit.id, case.ordinal - 1).is_empty(),
        "partial_month_before": case.benefit.jump is not None and is_book_partial(case),
    }
    found = [Lead(0, code) for code, holds in lacking.items() if holds]
    absent = [name for name in case.benefit.against if name not in case.others]
    if absent:
        found.append(Lead(0, "no_other_files", {"names": ", ".join(absent)}))
    return tuple(found)


def say_missing() -> Said:
    """Return what to do about those who are missing."""
    return Said(*(get_message(f"payments.{MISSING}", language) for language in ("zh", "en")))
