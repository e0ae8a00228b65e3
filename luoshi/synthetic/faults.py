"""Injected faults: a second, marked batch whose number and place are known, so that checks can be scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from luoshi.records import ColumnType, Contract

WITHDRAWALS = 100
DUPLICATES = 150


@dataclass(frozen=True)
class Faults:
    """`added` are rows of the kind to append; `ended` are records to withdraw; `truth` goes into the JSON."""

    kind: str
    added: pl.DataFrame
    ended: pl.Series
    truth: dict[str, object]


def build_faults(contract: Contract, paths: Sequence[Path], records: np.ndarray, rng: np.random.Generator) -> Faults:
    """Withdraw 100 and double 150 of the given records (fewer where there are fewer), disjoint.

    A duplicate has all values of its twin but the codes, which get a D, and its own record number.
    """
    chosen = rng.choice(records, min(len(records) // 2 * 2, WITHDRAWALS + DUPLICATES), replace=False)
    cut = len(chosen) * WITHDRAWALS // (WITHDRAWALS + DUPLICATES)
    rows = pl.scan_parquet(list(paths)).filter(pl.col("record").is_in(chosen.tolist())).sort("record").collect()
    withdrawn = rows.filter(pl.col("record").is_in(chosen[:cut].tolist()))
    doubled = rows.filter(~pl.col("record").is_in(chosen[:cut].tolist()))
    first = pl.scan_parquet(list(paths)).select(pl.col("record").max()).collect().item() + 1
    codes = [column.name for column in contract.columns if column.type is ColumnType.TEXT]
    added = doubled.with_columns(
        pl.int_range(first, first + doubled.height, dtype=pl.Int64).alias("record"),
        *((pl.col(name) + "D") for name in codes),
    )
    money = [column.name for column in contract.columns if column.type is ColumnType.MONEY]
    truth: dict[str, object] = {
        "kind": contract.kind,
        "withdrawals": _describe(withdrawn, contract, money),
        "duplicates": _describe(added, contract, money),
    }
    truth["duplicates"]["of"] = [str(n) for n in doubled["record"]]  # type: ignore[index]
    return Faults(contract.kind, added, withdrawn["record"], truth)


def _describe(rows: pl.DataFrame, contract: Contract, money: Sequence[str]) -> dict[str, object]:
    return {
        "count": rows.height,
        "records": [str(number) for number in rows["record"]],  # strings: JSON readers lose 64-bit integers
        "areas": [str(area) for area in rows[contract.area]],
        "dates": [str(day) for day in rows[contract.date]],
        "amounts": {name: int(rows[name].sum()) for name in money},
    }
