"""What other departments' files say of payees and their households: cars, houses, businesses, prison, pensions."""

from collections.abc import Iterator

import polars as pl

from luoshi.delivery.payments.case import Case, OtherFile
from luoshi.delivery.payments.leads import Lead, Said, say_mark, say_rows
from luoshi.policy import Limit

# What the files are called in words; a file that a city names itself is called by that name.
NAMES = {
    "vehicles": Said("机动车", "vehicles"),
    "houses": Said("住房", "houses"),
    "businesses": Said("企业或个体经营", "businesses"),
    "prison": Said("服刑人员", "prison"),
    "pensions": Said("养老金", "pensions"),
    "employees": Said("财政供养或公积金", "public employees"),
}


def check_others(case: Case) -> Iterator[Lead]:
    """Yield a lead for each line whose household has more entries in a file than the benefit allows."""
    for name, limit in case.benefit.against.items():
        if name in case.others:
            yield from _check_file(case, case.others[name], limit)


def _check_file(case: Case, other: OtherFile, limit: Limit) -> Iterator[Lead]:
    """Count entries by household; a line without one is a household of its own."""
    home = pl.coalesce(pl.format("household {}", "household"), "id", pl.format("row {}", "row"))
    lines = case.lines.select("row", "id", home.alias("home"))
    members = lines.filter(pl.col("id").is_not_null()).unique(["home", "id"])
    hits = members.join(other.rows.select("id", pl.col("row").alias("at")), on="id", how="inner")
    homes = hits.group_by("home").agg(pl.col("at").sort()).filter(pl.col("at").list.len() > limit.value)
    named = NAMES.get(other.name, Said(other.name, other.name))
    for row, at in lines.join(homes, on="home", how="inner").select("row", "at").sort("row").iter_rows():
        yield Lead(
            row,
            f"against_{other.name}",
            {
                "what": named,
                "file": other.file,
                "rows": say_rows(at),
                "count": len(at),
                "allowed": limit.value,
                "source": limit.source,
                "mark": say_mark(limit.mark),
            },
            message="listed_elsewhere",
        )
