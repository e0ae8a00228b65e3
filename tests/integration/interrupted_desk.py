"""Hands in at a desk, signs, and closes into the book, in processes killed at their n-th step.

    python interrupted_desk.py ORIGIN ACTION TARGET

ORIGIN holds `book` and `book.desk`. Each statement to the database counts as a step, each commit before it and after
it, and each call by which the book's bytes reach the disk. After each kill the same is done again, in full. Prints one
JSON line a kill: what stood after the kill, and what stands after the second time.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import django
import polars as pl

CALLS = ("write", "fsync", "link", "unlink", "rename", "replace", "mkdir")
ORIGIN, ACTION, TARGET = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
os.environ |= {"DJANGO_SETTINGS_MODULE": "luoshi.desk.settings", "LUOSHI_BOOK": str(ORIGIN / "book")}
django.setup()

# Models can be imported only once Django has loaded.
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from luoshi.desk.returns.actions import hand_in  # noqa: E402
from luoshi.desk.returns.closing import close_returns  # noqa: E402
from luoshi.desk.returns.doors import access_unit_by_code  # noqa: E402
from luoshi.desk.returns.models import HandIn, SentBack, Signature, Statement  # noqa: E402
from luoshi.desk.returns.queries import list_signable  # noqa: E402
from luoshi.desk.returns.signing import sign  # noqa: E402
from luoshi.desk.shelf import get_shelf  # noqa: E402
from luoshi.figures import load_returns  # noqa: E402
from luoshi.office.accounts.models import User  # noqa: E402
from luoshi.office.audit.models import AuditEntry  # noqa: E402
from luoshi.office.audit.queries import check_audit  # noqa: E402
from luoshi.office.outbox.models import OutboxRow  # noqa: E402
from luoshi.periods import Period  # noqa: E402
from luoshi.records import Book, verify_log  # noqa: E402
from luoshi.returns import FilledForm, FilledRow  # noqa: E402
from luoshi.runs import build_source  # noqa: E402

COUNTY = "371302"
CELLS = (("assistance.paid", "yuan", "13"), ("assistance.recipients", "person", "无"))


class Killer:
    """Counts steps, and ends the process at the one asked for as a power cut would."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.seen = 0

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.place:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self.step()
            done = real(*given, **named)
            self.step()
            return done

        return call

    def execute(self, execute, sql, params, many, context):
        self.step()
        return execute(sql, params, many, context)


def use(folder: Path) -> None:
    """Point Django, which has no connection yet in this process, at the copy in `folder`."""
    connection.settings_dict["NAME"] = folder / "book.desk" / "desk.sqlite3"
    settings.LUOSHI = replace(settings.LUOSHI, book=folder / "book", folder=folder / "book.desk")
    get_shelf.cache_clear()


def act(folder: Path) -> None:
    if ACTION == "close":
        close_returns(folder / "book")
        return
    person = User.objects.get(username="clerk" if ACTION == "hand_in" else "head")
    door = access_unit_by_code(person, COUNTY)
    if ACTION == "sign":
        hashes = [row.statement.sha256 for row in list_signable(door) if row.statement]
        if hashes:
            sign(door=door, hashes=hashes, by=person)
        return
    rows = tuple(FilledRow(n, name, "", unit, text, "", "市民政局") for n, (name, unit, text) in enumerate(CELLS, 1))
    form = FilledForm(Path("page"), door.form.unit.number, "", Period.parse("2021"), date(2022, 1, 5), rows)
    hand_in(door=door, form=form, by=person)


def describe(folder: Path) -> dict[str, object]:
    book = Book.open(folder / "book")
    returns = load_returns(build_source(book.snapshot()))
    return {
        "statements": list(Statement.objects.filter(current=True).values_list("figure", "numerator", "version")),
        "hand_ins": HandIn.objects.count(),
        "signatures": Signature.objects.count() + SentBack.objects.count(),
        "audit": [AuditEntry.objects.count(), check_audit()],
        "outbox": [(row.sequence, row.carried is not None) for row in OutboxRow.objects.order_by("sequence")],
        "placed": list(HandIn.objects.filter(position__isnull=False).values_list("position", flat=True)),
        "log": verify_log(book),
        "book": sorted((item, one.numerator, one.returns) for (item, _, _), one in returns.items()),
    }


def in_child(work: Callable[[], object]) -> tuple[int, str]:
    """Run `work` in a forked process; return its wait status and what it returned, as text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            said = json.dumps(work())
            with os.fdopen(writing, "w") as stream:
                stream.write(said)
            status = 0
        except Exception:
            traceback.print_exc()
            raise
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    return os.waitpid(child, 0)[1], said


def act_killed(folder: Path, place: int) -> int:
    use(folder)
    killer = Killer(place)
    for name in CALLS:
        setattr(os, name, killer.wrap(getattr(os, name)))
    pl.DataFrame.write_parquet = killer.wrap(pl.DataFrame.write_parquet)  # type: ignore[method-assign]
    connection._commit = killer.wrap(connection._commit)  # type: ignore[method-assign]
    with connection.execute_wrapper(killer.execute):
        act(folder)
    return killer.seen


def act_and_describe(folder: Path) -> dict[str, object]:
    use(folder)
    before = describe(folder)
    act(folder)
    after = describe(folder)
    assert not transaction.get_connection().in_atomic_block
    return {"killed": before, "again": after}


def main() -> None:
    whole = shutil.copytree(ORIGIN, TARGET / "whole")
    status, said = in_child(lambda: act_killed(whole, 0))
    if status:
        sys.exit(f"{ACTION} failed")
    steps = int(said)
    _, said = in_child(lambda: act_and_describe(whole))
    sys.stdout.write(said + "\n")
    for place in range(1, steps + 1):
        folder = shutil.copytree(ORIGIN, TARGET / str(place))
        status, _ = in_child(lambda folder=folder, place=place: act_killed(folder, place))
        if not os.WIFSIGNALED(status):
            sys.exit(f"not killed at step {place}")
        status, said = in_child(lambda folder=folder: act_and_describe(folder))
        if status:
            sys.exit(f"not to be done again after a kill at step {place}")
        sys.stdout.write(said + "\n")
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
