"""One record kind by area and month in PostgreSQL and in Luoshi: the same filters, sums, counts, distinct keys.

A server of the bench's own: in a temporary folder, on loopback, as an unprivileged user, gone afterwards.
PostgreSQL answers the easier question: a distinct key counts in every area of its records. Its table is
unlogged, vacuumed and loaded before its clock starts; Luoshi reads its Parquet files.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlglot import exp

from luoshi.engines import DuckDbEngine, list_read_columns
from luoshi.engines.duckdb.predicates import compile_counted
from luoshi.query import Distinct, Measure, Source, Total, get_date_column
from measuring import report, take_time
from same_work import MONTHS, load_same_work

TYPES = {"BIGINT": "bigint", "VARCHAR": "text", "DATE": "date", "BOOLEAN": "boolean"}
ADVICE = "PostgreSQL is not installed: 'apt-get install postgresql' (Debian) puts it on this machine"


def find_programs() -> Path | None:
    """Return the folder of initdb and postgres, Debian's newest version first."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def run_server(programs: Path) -> Iterator[list[str]]:
    """Run a server and give the psql command that reaches it."""
    user = {"user": "postgres"} if os.geteuid() == 0 else {}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(data, "postgres")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/", **user}
        subprocess.run([programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-N"], check=True, **quiet)
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "port": port,
            "shared_buffers": "1GB",
            "work_mem": "256MB",
            "max_parallel_workers_per_gather": "2",
            "fsync": "off",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        server = subprocess.Popen([programs / "postgres", "-D", data, *options], **quiet)
        try:
            psql = [
                shutil.which("psql") or str(programs / "psql"),
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-U",
                "bench",
                "-X",
                "-q",
                "-At",
                "postgres",
            ]
            for _ in range(100):
                if subprocess.run([*psql, "-c", "select 1"], capture_output=True, check=False).returncode == 0:
                    break
                time.sleep(0.1)
            yield psql
        finally:
            server.terminate()
            server.wait(60)


def ask(psql: list[str], sql: str) -> int:
    """Run SQL and return how many lines came back."""
    done = subprocess.run([*psql, "-v", "ON_ERROR_STOP=1", "-c", sql], capture_output=True, text=True, check=True)
    return len(done.stdout.splitlines())


def load(psql: list[str], source: Source, kind: str, columns: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = f"{folder}/rows.csv"
        files = ", ".join(f"'{file}'" for file in source.files[kind])
        names = ", ".join(f'"{name}"' for name in columns)
        rows = connection.sql(f"SELECT {names} FROM read_parquet([{files}])")
        rows.write_csv(path)
        kinds = ", ".join(f'"{n}" {TYPES[str(t)]}' for n, t in zip(rows.columns, rows.types, strict=True))
        ask(psql, f"create unlogged table rows ({kinds})")
        ask(psql, f"\\copy rows from '{path}' csv header")
        ask(psql, "vacuum analyze rows")


def write_query(source: Source, measures: tuple[Measure, ...]) -> str:
    day = get_date_column(measures[0].timing)
    fields = []
    for measure in measures:
        counted = compile_counted(measure, source).sql(dialect="postgres")
        what = "count(*)"
        if isinstance(measure, Total):
            what = f'sum("{measure.column}")'
        if isinstance(measure, Distinct):
            what = f'count(distinct "{measure.key}")'
        fields.append(f"{what} filter (where {counted})")
    first = exp.convert(MONTHS[0].first_day).sql(dialect="postgres")
    last = exp.convert(MONTHS[-1].last_day).sql(dialect="postgres")
    month = f"date_trunc('month', \"{day}\")"
    return f'select area, {month}, {", ".join(fields)} from rows where "{day}" between {first} and {last} group by 1, 2'


def main(book: Path, kind: str) -> None:
    programs = find_programs()
    if programs is None:
        report(left_out=ADVICE)
        return
    source, measures = load_same_work(book, kind)
    columns = sorted(list_read_columns(measures)[kind])
    with run_server(programs) as psql:
        loaded, _, _ = take_time(lambda: load(psql, source, kind, columns))
        query = write_query(source, measures)
        theirs, _, groups = take_time(lambda: ask(psql, query), 2)
    ours, _, _ = take_time(lambda: DuckDbEngine().tabulate(source, measures, MONTHS), 2)
    report(
        kind=kind,
        groups=groups,
        measures=len(measures),
        postgres_load_s=round(loaded, 2),
        postgres_s=round(theirs, 2),
        luoshi_s=round(ours, 2),
        postgres_times_luoshi=round(theirs / ours, 1),
    )


main(Path(sys.argv[1]), sys.argv[2])
