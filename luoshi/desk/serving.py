"""`luoshi serve`: prepare a desk (database, secret, static files), and run its server until it is stopped."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from luoshi.errors import UserFault
from luoshi.office import BOOK_VARIABLE, DATABASE_VARIABLE, Deployment, read_deployment
from luoshi.records import Book
from luoshi.releases import list_releases


@dataclass(frozen=True)
class ServeRequest:
    """What to serve and where. `database` is empty for SQLite, or a postgresql:// address."""

    book: Path
    host: str
    port: int
    database: str = ""
    workers: int = 1


@dataclass(frozen=True)
class Served:
    """What preparing did: the folder of the desk's own files, the database's kind, migrations run, releases."""

    folder: Path
    database: str
    migrated: int
    releases: int
    url: str


def prepare_desk(request: ServeRequest, environment: MutableMapping[str, str]) -> Served:
    """Set the environment that the server's processes read, bring the database up to date, collect static files.

    Raises UserFault where there is no book. Running it again changes nothing.
    """
    releases = len(list_releases(request.book))
    if request.database:
        environment[DATABASE_VARIABLE] = request.database
    deployment, folder, migrated = prepare_database(request.book, environment)
    call_command("collectstatic", interactive=False, verbosity=0)
    return Served(
        folder=folder,
        database="PostgreSQL" if deployment.database else "SQLite",
        migrated=migrated,
        releases=releases,
        url=f"http://{request.host}:{request.port}/",
    )


def prepare_database(book: Path, environment: MutableMapping[str, str]) -> tuple[Deployment, Path, int]:
    """Load Django for the book and bring its database up to date; return deployment, folder and migrations run.

    Raises UserFault where there is no book.
    """
    Book.open(book)
    environment[BOOK_VARIABLE] = str(book.resolve())
    deployment = read_deployment(environment)
    if deployment.folder is None:
        raise UserFault("office.no_folder")
    (deployment.folder / "static").mkdir(parents=True, exist_ok=True)
    environment["DJANGO_SETTINGS_MODULE"] = "luoshi.desk.settings"
    django.setup()
    return deployment, deployment.folder, _migrate()


def run_server(request: ServeRequest) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are finished first."""
    # Four threads a process were the fastest on two cores; more wait for each other.
    Granian(
        "luoshi.desk.wsgi:application",
        address=request.host,
        port=request.port,
        interface=Interfaces.WSGI,
        workers=request.workers,
        blocking_threads=4,
        log_level=LogLevels.error,
        websockets=False,
        working_dir=Path(os.getcwd()),
    ).serve()


def _migrate() -> int:
    """Bring the database up to date; return how many migrations ran."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    return waiting
