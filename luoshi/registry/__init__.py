"""Person keys and who they are: the only place of names and ID numbers, and where a person is erased."""

from luoshi.registry.durable import (
    TEMPORARY,
    create_once,
    make_temporary,
    move_file,
    replace_file,
    sync_path,
    telling_full_disk,
)
from luoshi.registry.people import LOWEST_KEY, Person, Registry, read_id_numbers, verify_registry
from luoshi.registry.secret import SecretSource, load_registry_secret, make_registry_secret

__all__ = [
    "LOWEST_KEY",
    "TEMPORARY",
    "Person",
    "Registry",
    "SecretSource",
    "create_once",
    "load_registry_secret",
    "make_registry_secret",
    "make_temporary",
    "move_file",
    "read_id_numbers",
    "replace_file",
    "sync_path",
    "telling_full_disk",
    "verify_registry",
]
