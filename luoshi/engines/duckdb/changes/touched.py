"""The records that came or ended between two snapshots, as two tables a kind, paired by natural key.

A record that ended and one that came with the same natural key are one correction. Only these tables are
read to explain what new knowledge did: the cost is that of the change, not of the book.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from luoshi.engines.duckdb.predicates import compile_relation, to_sql
from luoshi.query import Source

CAME, GONE = "_came", "_gone"


@dataclass(frozen=True)
class Delta:
    """What came and ended in one kind: Parquet files, and the natural key by which they are paired.

    `ended` and `duplicates` have one column, `record`; the second lists records withdrawn as duplicates.
    """

    key: tuple[str, ...]
    came: tuple[Path, ...] = ()
    ended: tuple[Path, ...] = ()
    duplicates: tuple[Path, ...] = ()


def make_tables(
    connection: "duckdb.DuckDBPyConnection", kind: str, before: Source, after: Source, delta: Delta
) -> tuple[str, str]:
    """Make the tables of what came and of what is gone, and return their names.

    Both have the kind's columns; `_pair` is the record gone that one which came replaces; a record gone has
    `_duplicate` where it was withdrawn as one, or another record of its natural key counts on.
    """
    came, gone = f"{CAME}_{kind}", f"{GONE}_{kind}"
    key = ", ".join(f'"{name}"' for name in delta.key)
    ended, twice = _list_records(delta.ended), _list_records(delta.duplicates)
    turn = f'row_number() OVER (PARTITION BY {key} ORDER BY "record") AS _turn'
    # A kind that the earlier side had nothing of has the columns of its new files.
    columns = f"(SELECT * FROM {_read(after.files[kind])} WHERE false) AS _none"
    relation = to_sql(compile_relation(before, kind)) if before.files.get(kind) else columns
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {gone} AS SELECT *, {turn}, "
        f'"record" IN ({twice}) AS _duplicate FROM {relation} WHERE "record" IN ({ended})'
    )
    new = f"SELECT * FROM {relation} WHERE false"
    if delta.came:
        new = f'SELECT * FROM {_read(delta.came)} WHERE "record" NOT IN ({ended})'
    same = " AND ".join(f'_new."{name}" IS NOT DISTINCT FROM _old."{name}"' for name in delta.key)
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE {came} AS SELECT _new.*, _old."record" AS _pair '
        f"FROM (SELECT *, {turn} FROM ({new}) AS _fresh) AS _new "
        f"LEFT JOIN {gone} AS _old ON {same} AND _new._turn = _old._turn"
    )
    if connection.sql(f"SELECT 1 FROM {gone} LIMIT 1").fetchall() and after.files.get(kind):
        _mark_repeated(connection, gone, came, to_sql(compile_relation(after, kind)), key)
    return came, gone


def _mark_repeated(connection: "duckdb.DuckDBPyConnection", gone: str, came: str, relation: str, key: str) -> None:
    """Mark what ended without a successor while another record of its natural key stands from before."""
    standing = f'SELECT {key} FROM {relation} WHERE "record" NOT IN (SELECT "record" FROM {came})'
    alone = f'SELECT "record" FROM {gone} WHERE "record" NOT IN (SELECT _pair FROM {came} WHERE _pair IS NOT NULL)'
    found = f'SELECT _g."record" FROM {gone} AS _g SEMI JOIN ({standing}) AS _s USING ({key})'
    connection.execute(f'UPDATE {gone} SET _duplicate = true WHERE "record" IN ({found}) AND "record" IN ({alone})')


def _list_records(files: Sequence[Path]) -> str:
    return f'SELECT "record" FROM {_read(files)}' if files else "SELECT 0 WHERE false"


def _read(files: Sequence[Path]) -> str:
    names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"read_parquet([{names}], hive_partitioning = false)"
