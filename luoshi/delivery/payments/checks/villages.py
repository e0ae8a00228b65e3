"""Villages whose number of payees jumps against the month before."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case
from luoshi.delivery.payments.leads import Lead, say_mark


def check_villages(case: Case) -> Iterator[Lead]:
    """Yield a lead for each new payee of a village that has, against the month before, too many more.

    Who was paid there before is not asked about. Nothing is found where the book has no month before.
    """
    jump = case.benefit.jump
    before = case.get_paid(case.benefit.id, case.ordinal - 1)
    if jump is None or before.is_empty() or is_book_partial(case):
        return
    lines = case.lines.filter(pl.col("village").is_not_null())
    whose = pl.coalesce("id", pl.format("row {}", "row"))
    now = lines.group_by("village").agg(whose.n_unique().alias("now"))
    then = before.group_by("village").agg(pl.col("person").n_unique().alias("before"))
    both = now.join(then, on="village", how="left").with_columns(pl.col("before", "now").fill_null(0).cast(pl.Int64))
    more = pl.col("now") - pl.col("before")
    jumped = both.filter((more >= jump.persons) & (more * 100 >= pl.col("before") * jump.percent))
    known = before.select("person", "village").unique()
    fresh = lines.join(jumped, on="village", how="inner").join(known, on=["person", "village"], how="anti")
    for row, now_count, before_count in fresh.select("row", "now", "before").sort("row").iter_rows():
        yield Lead(
            row,
            "village_jump",
            {
                "now": now_count,
                "before": before_count,
                "persons": jump.persons,
                "percent": jump.percent,
                "mark": say_mark(jump.mark),
            },
        )


def is_book_partial(case: Case) -> bool:
    """Return whether the list has more than twice the payees that the book has for the month before.

    Then it is the book that lacks payments, and every village would seem to jump.
    """
    before = case.get_paid(case.benefit.id, case.ordinal - 1)["person"].n_unique()
    return 0 < 2 * before < case.lines.height
