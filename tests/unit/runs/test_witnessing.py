"""The second witness confirms a count, or refuses it by naming the figure and both values."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from luoshi.engines import DuckDbEngine, read_mask_mark
from luoshi.errors import IntegrityFault
from luoshi.figures import Behaviour, Evidence, Figure, Rate, Result
from luoshi.periods import Period
from luoshi.query import Distinct, Happens, Holds, Is, Measure, Rows, Source, Total
from luoshi.runs import make_witness, validate_witness

YEAR = Period.parse("2021")
DAY = Happens("day")


def build_figure(name: str, expression: Measure | Rate) -> Figure:
    behaviour = Behaviour.LEVEL if isinstance(expression, Rate) else Behaviour.FLOW
    words = dict.fromkeys(("programme", "name_zh", "name_en", "unit", "scope_zh", "scope_en"), "payments")
    duty = dict.fromkeys(("milestone", "owner", "basis"), "assumed")
    return Figure(id=name, section=1, behaviour=behaviour, expression=expression, words=("paid",), **words, **duty)


FIGURES = (
    build_figure("paid.rows", Rows("payment", DAY)),
    build_figure("paid.sum", Total("payment", "amount", DAY)),
    build_figure("paid.persons", Distinct("payment", "person", DAY)),
    build_figure("paid.share", Rate(Rows("payment", Holds("day"), Is("sent", True)), Rows("payment", Holds("day")))),
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    days = [date(2021, 1 + n % 12, 5) for n in range(60)]
    frame = pl.DataFrame(
        {
            "record": range(1, 61),
            "area": [371302001001] * 60,
            "day": days,
            "person": [n % 17 for n in range(60)],
            "amount": [100 + n for n in range(60)],
            "sent": [n % 4 != 0 for n in range(60)],
        }
    )
    frame.write_parquet(tmp_path / "payment.parquet")
    pl.DataFrame({"record": [60]}).write_parquet(tmp_path / "ended.parquet")
    return Source({"payment": (tmp_path / "payment.parquet",)}, {"payment": (tmp_path / "ended.parquet",)})


def count_city(source: Source) -> list[Result]:
    results = []
    for figure in FIGURES:
        counted = DuckDbEngine().tabulate(source, figure.measures, [YEAR])
        values = [counted.filter(pl.col("measure") == m)["value"].sum() for m in range(len(figure.measures))]
        bottom = values[1] if len(values) > 1 else None
        value = Fraction(values[0], bottom or 1)
        results.append(Result(figure.id, "371300", YEAR, value, values[0], bottom, "x", Evidence.RECORDS, 1))
    return results


def test_witness_confirms_counts_sums_distinct_keys_and_both_lists_of_a_rate(source: Source, tmp_path: Path) -> None:
    witness = make_witness(source, FIGURES, YEAR, DuckDbEngine(), tmp_path / "masks")
    assert validate_witness(witness, FIGURES, count_city(source)) == 5
    assert witness.values == (59, sum(range(100, 159)), 17, 44, 59)
    assert list(witness.by_hand.values()) == list(witness.values)
    assert witness.masks["payment"] == read_mask_mark(tmp_path / "masks" / "payment.mask.parquet")
    assert witness.masks["payment"].rows == 59
    sealed = witness.to_json(FIGURES)
    assert sealed["figures"][3] == {"figure": "paid.share", "values": [44, 59]}


class TamperingEngine(DuckDbEngine):
    """Writes masks, and then changes a record's mask or adds one of a record no longer in force."""

    def __init__(self, added: dict[str, list[int]] | None = None) -> None:
        super().__init__()
        object.__setattr__(self, "added", added)

    def write_masks(self, source, measures, period, directory):  # type: ignore[no-untyped-def]
        paths = super().write_masks(source, measures, period, directory)
        frame = pl.read_parquet(paths["payment"])
        frame = frame[:-1] if self.added is None else pl.concat([frame, pl.DataFrame(self.added)])
        frame.write_parquet(paths["payment"])
        return paths


def test_mask_with_a_record_taken_out_is_refused_naming_figure_and_both_values(source: Source) -> None:
    witness = make_witness(source, FIGURES, YEAR, TamperingEngine())
    with pytest.raises(IntegrityFault) as caught:
        validate_witness(witness, FIGURES, count_city(source))
    assert caught.value.code == "runs.witness_differs"
    for language in ("zh", "en"):
        said = caught.value.say(language)
        assert all(word in said for word in ("paid.rows", "59", "58", "payment"))


def test_mask_with_a_record_counted_twice_is_refused(source: Source) -> None:
    witness = make_witness(source, FIGURES, YEAR, TamperingEngine({"record": [5], "mask0": [2]}))
    with pytest.raises(IntegrityFault, match=r"paid\.sum"):
        validate_witness(witness, FIGURES, count_city(source))


def test_mask_of_a_record_no_longer_in_force_adds_nothing(source: Source) -> None:
    witness = make_witness(source, FIGURES, YEAR, TamperingEngine({"record": [60], "mask0": [1]}))
    assert validate_witness(witness, FIGURES, count_city(source)) == 5


def test_count_that_the_masks_do_not_confirm_is_refused(source: Source) -> None:
    witness = make_witness(source, FIGURES, YEAR, DuckDbEngine())
    results = count_city(source)
    wrong = Result("paid.share", "371300", YEAR, Fraction(1), 44, 58, "x", Evidence.RECORDS, 1)
    with pytest.raises(IntegrityFault, match="denominator"):
        validate_witness(witness, FIGURES, [*results[:3], wrong])


def test_mask_mark_does_not_depend_on_the_writer(tmp_path: Path) -> None:
    frame = pl.DataFrame({"record": [3, 1, 2], "mask0": [1, 2, 3]})
    frame.write_parquet(tmp_path / "a.parquet", compression="zstd")
    frame.sort("record").write_parquet(tmp_path / "b.parquet", compression="lz4", row_group_size=1)
    assert read_mask_mark(tmp_path / "a.parquet") == read_mask_mark(tmp_path / "b.parquet")
