"""Starts `luoshi serve` on a free port of the loopback as its own process, and stops it as Ctrl-C does."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Server:
    """A running server: its address, its process, and all that it printed once it has stopped."""

    url: str
    process: subprocess.Popen[str]
    output: str = ""


@contextmanager
def serve(book: Path, *options: str) -> Iterator[Server]:
    """Serve `book` for the block; afterwards the server has stopped by itself within ten seconds."""
    port = find_free_port()
    command = [sys.executable, "-c", "from luoshi.cli import main; main()", "serve", "--book", str(book)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    process = subprocess.Popen(
        [*command, "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        start_new_session=True,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            server.output, _ = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            server.output, _ = process.communicate()
            raise


def wait_until_ready(server: Server) -> None:
    """Return once the server answers; raises AssertionError with its output if it ended, or after a minute."""
    for _ in range(240):
        if server.process.poll() is not None:
            raise AssertionError(server.process.communicate()[0])
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not answer within a minute")


def find_free_port() -> int:
    """Return a port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
