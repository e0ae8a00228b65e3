"""One record kind by area and month in pandas and in Luoshi: the same filters, sums, counts and distinct keys.

pandas answers the easier question: a distinct key counts in every area of its records, where Luoshi counts it
in one. The rows are in memory before its clock starts; Luoshi reads its Parquet files.
"""

import operator
import sys
from pathlib import Path

import pandas as pd

from luoshi.engines import DuckDbEngine, list_read_columns
from luoshi.query import (
    Both,
    Compares,
    Distinct,
    Either,
    Everything,
    Is,
    IsIn,
    IsKnown,
    Measure,
    Not,
    Predicate,
    Total,
    get_date_column,
)
from measuring import report, take_time
from same_work import MONTHS, load_same_work

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def find_rows(frame: pd.DataFrame, where: Predicate) -> pd.Series:
    match where:
        case Everything():
            return pd.Series(True, index=frame.index)
        case Is(column, value):
            return frame[column] == value
        case IsIn(column, values):
            return frame[column].isin(values)
        case Compares(column, sign, value):
            return OPERATORS[sign](frame[column], value)
        case IsKnown(column):
            return frame[column].notna()
        case Not(part):
            return ~find_rows(frame, part)
        case Both(parts):
            return pd.concat([find_rows(frame, part) for part in parts], axis=1).all(axis=1)
        case Either(parts):
            return pd.concat([find_rows(frame, part) for part in parts], axis=1).any(axis=1)
    raise TypeError(f"{where} asks for another kind")


def count(frame: pd.DataFrame, measures: tuple[Measure, ...]) -> int:
    months = {c: pd.to_datetime(frame[c]).dt.to_period("M") for c in {get_date_column(m.timing) for m in measures}}
    cells = 0
    for measure in measures:
        kept = find_rows(frame, measure.where)
        groups = frame[kept].groupby(["area", months[get_date_column(measure.timing)][kept]])
        found = groups.size() if not isinstance(measure, Distinct) else groups[measure.key].nunique()
        cells += len(groups[measure.column].sum() if isinstance(measure, Total) else found)
    return cells


def main(book: Path, kind: str) -> None:
    source, measures = load_same_work(book, kind)
    columns = sorted(list_read_columns(measures)[kind])
    loaded, _, frame = take_time(
        lambda: pd.concat([pd.read_parquet(path, columns=columns) for path in source.files[kind]], ignore_index=True)
    )
    pandas, pandas_cpu, _ = take_time(lambda: count(frame, measures), 2)
    ours, ours_cpu, _ = take_time(lambda: DuckDbEngine().tabulate(source, measures, MONTHS), 2)
    report(
        kind=kind,
        rows=len(frame),
        measures=len(measures),
        pandas_load_s=round(loaded, 2),
        pandas_s=round(pandas, 2),
        luoshi_s=round(ours, 2),
        pandas_times_luoshi=round(pandas / ours, 1),
        pandas_times_luoshi_by_cpu=round(pandas_cpu / ours_cpu, 1),
    )


main(Path(sys.argv[1]), sys.argv[2])
