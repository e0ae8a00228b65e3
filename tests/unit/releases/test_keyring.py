"""The user's key ring: one current key outside the book, made on first use; retired ones still verify."""

import os

import pytest
from release_builders import NOON, build_contents

from luoshi.errors import UserFault
from luoshi.periods import FixedClock
from luoshi.releases import (
    describe_key,
    find_signer,
    get_public_path,
    get_ring_path,
    list_ring,
    load_own_keys,
    make_key,
    rotate_ring,
    seal,
    verify,
)


@pytest.fixture
def environment(tmp_path):
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.fixture
def book(tmp_path):
    return tmp_path / "book"


def test_first_signer_makes_a_key_of_the_user_and_the_second_finds_it(environment, book):
    first = find_signer(None, book=book, environment=environment)
    second = find_signer(None, book=book, environment=environment)
    assert (first.made, second.made) == (True, False)
    assert first.signer.public_key.id == second.signer.public_key.id
    assert first.path.is_relative_to(get_ring_path(environment))
    assert not first.path.is_relative_to(book)
    assert first.path.stat().st_mode & 0o077 == 0


def test_named_key_goes_before_the_variable_and_the_variable_before_the_ring(environment, book, tmp_path):
    ids = [make_key(tmp_path / f"{name}.pem").id for name in ("named", "variable")]
    environment["LUOSHI_SIGNING_KEY"] = str(tmp_path / "variable.pem")
    named = find_signer(tmp_path / "named.pem", book=book, environment=environment)
    variable = find_signer(None, book=book, environment=environment)
    assert [named.signer.public_key.id, variable.signer.public_key.id] == ids
    assert list_ring(get_ring_path(environment)) == ()
    assert [key.id for key in load_own_keys(environment)] == ids[1:]


def test_ring_inside_the_book_is_refused(book):
    with pytest.raises(UserFault, match="key_in_book"):
        find_signer(None, book=book, environment={"XDG_CONFIG_HOME": str(book)})


def test_release_of_a_retired_key_still_verifies(environment, book):
    old = find_signer(None, book=book, environment=environment)
    release = seal(book / "releases", build_contents(), signer=old.signer, clock=FixedClock(NOON))
    new = rotate_ring(get_ring_path(environment), book=book)
    assert find_signer(None, book=book, environment=environment).signer.public_key.id == new.public.id
    assert verify(release.path, load_own_keys(environment)).key == old.signer.public_key.id
    ring = list_ring(get_ring_path(environment))
    assert {one.public.id: one.current for one in ring} == {old.signer.public_key.id: False, new.public.id: True}


def test_rotation_killed_at_any_rename_leaves_a_current_key_that_signs(environment, book, monkeypatch):
    folder = get_ring_path(environment)
    before = rotate_ring(folder).public.id
    real, reached = os.replace, []

    class KilledError(BaseException):
        pass

    def run(at):
        reached.clear()

        def replace(*given):
            reached.append(given)
            if len(reached) > at:
                raise KilledError
            real(*given)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", replace)
            rotate_ring(folder)

    for at in range(3):
        with pytest.raises(KilledError):
            run(at)
        assert find_signer(None, book=book, environment=environment).signer.public_key.id == before
        assert before in {key.id for key in load_own_keys(environment)}
    run(3)
    assert len(reached) == 3
    assert find_signer(None, book=book, environment=environment).signer.public_key.id != before


def test_describe_key_reads_a_private_and_a_public_file_alike(tmp_path):
    key = make_key(tmp_path / "key.pem")
    assert describe_key(tmp_path / "key.pem").id == describe_key(get_public_path(tmp_path / "key.pem")).id == key.id
    (tmp_path / "no.pem").write_text("nothing")
    with pytest.raises(UserFault, match="not a usable key"):
        describe_key(tmp_path / "no.pem")
