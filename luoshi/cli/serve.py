"""`luoshi serve`: the site and desk of one book."""

import os
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.options import BookOption
from luoshi.cli.output import console
from luoshi.desk import Served, ServeRequest, prepare_desk, run_server


def serve(
    book: BookOption,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    database: Annotated[str, typer.Option(help="postgresql://...; or LUOSHI_DATABASE. SQLite without.")] = "",
    workers: Annotated[int, typer.Option(help="Server processes.", min=1, max=64)] = 1,
) -> None:
    """Serve the site of a book until Ctrl-C; the first start makes its database and secret."""
    request = ServeRequest(book=Path(book), host=host, port=port, database=database, workers=workers)
    _say(prepare_desk(request, os.environ))
    run_server(request)
    console.print("Stopped    everything that was under way is finished", highlight=False)


def _say(served: Served) -> None:
    console.print(f"Desk       {served.folder}   database, secret and static files, beside the book", highlight=False)
    done = f"{served.migrated} migrations run" if served.migrated else "up to date"
    console.print(f"Database   {served.database} · {done}", highlight=False)
    if served.releases:
        console.print(f"Releases   {served.releases}", highlight=False)
    else:
        console.print("Releases   none yet: seal one with luoshi release create", highlight=False)
    console.print(f"Site       {served.url}   Ctrl-C stops it", highlight=False)
