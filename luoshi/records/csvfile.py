"""Reading CSV in batches: UTF-8 with or without a mark, or GB18030; comma, semicolon or tab."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.csv as pc

from luoshi.errors import UserFault
from luoshi.records.contracts import Contract
from luoshi.records.headings import ROW, SEARCHED_ROWS, count_matches
from luoshi.records.parseerrors import describe_parse_error

CELLS = "_cells"  # how many cells a row has, where not as many as there are headings
_PIECE = 1 << 22  # 4 MiB: read ahead of the decoder, and one block of the parser
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written."""

    encoding: str
    separator: str


def find_dialect(path: Path, contract: Contract) -> tuple[Dialect, list[list[str]]]:
    """Return the dialect under which most headings are the contract's, and the file's first rows under it."""
    encoding = _find_encoding(path)
    with path.open("rb") as stream:
        sample = codecs.getincrementaldecoder(encoding)().decode(stream.read(_PIECE))
    if not sample.strip():
        raise UserFault("records.empty_file", path=path)
    # Two rows past the searched ones, for headings of three rows.
    wanted = SEARCHED_ROWS + 2
    try:
        tried = [
            list(islice(csv.reader(io.StringIO(sample), delimiter=separator), wanted)) for separator in _SEPARATORS
        ]
    except csv.Error as error:
        raise UserFault("records.unreadable_csv", path=path, detail=describe_parse_error(error)) from error
    place = max(range(len(tried)), key=lambda number: count_matches(tried[number], contract))
    return Dialect(encoding, _SEPARATORS[place]), tried[place]


def read_csv_batches(path: Path, dialect: Dialect, start: int, width: int, batch: int) -> Iterator[pl.DataFrame]:
    """Yield the rows below the first `start`: their number in the file, `column_0` and so on as text, and `_cells`.

    A row with more or fewer cells than `width` comes too, its cells as far as they go and the
    rest in the last; `_cells` then says how many there were. Numbers count rows, not lines.
    """
    broken: list[pc.InvalidRow] = []

    def keep(row: pc.InvalidRow) -> str:
        broken.append(row)
        return "skip"

    # With one thread the parser gives the numbers of the rows that it skips; without them no row has a number.
    reading = pc.ReadOptions(
        use_threads=False,
        block_size=_PIECE,
        column_names=[f"column_{place}" for place in range(width)],
        skip_rows_after_names=start,
        encoding=dialect.encoding,
    )
    parsing = pc.ParseOptions(
        delimiter=dialect.separator,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=keep,
    )
    texts = pc.ConvertOptions(column_types={name: pa.string() for name in reading.column_names})
    number = start
    gathered: list[pl.DataFrame] = []
    try:
        with pc.open_csv(path, reading, parsing, texts) as reader:
            for block in reader:
                frame = pl.DataFrame(pl.from_arrow(pa.Table.from_batches([block])))
                numbered, number = _number(frame, number, broken, dialect.separator)
                gathered.append(numbered)
                if sum(part.height for part in gathered) >= batch:
                    yield pl.concat(gathered)
                    gathered = []
    except StopIteration:
        return
    except pa.ArrowInvalid as error:
        if "Empty CSV file" not in str(error):
            raise UserFault("records.unreadable_csv", path=path, detail=describe_parse_error(error)) from error
    if broken:
        empty = pl.DataFrame(schema=dict.fromkeys(reading.column_names, pl.String))
        gathered.append(_number(empty, number, broken, dialect.separator)[0])
    if gathered:
        yield pl.concat(gathered)


def _number(frame: pl.DataFrame, number: int, broken: list[pc.InvalidRow], separator: str) -> tuple[pl.DataFrame, int]:
    """Give a block's rows their numbers, put the broken rows among them, and return the last number."""
    last = number + frame.height
    taken = []
    for row in list(broken):
        if row.number <= last + 1:
            taken.append(row)
            broken.remove(row)
            last += 1
    skipped = {row.number for row in taken}
    if skipped:
        numbers = [place for place in range(number + 1, last + 1) if place not in skipped]
        column = pl.Series(ROW, numbers[: frame.height], dtype=pl.UInt32)
    else:
        column = pl.int_range(number + 1, last + 1, dtype=pl.UInt32, eager=True).alias(ROW)
    numbered = frame.select(column, pl.all(), pl.lit(None, dtype=pl.Int32).alias(CELLS))
    mended = [_spread(row, frame.width, separator) for row in taken if row.text.strip(f"{separator} \r\n")]
    if mended:
        extra = pl.DataFrame(mended, schema=numbered.schema, orient="row")
        numbered = pl.concat([numbered, extra]).sort(ROW)
    return numbered, last


def _spread(row: pc.InvalidRow, width: int, separator: str) -> list[object]:
    cells = next(csv.reader(io.StringIO(row.text), delimiter=separator), [])
    kept: list[str | None] = [*cells[: width - 1], *cells[width - 1 : width]]
    if len(cells) > width:
        kept[-1] = separator.join(cells[width - 1 :])
    kept += [None] * (width - len(kept))
    return [row.number, *kept, row.actual_columns]


def _find_encoding(path: Path) -> str:
    # GB18030 contains GBK and GB2312. UTF-8 first: text of either is almost never valid in the other.
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UserFault("records.unknown_encoding", path=path)
