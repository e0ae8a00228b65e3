"""Keys lie outside the book, unreadable to others, and name themselves."""

import os

import pytest

from luoshi.errors import UserFault
from luoshi.releases import KEY_VARIABLE, get_public_path, load_public_keys, load_signer, make_key


def test_make_key_writes_a_private_file_that_only_its_owner_reads(key_path):
    assert key_path.stat().st_mode & 0o777 == 0o600
    assert b"BEGIN PRIVATE KEY" in key_path.read_bytes()
    assert b"BEGIN PUBLIC KEY" in get_public_path(key_path).read_bytes()


def test_key_id_is_the_same_for_signer_and_public_file(signer, public_keys):
    assert signer.public_key.id == public_keys[0].id
    assert public_keys[0].is_good(signer.sign(b"said"), b"said")
    assert not public_keys[0].is_good(signer.sign(b"said"), b"unsaid")


def test_signer_does_not_print_its_key(signer):
    assert "key" not in repr(signer).replace("releases.keys", "")


@pytest.mark.parametrize("inside", ["signing.pem", "a/b/signing.pem", "../book/signing.pem"])
def test_make_key_inside_the_book_is_refused(tmp_path, inside):
    book = tmp_path / "book"
    with pytest.raises(UserFault) as caught:
        make_key(book / inside, book=book)
    assert caught.value.code == "releases.key_in_book"
    assert not book.exists()


def test_make_key_through_a_link_into_the_book_is_refused(tmp_path):
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "link").symlink_to(book)
    with pytest.raises(UserFault, match="key_in_book"):
        make_key(tmp_path / "link" / "signing.pem", book=book)


def test_load_signer_from_inside_the_book_is_refused(key_path):
    with pytest.raises(UserFault, match="key_in_book"):
        load_signer(key_path, book=key_path.parent, environment={})


def test_make_key_never_overwrites(key_path):
    before = key_path.read_bytes()
    with pytest.raises(UserFault, match="key_exists"):
        make_key(key_path)
    assert key_path.read_bytes() == before


def test_make_key_of_an_unknown_algorithm_is_refused(tmp_path):
    with pytest.raises(UserFault, match="unknown_algorithm"):
        make_key(tmp_path / "key", algorithm="SM2")


def test_load_signer_takes_the_path_from_the_environment(key_path, signer):
    found = load_signer(book=None, environment={KEY_VARIABLE: str(key_path)})
    assert found.public_key.id == signer.public_key.id


def test_load_signer_without_any_path_names_the_variable():
    with pytest.raises(UserFault, match=KEY_VARIABLE):
        load_signer(book=None, environment={})


def test_load_signer_refuses_a_key_that_others_may_read(key_path):
    os.chmod(key_path, 0o644)
    with pytest.raises(UserFault, match="key_open_to_others"):
        load_signer(key_path, book=None, environment={})


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_load_refuses_a_file_that_is_no_key(tmp_path, content):
    path = tmp_path / "bad.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(UserFault, match="key_unreadable"):
        load_signer(path, book=None, environment={})
    with pytest.raises(UserFault, match="key_unreadable"):
        load_public_keys([path])


def test_load_names_a_key_file_that_is_not_there(tmp_path):
    with pytest.raises(UserFault, match="key_not_read"):
        load_public_keys([tmp_path / "nowhere.pub"])
