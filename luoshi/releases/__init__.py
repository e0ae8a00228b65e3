"""Releases: results sealed with all that made them; verified, compared and recounted."""

from luoshi.releases.blocks import ByteRange
from luoshi.releases.book_files import fingerprint_records, verify_book
from luoshi.releases.difference import DefinitionChange, Difference, ResultChange, Stated, ValueChange, diff
from luoshi.releases.explanation import Explained, Reason, ReasonSum, sum_unexplained
from luoshi.releases.findings import Finding
from luoshi.releases.keyring import (
    FoundSigner,
    RingKey,
    describe_key,
    find_signer,
    get_ring_path,
    list_ring,
    load_own_keys,
    rotate_ring,
)
from luoshi.releases.keys import (
    KEY_VARIABLE,
    PublicKey,
    Signer,
    get_public_path,
    load_public_keys,
    load_signer,
    make_key,
)
from luoshi.releases.manifest import NOTICE, Manifest, Vintage
from luoshi.releases.recount import Calculate, Recount, Sealed, recount
from luoshi.releases.release import FOLDER, Release, get_release, list_releases, load_release
from luoshi.releases.seal import Contents, describe_records, seal
from luoshi.releases.tables import RESULT_KEY, RESULT_SCHEMA, Results, get_results, make_result_table
from luoshi.releases.verify import Verification, verify

__all__ = [
    "FOLDER",
    "KEY_VARIABLE",
    "NOTICE",
    "RESULT_KEY",
    "RESULT_SCHEMA",
    "ByteRange",
    "Calculate",
    "Contents",
    "DefinitionChange",
    "Difference",
    "Explained",
    "Finding",
    "FoundSigner",
    "Manifest",
    "PublicKey",
    "Reason",
    "ReasonSum",
    "Recount",
    "Release",
    "ResultChange",
    "Results",
    "RingKey",
    "Sealed",
    "Signer",
    "Stated",
    "ValueChange",
    "Verification",
    "Vintage",
    "describe_key",
    "describe_records",
    "diff",
    "find_signer",
    "fingerprint_records",
    "get_public_path",
    "get_release",
    "get_results",
    "get_ring_path",
    "list_releases",
    "list_ring",
    "load_own_keys",
    "load_public_keys",
    "load_release",
    "load_signer",
    "make_key",
    "make_result_table",
    "recount",
    "rotate_ring",
    "seal",
    "sum_unexplained",
    "verify",
    "verify_book",
]
