"""The tables of a draw: what is refused, and what is written."""

import json
from pathlib import Path

import pytest
from places_builders import write_csv
from typer.testing import CliRunner, Result

from luoshi.cli.app import app
from luoshi.errors import UserFault

SEED = "00112233445566778899aabbccddeeff"
WISHES = "applicant,rank,place,priority\nC1,1,North,2\nC2,1,North,1\nC1,2,South,1\n"
SEATS = "place,capacity\nNorth,1\nSouth,5\n"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def _draw(folder: Path, wishes: str = WISHES, seats: str = SEATS, seed: str = SEED) -> Result:
    options = ["--preferences", write_csv(folder / "P.csv", wishes), "--places", write_csv(folder / "S.csv", seats)]
    return _run("places", "assign", *options, "--seed", seed, "--out", folder / "A.csv", "--format", "json")


def test_assign_writes_one_row_an_applicant_and_says_the_sums(tmp_path: Path) -> None:
    said = json.loads(_draw(tmp_path).stdout)
    assert (said["applicants"], said["assigned"], said["first_choice"], said["blocking_pairs"]) == (2, 2, 1, 0)
    rows = [line.split(",")[:3] for line in (tmp_path / "A.csv").read_text().splitlines()]
    assert rows == [["applicant", "place", "rank"], ["C1", "South", "2"], ["C2", "North", "1"]]


def test_verify_replays_the_draw_and_finds_a_changed_row(tmp_path: Path) -> None:
    seed_hash = json.loads(_draw(tmp_path).stdout)["seed_hash"]
    given = ("--preferences", tmp_path / "P.csv", "--places", tmp_path / "S.csv", "--seed", SEED)
    assignment = ("--assignment", tmp_path / "A.csv")
    assert _run("places", "verify", *given, *assignment, "--seed-hash", seed_hash).exit_code == 0
    text = (tmp_path / "A.csv").read_text()
    (tmp_path / "A.csv").write_text(text.replace("South", "North"))
    found = _run("places", "verify", *given, *assignment, "--format", "json")
    assert found.exit_code == 4
    assert json.loads(found.stdout)["differences"] == [{"applicant": "C1", "published": "North", "replayed": "South"}]


def test_verify_refuses_a_seed_of_another_hash(tmp_path: Path) -> None:
    _draw(tmp_path)
    given = ("--preferences", tmp_path / "P.csv", "--places", tmp_path / "S.csv", "--seed", SEED)
    with pytest.raises(UserFault, match="published before"):
        _run("places", "verify", *given, "--assignment", tmp_path / "A.csv", "--seed-hash", "00" * 32)


def test_new_seed_comes_with_its_hash() -> None:
    made = json.loads(_run("places", "seed", "--format", "json").stdout)
    assert len(made["seed"]) == 64
    assert made["seed_hash"] != made["seed"]


@pytest.mark.parametrize(
    ("wishes", "seats", "seed", "said"),
    [
        (WISHES.replace("priority", "order"), SEATS, SEED, "lacks the columns priority"),
        (WISHES.replace("C2,1", ",1"), SEATS, SEED, "row 3: the column applicant is empty"),
        (WISHES.replace("C1,2,", "C1,second,"), SEATS, SEED, "row 4: 'second'"),
        (WISHES.replace("C1,2,", "C1,1,"), SEATS, SEED, "row 4: applicant C1, rank 1"),
        (WISHES.replace("C1,2,South", "C1,2,North"), SEATS, SEED, "row 4: applicant C1, place North"),
        (WISHES.replace("South", "East"), SEATS, SEED, "row 4: C1 asks for East"),
        (WISHES, SEATS.replace("5", "-5"), SEED, "row 3: the capacity -5"),
        (WISHES, SEATS.replace("South", "North"), SEED, "row 3: place North"),
        (WISHES, SEATS.replace("5", "2.5"), SEED, "row 3: '2.5'"),
        (WISHES, SEATS, "lucky", "not hexadecimal"),
        (WISHES, SEATS, "abcd", "at least 32"),
        ("", SEATS, SEED, "cannot be read"),
    ],
)
def test_unusable_table_is_refused_with_its_row(tmp_path: Path, wishes: str, seats: str, seed: str, said: str) -> None:
    with pytest.raises(UserFault, match=said):
        _draw(tmp_path, wishes, seats, seed)
    assert not (tmp_path / "A.csv").exists()


def test_empty_table_of_wishes_gives_an_empty_assignment(tmp_path: Path) -> None:
    said = json.loads(_draw(tmp_path, "applicant,rank,place,priority\n").stdout)
    assert (said["applicants"], said["unassigned"]) == (0, 0)
