"""Commands as a clerk gives them, without the start of Python: trace, release, verify."""

import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from luoshi.cli.app import app
from measuring import report, take_time

FIGURE = "assistance.paid"


def run(*arguments: str) -> str:
    told = CliRunner().invoke(app, list(arguments))
    if told.exit_code:
        raise RuntimeError(f"{' '.join(arguments)}: {told.output} {told.exception}")
    return told.output


def main(book: str) -> None:
    first, _ = take_time(lambda: run("trace", FIGURE, "--book", book, "--period", "2021"), 3)
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        key = str(Path(folder) / "key.pem")
        run("keys", "make", key)
        created, _ = take_time(lambda: run("release", "create", "--book", book, "--key", key, "--period", "2021"))
        name = max((Path(book) / "releases").iterdir()).name
        verified, _ = take_time(lambda: run("release", "verify", name, "--book", book, "--public-key", f"{key}.pub"), 2)
    report(
        trace_first_page_ms=round(first * 1000), release_create_s=round(created, 2), release_verify_s=round(verified, 2)
    )


main(sys.argv[1])
