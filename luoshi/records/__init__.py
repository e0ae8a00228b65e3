"""Contracts of record kinds, the book and its log, intake, corrections and snapshots."""

from luoshi.records.backup import backup_book, restore_book
from luoshi.records.book import Batch, Book, get_utc_now, is_book
from luoshi.records.canonical import Json, hash_bytes, hash_file, hash_json, to_canonical_bytes
from luoshi.records.changes import KindChange, list_changes
from luoshi.records.contracts import Column, ColumnType, Contract, Supersede
from luoshi.records.intake import IntakeReport, ReadingOptions, import_file
from luoshi.records.kinds import KINDS, UNCOUNTED, get_contract
from luoshi.records.log import Entry, FileEntry
from luoshi.records.merging import MergeReport, merge_small
from luoshi.records.quarantine import order_columns, write_quarantine
from luoshi.records.reading import validate_delivered
from luoshi.records.schemas import RECORD, build_schema, get_stored_type
from luoshi.records.settings import Settings
from luoshi.records.snapshot import Snapshot
from luoshi.records.staging import StagedFile
from luoshi.records.templates import get_template_heading, write_template
from luoshi.records.validation import AreaLimits
from luoshi.records.verify import check_book, find_orphans, remove_orphans, verify_log
from luoshi.records.withdrawals import withdraw, withdraw_file
from luoshi.records.words import find_words

__all__ = [
    "KINDS",
    "RECORD",
    "UNCOUNTED",
    "AreaLimits",
    "Batch",
    "Book",
    "Column",
    "ColumnType",
    "Contract",
    "Entry",
    "FileEntry",
    "IntakeReport",
    "Json",
    "KindChange",
    "MergeReport",
    "ReadingOptions",
    "Settings",
    "Snapshot",
    "StagedFile",
    "Supersede",
    "backup_book",
    "build_schema",
    "check_book",
    "find_orphans",
    "find_words",
    "get_contract",
    "get_stored_type",
    "get_template_heading",
    "get_utc_now",
    "hash_bytes",
    "hash_file",
    "hash_json",
    "import_file",
    "is_book",
    "list_changes",
    "merge_small",
    "order_columns",
    "remove_orphans",
    "restore_book",
    "to_canonical_bytes",
    "validate_delivered",
    "verify_log",
    "withdraw",
    "withdraw_file",
    "write_quarantine",
    "write_template",
]
