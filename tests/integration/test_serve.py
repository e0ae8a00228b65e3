"""`luoshi serve` as a process: first start, second start, stopping, and the same on PostgreSQL."""

import http.cookiejar
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import find_free_port, serve

pytestmark = pytest.mark.slow

# Four threads ask for corrections at once; afterwards the log is whole and nothing was given twice.
CROWD = """
import os, threading, django
django.setup()
from django.core.management import call_command
from django.db import connection
from luoshi.desk.corrections.actions import answer_correction, ask_correction, FEED
from luoshi.office.accounts.models import User
from luoshi.office.audit.models import AuditEntry
from luoshi.office.audit.queries import check_audit
from luoshi.office.outbox.queries import list_waiting
call_command("migrate", verbosity=0)
clerk = User.objects.create_user("clerk", name="Clerk")
def work(thread):
    for number in range(12):
        made = ask_correction(release="r", figure="f.f", text=f"thread {thread} number {number}", contact="")
        answer_correction(number=made.pk, text="It is right.", by=clerk)
    connection.close()
threads = [threading.Thread(target=work, args=(thread,)) for thread in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
numbers = [row.sequence for row in list_waiting(FEED)]
print(connection.vendor, AuditEntry.objects.count(), check_audit(), numbers == list(range(1, 49)))
"""


@pytest.fixture
def book(sealed_book, tmp_path) -> Path:
    return Path(shutil.copytree(sealed_book, tmp_path / "book"))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL cluster of our own on the loopback, as an unprivileged user; give its address."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
    assert programs is not None, "PostgreSQL is missing: make system-packages installs Debian's"
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder, port = Path(tempfile.mkdtemp(prefix="luoshi-postgresql-")), find_free_port()
    shutil.chown(folder, user)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    data = str(folder / "data")
    try:
        run(str(programs), "-D", data, "-A", "trust", "-U", "luoshi", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = str(programs.with_name("pg_ctl"))
        run(control, "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield f"postgresql://luoshi@127.0.0.1:{port}/postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_first_start_makes_database_and_secret_beside_the_book_and_says_so(book) -> None:
    before = sorted(path.relative_to(book) for path in book.rglob("*"))
    with serve(book) as server:
        assert urllib.request.urlopen(server.url + "/").status == 200
    desk = book.with_name("book.desk")
    assert (desk / "desk.sqlite3").is_file()
    assert stat.S_IMODE((desk / "secret.key").stat().st_mode) == 0o600
    assert sorted(path.relative_to(book) for path in book.rglob("*")) == before
    said = " ".join(server.output.split())
    assert "SQLite · " in said
    assert "migrations run" in said
    assert "Releases 2" in said
    assert server.url in said
    assert "Stopped" in said
    assert server.process.returncode == 0
    assert "Traceback" not in said


def test_second_start_changes_nothing_and_keeps_what_was_asked(book) -> None:
    with serve(book) as server:
        number = ask_for_correction(server.url)
    secret = (book.with_name("book.desk") / "secret.key").read_text()
    with serve(book) as server:
        assert "request(s) wait" in read(server.url + "/en/figures/assistance.paid/")
        assert ask_for_correction(server.url) == number + 1
    assert "up to date" in server.output
    assert (book.with_name("book.desk") / "secret.key").read_text() == secret


def test_styles_are_served_hashed_and_kept_for_ever(book) -> None:
    with serve(book) as server:
        address = re.search(r"/static/luoshi/site\.[0-9a-f]{12}\.css", read(server.url + "/"))
        assert address is not None
        with urllib.request.urlopen(server.url + address[0]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]


def test_folder_without_a_book_ends_with_a_message(tmp_path) -> None:
    command = [sys.executable, "-c", "from luoshi.cli import main; main()", "serve", "--book", str(tmp_path / "none")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_same_site_on_postgresql_by_one_setting(book, postgresql) -> None:
    with serve(book, "--database", postgresql) as server:
        number = ask_for_correction(server.url)
        assert "request(s) wait" in read(server.url + "/en/figures/assistance.paid/")
    assert "PostgreSQL · " in server.output
    assert number >= 1
    assert not (book.with_name("book.desk") / "desk.sqlite3").exists()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_writers_at_once_leave_a_whole_audit_log_and_outbox(book, request, database) -> None:
    address = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "luoshi.desk.settings",
        "LUOSHI_BOOK": str(book),
        "LUOSHI_DATABASE": address.replace("/postgres", "/template1") if address else "",
    }
    ended = subprocess.run(
        [sys.executable, "-c", CROWD], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.stdout.split("\n")[0] == f"{database} 96 [] True", ended.stderr


def ask_for_correction(url: str) -> int:
    """Fill in the form as a browser does, and return the number that was given."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = url + "/en/figures/assistance.paid/correction/"
    form = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token is not None
    fields = {"csrfmiddlewaretoken": token[1], "text": "The March figure cannot be right."}
    answer = opener.open(address, urllib.parse.urlencode(fields).encode())
    return int(answer.geturl().rstrip("/").rsplit("/", 1)[1])


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())
