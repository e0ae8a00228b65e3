"""The command `luoshi`: its sub-commands, and the one place that turns an error into an exit code."""

import sys
import traceback

import typer

from luoshi.cli.bulletin import bulletin
from luoshi.cli.check import check
from luoshi.cli.claims import claims
from luoshi.cli.count import count, trace
from luoshi.cli.demo import demo
from luoshi.cli.output import print_error
from luoshi.cli.places import places
from luoshi.cli.records import import_
from luoshi.cli.release import keys, release
from luoshi.cli.sample import sample
from luoshi.cli.returns import new, returns
from luoshi.cli.synthesize import synthesize
from luoshi.errors import LuoshiError

app = typer.Typer(
    name="luoshi",
    help="落实: count a city's figures from records, seal them, and check any text against them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _command in (claims, check, count, trace, synthesize, demo, new):
    app.command()(_command)
app.command("import")(import_)
app.add_typer(release, name="release")
app.add_typer(keys, name="keys")
app.add_typer(returns, name="returns")
app.add_typer(bulletin, name="bulletin")
app.add_typer(places, name="places")
app.add_typer(sample, name="sample")


@app.callback()
def _root() -> None:
    """Keep `claims` a sub-command even while it is the only one."""


def main() -> None:
    """Run the command line; a LuoshiError ends with its exit code and no traceback."""
    try:
        app()
    except LuoshiError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except Exception:  # noqa: BLE001 - the outermost edge: without it our own fault would end with 1, "differs"
        traceback.print_exc()
        sys.exit(LuoshiError.exit_code)
