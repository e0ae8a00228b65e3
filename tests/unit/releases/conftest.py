"""A small release and the keys of its publisher."""

from pathlib import Path

import pytest
from release_builders import NOON, build_contents

from luoshi.periods import FixedClock
from luoshi.releases import load_public_keys, load_signer, make_key, seal


@pytest.fixture
def key_path(tmp_path) -> Path:
    path = tmp_path / "keys" / "signing.pem"
    make_key(path)
    return path


@pytest.fixture
def signer(key_path):
    return load_signer(key_path, book=None, environment={})


@pytest.fixture
def public_keys(key_path):
    return load_public_keys([key_path.with_name("signing.pem.pub")])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "book" / "releases"


@pytest.fixture
def sealing(folder, signer):
    def seal_it(**changes):
        return seal(folder, build_contents(**changes), signer=signer, clock=FixedClock(NOON))

    return seal_it


@pytest.fixture
def clock_and_contents():
    return FixedClock(NOON), build_contents(position=5)
