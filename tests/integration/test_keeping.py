"""Keeping a book and letting a person go, through the command line."""

import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from luoshi.cli.app import app
from luoshi.errors import IntegrityFault, LuoshiError, UserFault
from luoshi.records import Book, get_contract, import_file, verify_log
from luoshi.registry import Registry

KEY = "s" * 40
ZHANG, WANG = "99937119900307011X", "999371198501010027"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUOSHI_REGISTRY_KEY", KEY)
    path = tmp_path / "book"
    made = Book.create(path, city="linyi", year=2021, clock=lambda: datetime(2022, 1, 1, tzinfo=UTC))
    delivered = tmp_path / "payments.csv"
    rows = [
        f"{number},{person},dibao,2021-12-01,2021-12-10,{amount},paid,371302001000"
        for number, person, amount in ((1, ZHANG, 60000), (2, WANG, 50000))
    ]
    delivered.write_text("payment,person,benefit,pay_month,paid_on,amount,status,area\n" + "\n".join(rows) + "\n")
    report = import_file(
        made, delivered, get_contract("payments"), registry=lambda: Registry(path / "registry", KEY.encode())
    )
    assert report.accepted == 2
    return path


def _count(book: Path) -> object:
    arguments = ("--figure", "assistance.paid", "--figure", "assistance.recipients", "--format", "json")
    return json.loads(_run("count", "--book", book, *arguments).stdout)["results"]


def _find_key(book: Path, number: str) -> int:
    [key] = Registry(book / "registry", KEY.encode()).get_or_make_keys([number])
    return key


def test_erased_person_is_gone_and_every_figure_stays(book: Path) -> None:
    key, before = _find_key(book, ZHANG), _count(book)
    done = _run("person", "erase", key, "--book", book, "--reason", "on request")
    assert done.exit_code == 0
    assert str(key) not in done.output
    assert Registry(book / "registry", KEY.encode()).find_person(key) is None
    for path in book.rglob("*"):
        assert not path.is_file() or ZHANG.encode() not in path.read_bytes()
    verify_log(Book.open(book))
    assert _count(book) == before


def test_erasing_needs_a_reason_a_registry_and_somebody(book: Path, tmp_path: Path) -> None:
    other = Book.create(tmp_path / "other", city="linyi", year=2021).path
    for key, where, reason, code in (
        (_find_key(book, ZHANG), book, "  ", "runs.erase_without_reason"),
        (10**18, book, "on request", "registry.unknown_person"),
        (10**18, other, "on request", "runs.no_registry"),
    ):
        with pytest.raises(UserFault) as fault:
            _run("person", "erase", key, "--book", where, "--reason", reason)
        assert fault.value.code == code
    assert not (other / "registry").exists()


def test_restored_book_counts_the_same_and_knows_its_people(book: Path, tmp_path: Path) -> None:
    archive, restored = tmp_path / "book.tar", tmp_path / "restored"
    assert _run("book", "backup", archive, "--book", book).exit_code == 0
    assert archive.stat().st_mode & 0o077 == 0
    assert _run("book", "restore", archive, "--book", restored).exit_code == 0
    assert _count(restored) == _count(book)
    assert _find_key(restored, ZHANG) == _find_key(book, ZHANG)


def _make_other_tar(path: Path) -> None:
    with tarfile.open(path, "w") as tar:
        tar.add(__file__, arcname="letter.txt")


def _make_text(path: Path) -> None:
    path.write_text("dear colleague", encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "code"), [(_make_other_tar, "records.archive_without_book"), (_make_text, "records.unreadable_archive")]
)
def test_archive_that_is_none_of_ours_is_refused_and_leaves_nothing(tmp_path: Path, make: object, code: str) -> None:
    archive, target = tmp_path / "book.tar", tmp_path / "restored"
    make(archive)
    with pytest.raises(UserFault) as fault:
        _run("book", "restore", archive, "--book", target)
    assert fault.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["book.tar"]


def test_refusal_of_an_archive_is_one_line_and_says_what_stands_there(tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    _make_text(text)
    for archive, code in (
        (text, "unreadable_archive"),
        (tmp_path, "is_folder"),
        (tmp_path / "none.tar", "no_archive"),
    ):
        with pytest.raises(UserFault) as fault:
            _run("book", "restore", archive, "--book", tmp_path / "restored")
        assert fault.value.code == f"records.{code}"
        assert "\n" not in fault.value.say("en")


def test_damaged_or_cut_archive_leaves_no_book_behind(book: Path, tmp_path: Path) -> None:
    archive, target = tmp_path / "book.tar", tmp_path / "restored"
    _run("book", "backup", archive, "--book", book)
    whole = archive.read_bytes()
    damaged = bytearray(whole)
    damaged[whole.index(b"PAR1") + 40] ^= 1
    for content in (whole[: len(whole) // 2], bytes(damaged)):
        archive.write_bytes(content)
        with pytest.raises(LuoshiError) as fault:
            _run("book", "restore", archive, "--book", target)
        assert isinstance(fault.value, UserFault | IntegrityFault)
        assert not target.exists()
