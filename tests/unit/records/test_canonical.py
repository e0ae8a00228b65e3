"""Canonical bytes are the same for the same value, whatever its order."""

import hashlib
from pathlib import Path

import pytest
import rfc8785

from luoshi.records import hash_bytes, hash_file, hash_json, to_canonical_bytes


def test_canonical_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert to_canonical_bytes({"b": 1, "a": "中"}) == '{"a":"中","b":1}'.encode()
    assert hash_json({"b": 1, "a": 2}) == hash_json({"a": 2, "b": 1})


def test_canonical_bytes_refuse_an_integer_that_a_double_cannot_hold() -> None:
    with pytest.raises(rfc8785.IntegerDomainError):
        to_canonical_bytes(2**53)


def test_hash_file_is_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"luoshi")
    assert hash_file(path) == hash_bytes(b"luoshi") == hashlib.sha256(b"luoshi").hexdigest()
