"""Settings from the environment: database, secret, hosts, https."""

import stat

import pytest
from django.core.management import call_command

from luoshi.errors import UserFault
from luoshi.office import build_settings, get_secret, read_deployment


def build(environment):
    return build_settings(read_deployment(environment), apps=(), urls="luoshi.desk.urls", templates="x")


def test_sqlite_lies_beside_the_book_and_takes_its_lock_at_once(tmp_path) -> None:
    database = build({"LUOSHI_BOOK": str(tmp_path / "book")})["DATABASES"]["default"]
    assert database["NAME"] == tmp_path / "book.desk" / "desk.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_one_setting_makes_it_postgresql() -> None:
    address = "postgresql://desk:p%40ss@db.example:5433/luoshi?sslmode=require"
    database = build({"LUOSHI_DATABASE": address})["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("desk", "p@ss", "db.example")
    assert (database["PORT"], database["NAME"], database["OPTIONS"]) == ("5433", "luoshi", {"sslmode": "require"})


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_other_address_is_refused_without_repeating_it(address) -> None:
    with pytest.raises(UserFault) as caught:
        build({"LUOSHI_DATABASE": address})
    assert "host" not in caught.value.values.values()


def test_secret_is_made_once_for_its_owner_alone(tmp_path) -> None:
    made = get_secret(tmp_path)
    assert get_secret(tmp_path) == made
    assert len(made) > 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_secret_that_others_may_read_is_refused(tmp_path) -> None:
    get_secret(tmp_path)
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(UserFault, match="secret_open_to_others"):
        get_secret(tmp_path)


def test_secret_of_the_environment_is_taken_and_no_file_made(tmp_path) -> None:
    settings = build({"LUOSHI_BOOK": str(tmp_path / "book"), "LUOSHI_SECRET_KEY": "x" * 60})
    assert settings["SECRET_KEY"] == "x" * 60
    assert not (tmp_path / "book.desk").exists()


def test_deployment_check_is_clean_behind_https(settings) -> None:
    built = build({"LUOSHI_HTTPS": "1", "LUOSHI_SECRET_KEY": "".join(map(chr, range(40, 120)))})
    for name, value in built.items():
        if name.startswith(("SECURE", "SESSION", "CSRF", "SECRET", "ALLOWED", "X_FRAME")) or name == "DEBUG":
            setattr(settings, name, value)
    call_command("check", deploy=True, fail_level="WARNING")
