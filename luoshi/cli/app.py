"""The command `luoshi`: its sub-commands, and the one place that turns an error into an exit code."""

import sys
import time
import traceback

import typer
import typer.main

from luoshi.cli.arrears import arrears
from luoshi.cli.backup import book_backup, book_restore, person
from luoshi.cli.book import book
from luoshi.cli.bulletin import bulletin
from luoshi.cli.check import checking
from luoshi.cli.claims import claims
from luoshi.cli.count import counting
from luoshi.cli.demo import demo
from luoshi.cli.desk import desk
from luoshi.cli.keys import keys
from luoshi.cli.leads import leads
from luoshi.cli.output import print_error
from luoshi.cli.payments import payments
from luoshi.cli.places import places
from luoshi.cli.proof import proof
from luoshi.cli.records import import_, template, withdraw
from luoshi.cli.release import release
from luoshi.cli.returns import new, returns
from luoshi.cli.runs import runs
from luoshi.cli.sample import sample
from luoshi.cli.serve import serve
from luoshi.cli.simulate import simulate
from luoshi.cli.synthesize import synthesize
from luoshi.cli.trace import tracing
from luoshi.cli.why import case, why
from luoshi.errors import LuoshiError, UserFault
from luoshi.logs import log_event, start_logs

app = typer.Typer(
    name="luoshi",
    help="落实: count a city's figures from records, seal them, and check any text against them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _command in (claims, synthesize, demo, new, template, withdraw, leads, proof):
    app.command()(_command)
for _question in (simulate, why, case, arrears):
    app.command()(_question)
app.command()(serve)
app.command("import")(import_)
app.add_typer(checking)
app.add_typer(counting)
app.add_typer(tracing)
app.add_typer(release, name="release")
app.add_typer(keys, name="keys")
book.command("backup")(book_backup)
book.command("restore")(book_restore)
app.add_typer(book, name="book")
app.add_typer(person, name="person")
app.add_typer(runs, name="runs")
app.add_typer(returns, name="returns")
app.add_typer(bulletin, name="bulletin")
app.add_typer(payments, name="payments")
app.add_typer(places, name="places")
app.add_typer(sample, name="sample")
app.add_typer(desk, name="desk")


@app.callback()
def _root() -> None:
    """Keep `claims` a sub-command even while it is the only one."""


# Made once, when all of them are known: what the log calls a command.
_COMMANDS = typer.main.get_command(app)


def main() -> None:
    """Run the command line; a LuoshiError ends with its exit code and no traceback."""
    start_logs()
    begun = time.perf_counter()
    exit_code = LuoshiError.exit_code
    try:
        _run()
    except SystemExit as end:
        exit_code = end.code if isinstance(end.code, int) else 0
        raise
    except LuoshiError as error:
        log_event("refused", code=error.code)
        print_error(error)
        exit_code = error.exit_code
        sys.exit(exit_code)
    except Exception:  # noqa: BLE001 - the outermost edge: without it our own fault would end with 1, "differs"
        traceback.print_exc()
        sys.exit(exit_code)
    finally:
        seconds = round(time.perf_counter() - begun, 3)
        log_event("ended", command=_name_command(sys.argv[1:]), exit_code=exit_code, seconds=seconds)


def _run() -> None:
    """Run the command; where the system refuses a path, that is for the user to mend, and no fault of ours."""
    try:
        app()
    except OSError as error:
        if error.filename is None:
            raise
        refused = error.filename2 or error.filename
        raise UserFault("cli.path_refused", path=refused, reason=error.strerror) from error


def _name_command(arguments: list[str]) -> str:
    """Return the command and sub-command alone: arguments may name people."""
    found: object = _COMMANDS
    names: list[str] = []
    for argument in arguments:
        below: dict[str, object] = getattr(found, "commands", {})
        if argument not in below:
            break
        found = below[argument]
        names.append(argument)
    return " ".join(names)
