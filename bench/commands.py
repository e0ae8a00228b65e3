"""Commands as a clerk gives them, without the start of Python: trace, release, verify."""

import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from luoshi.cli.app import app
from luoshi.periods import Period
from luoshi.runs import TraceQuestion, open_trace
from measuring import report, take_time

FIGURE = "assistance.paid"


def run(*arguments: str) -> str:
    told = CliRunner().invoke(app, list(arguments))
    if told.exit_code:
        raise RuntimeError(f"{' '.join(arguments)}: {told.output} {told.exception}")
    return told.output


def read_first_page(book: str) -> int:
    trace = open_trace(Path(book), TraceQuestion(FIGURE, Period.parse("2021")))
    try:
        return sum(len(part.rows) for part in trace.read_parts())
    finally:
        trace.close()


def main(book: str) -> None:
    page = take_time(lambda: read_first_page(book), 5)
    whole = take_time(lambda: run("trace", FIGURE, "--book", book, "--period", "2021"), 2)
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        key = str(Path(folder) / "key.pem")
        run("keys", "make", key)
        created = take_time(lambda: run("release", "create", "--book", book, "--key", key, "--period", "2021"))
        name = max((Path(book) / "releases").iterdir(), key=lambda path: path.stat().st_mtime).name
        verified = take_time(lambda: run("release", "verify", name, "--book", book, "--public-key", f"{key}.pub"), 2)
    report(
        trace_first_page_ms=round(page.seconds * 1000),
        trace_first_page_cpu_ms=round(page.cpu * 1000),
        trace_with_sums_ms=round(whole.seconds * 1000),
        trace_with_sums_cpu_ms=round(whole.cpu * 1000),
        release_create_s=round(created.seconds, 2),
        release_create_cpu_s=round(created.cpu, 2),
        release_verify_s=round(verified.seconds, 2),
    )


main(sys.argv[1])
