"""What an administrator does from the command line: accounts, and closing what the desk has for the book."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from luoshi.areas import AreaTree
from luoshi.desk.serving import prepare_database
from luoshi.errors import UserFault
from luoshi.records import Book
from luoshi.runs import get_book_city

_LEVELS = {"county": "county", "township": "township", "village_clerk": "village"}


@dataclass(frozen=True)
class NewAccount:
    """An account to make, or one to give a post: the role, and the area or department for which it is held."""

    username: str
    name: str
    password: str
    role: str
    area: str = ""
    department: str = ""
    signs: bool = False


def add_desk_account(book: Path, account: NewAccount, environment: MutableMapping[str, str]) -> None:
    """Make the account with its post; a post more where the account is there.

    Raises UserFault for a post whose area or department the city does not have, or a password easily guessed.
    """
    city = get_book_city(Book.open(book))
    area = _find_area(account, city.load_areas().reporting) if account.area else ""
    owners = sorted({figure.owner for figure in city.figures})
    if account.department and account.department not in owners:
        raise UserFault("accounts.unknown_department", department=account.department, some="、".join(owners[:5]))
    prepare_database(book, environment)
    post = _load("luoshi.office.accounts.actions.NewPost")(account.role, area, account.department, account.signs)
    _load("luoshi.office.accounts.actions.add_account")(
        username=account.username, name=account.name, password=account.password, post=post, by="command line"
    )


def has_desk_account(book: Path, username: str, environment: MutableMapping[str, str]) -> bool:
    """Return whether the desk has an account of this name."""
    prepare_database(book, environment)
    return bool(_load("luoshi.office.accounts.models.User").objects.filter(username=username).exists())


def close_desk(book: Path, environment: MutableMapping[str, str]) -> int:
    """Carry what was handed in at the desk into the book; return how many hand-ins were taken."""
    prepare_database(book, environment)
    return int(_load("luoshi.desk.returns.closing.close_returns")(book))


def _load(name: str) -> Any:  # noqa: ANN401 - whatever is called so
    # By name: a model cannot be imported before Django has loaded, and this module is imported before.
    return import_string(name)


def _find_area(account: NewAccount, units: AreaTree) -> str:
    found = units.get(account.area)
    wanted = _LEVELS.get(account.role, "city")
    if found.level != wanted:
        raise UserFault("accounts.area_level", role=account.role, wanted=wanted, code=found.code, name=found.name)
    return "" if found.level == "city" else str(found.code)
