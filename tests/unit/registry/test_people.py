"""The registry: one key a person for ever, and nothing left of an erased one."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import polars as pl
import pytest

from luoshi.errors import IntegrityFault, UserFault
from luoshi.registry import LOWEST_KEY, Registry, load_registry_secret, make_registry_secret, verify_registry

SECRET = b"a secret of at least thirty-two bytes"
ZHANG, WANG = "999371199003070118", "99937119850101002X"


def make_registry(folder: Path) -> Registry:
    return Registry(folder / "registry", SECRET)


def clock() -> datetime:
    return datetime(2021, 12, 31, tzinfo=UTC)


def test_same_id_number_has_the_same_key_for_ever(tmp_path: Path) -> None:
    first = make_registry(tmp_path).get_or_make_keys([ZHANG, WANG, ZHANG], ["张", "王", "张"])
    assert first[0] == first[2] != first[1]
    assert make_registry(tmp_path).get_or_make_keys([WANG.lower()]) == [first[1]]
    assert make_registry(tmp_path).count_people() == 2


def test_keys_have_nineteen_digits_and_follow_a_seeded_generator(tmp_path: Path) -> None:
    numbers = [f"9993711990030{number:05d}" for number in range(50)]
    keys = []
    for name in ("one", "two"):
        seeded = Random(4)  # noqa: S311 - repeatable on purpose
        keys.append(Registry(tmp_path / name, SECRET, rng=seeded).get_or_make_keys(numbers))
    assert keys[0] == keys[1]
    assert {len(str(key)) for key in keys[0]} == {19}
    assert max(keys[0]) < 2**63


def test_find_person_tells_who_a_key_is(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    [key] = registry.get_or_make_keys([ZHANG], ["张三"])
    person = registry.find_person(key)
    assert person is not None
    assert (person.id_number, person.name) == (ZHANG, "张三")
    assert registry.find_person(key + 1) is None


def test_erased_person_is_in_no_file_and_the_note_names_nobody(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    [gone, kept] = registry.get_or_make_keys([ZHANG, WANG], ["张三", "王五"])
    registry.erase(gone, "on request", clock)
    assert registry.find_person(gone) is None
    assert registry.find_person(kept) is not None
    for path in registry.folder.iterdir():
        assert ZHANG.encode() not in path.read_bytes()
    note = (registry.folder / "erasures.jsonl").read_text()
    assert "on request" in note
    assert str(gone) not in note
    assert registry.get_or_make_keys([ZHANG]) != [gone]
    verify_registry(registry.folder)


def test_erasing_somebody_unknown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFault):
        make_registry(tmp_path).erase(1, "on request", clock)


def test_merged_segments_hold_the_same_people(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    before = registry.get_or_make_keys([ZHANG]) + registry.get_or_make_keys([WANG])
    assert len(list(registry.folder.glob("*.parquet"))) == 2
    registry.merge_segments()
    assert len(list(registry.folder.glob("*.parquet"))) == 1
    assert registry.get_or_make_keys([ZHANG, WANG]) == before


def test_registry_under_another_secret_is_refused(tmp_path: Path) -> None:
    make_registry(tmp_path)
    with pytest.raises(UserFault, match="another secret"):
        Registry(tmp_path / "registry", b"x" * 32)


def list_people(*people: tuple[int, str, str]) -> pl.DataFrame:
    return pl.DataFrame(people, schema={"person": pl.Int64, "id_number": pl.String, "name": pl.String}, orient="row")


def test_people_entered_with_their_keys_are_found_by_number_and_by_key(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    one, two = LOWEST_KEY, LOWEST_KEY + 7
    entered = registry.register([list_people((one, ZHANG, "张三")), list_people((two, WANG.lower(), "王五"))])
    assert entered == registry.count_people() == 2
    assert registry.get_or_make_keys([WANG, ZHANG]) == [two, one]
    person = registry.find_person(two)
    assert person is not None
    assert (person.id_number, person.name) == (WANG, "王五")


@pytest.mark.parametrize(
    ("code", "second"),
    [
        ("registry.key_taken", (LOWEST_KEY, WANG, "王五")),
        ("registry.key_taken", (LOWEST_KEY - 1, WANG, "王五")),
        ("registry.number_taken", (LOWEST_KEY + 1, ZHANG, "王五")),
    ],
)
def test_people_entered_twice_are_refused_and_nobody_of_them_stays(
    tmp_path: Path, code: str, second: tuple[int, str, str]
) -> None:
    registry = make_registry(tmp_path)
    with pytest.raises(UserFault) as caught:
        registry.register([list_people((LOWEST_KEY, ZHANG, "张三")), list_people(second)])
    assert caught.value.code == code
    assert registry.count_people() == 0
    assert list(registry.folder.glob("*.parquet")) == []


def test_changed_segment_is_found(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    registry.get_or_make_keys([ZHANG])
    [path] = registry.folder.glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(IntegrityFault, match=path.name):
        verify_registry(registry.folder)


def test_secret_comes_from_the_environment_or_a_file_outside_the_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    for path in (tmp_path / "key", book / "key"):
        path.write_bytes(SECRET + b"\n")
    assert load_registry_secret(book, {"LUOSHI_REGISTRY_KEY": SECRET.decode()}) == SECRET
    assert load_registry_secret(book, {"LUOSHI_REGISTRY_KEY_FILE": str(tmp_path / "key")}) == SECRET
    bad = [
        {"LUOSHI_REGISTRY_KEY_FILE": str(book / "key")},
        {"LUOSHI_REGISTRY_KEY_FILE": str(tmp_path / "none")},
        {"LUOSHI_REGISTRY_KEY": "short"},
        {"XDG_CONFIG_HOME": str(book)},
    ]
    for environ in bad:
        with pytest.raises(UserFault):
            load_registry_secret(book, environ)


def test_first_import_makes_a_secret_outside_the_book_and_later_ones_find_it(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    secret, source = make_registry_secret(book, environ)
    assert source.made
    assert source.path == tmp_path / "config" / "luoshi" / "registry.key"
    assert source.path.stat().st_mode & 0o077 == 0
    again, found = make_registry_secret(book, environ)
    assert again == secret
    assert not found.made


def test_lost_secret_of_a_standing_registry_is_never_replaced(tmp_path: Path) -> None:
    registry = make_registry(tmp_path / "book")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    with pytest.raises(UserFault) as fault:
        load_registry_secret(registry.folder.parent, environ)
    assert fault.value.code == "registry.no_secret"
    assert not (tmp_path / "config").exists()


def test_keys_are_found_in_order_without_registering_anybody(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    (zhang,) = registry.get_or_make_keys([ZHANG], ["张"])
    assert registry.find_keys([WANG, ZHANG.lower(), f" {ZHANG}"]) == [None, zhang, zhang]
    assert registry.count_people() == 1


def test_people_are_found_by_their_keys_and_erased_ones_are_left_out(tmp_path: Path) -> None:
    registry = make_registry(tmp_path)
    zhang, wang = registry.get_or_make_keys([ZHANG, WANG], ["张", "王"])
    assert [person.name for person in registry.find_people([wang, LOWEST_KEY, zhang])] == ["王", "张"]
    registry.erase(wang, "asked for", clock)
    assert [person.key for person in registry.find_people([wang, zhang])] == [zhang]
