"""`luoshi desk`: accounts, and carrying what was handed in at the desk into the book."""

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from luoshi.cli.options import BookOption
from luoshi.cli.output import console
from luoshi.desk import NewAccount, add_desk_account, close_desk, has_desk_account

desk = typer.Typer(help="The desk: accounts, and closing into the book.", no_args_is_help=True)
user = typer.Typer(help="Accounts of the desk.", no_args_is_help=True)
desk.add_typer(user, name="user")


class RoleName(StrEnum):
    """The roles that a post can have."""

    PLEDGE_OFFICE = "pledge_office"
    LEAD_DEPARTMENT = "lead_department"
    SUPPORTING_DEPARTMENT = "supporting_department"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE_CLERK = "village_clerk"
    AUDITOR = "auditor"
    DEPUTY = "deputy"
    ADMINISTRATOR = "administrator"


@user.command("add")
def desk_user_add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    book: BookOption,
    role: Annotated[RoleName, typer.Option(help="What they do at the desk.")],
    area: Annotated[str, typer.Option(help="Division code of the area, for a county, township or village.")] = "",
    department: Annotated[str, typer.Option(help="The department, as figures name it.")] = "",
    signs: Annotated[bool, typer.Option(help="A head, who signs and sends back; a clerk without.")] = False,
    called: Annotated[str, typer.Option(help="The name that others see; the sign-in name without.")] = "",
) -> None:
    """Make an account with a post, or give an account one more; the password is asked for, or read from a pipe."""
    new = not has_desk_account(book, name, os.environ)
    password = _ask_password() if new else ""
    account = NewAccount(name, called or name, password, role.value, area, department, signs)
    add_desk_account(book, account, os.environ)
    where = " · ".join(part for part in (role.value, area, department, "signs" if signs else "") if part)
    console.print(f"{'Account' if new else 'Post added'}  {name} · {where}", highlight=False)


@desk.command("close")
def desk_close(book: BookOption) -> None:
    """Carry what was handed in at the desk into the book; again, or after a kill, nothing is taken twice."""
    taken = close_desk(book, os.environ)
    console.print(f"Taken      {taken} hand-ins into the book" if taken else "Nothing waits for the book")


def _ask_password() -> str:
    # From a pipe for scripts: an option would stand in the list of processes and in the shell's history.
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
