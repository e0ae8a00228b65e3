"""A case from a real decision, with nothing in it that says whose it is.

Left out: keys, village, days. Kept: what the rules look at, with ages instead of births, income and savings a head
instead of the household's, the rate area's first county instead of the place, and only whether a day lies before
or after the month that it is held against.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from luoshi.policy.benefits import RateArea
from luoshi.policy.rules.explain import Explanation, Row

_MONTHS_OF_HALF_A_YEAR = 6


def write_case(found: Explanation, members: Sequence[Row], rate_areas: Sequence[RateArea]) -> str:
    """Return the YAML of a case that must be decided as `found`; `members` begins with the person decided."""
    first, month = members[0], found.month
    # Where no rate area is declared the standards of the city hold, and its own code lies in none.
    whole = f"{str(first['area'])[:4]}00"
    place = next((area.areas[0] for area in rate_areas if area.id == found.rate_area), whole)
    outcome: Any = _to_yuan(found.amount) if found.entitled else [one.id for one in found.failed]
    household = {
        "residence": first["residence"],
        "area": str(place),
        "confirmed": _hide_day(first["confirmed_on"], month, next_month=True),
        "income": _to_yuan(_round_down(first["income"], 12 * first["size"])),
        "assets": _to_yuan(_round_down(first["assets"], first["size"])),
        "capital": _to_yuan(first["business_capital"]),
        "vehicles": first["vehicles"],
        "dwellings": first["dwellings"],
    }
    case = {
        "name": f"{found.rule.zh}，{month:%Y-%m}，{'享受' if found.entitled else '不享受'}",
        "month": f"{month:%Y-%m}",
        "household": household,
        "members": [_describe_member(row, month) for row in members],
        "expect": {found.rule.benefit: outcome},
    }
    return yaml.safe_dump([case], allow_unicode=True, sort_keys=False, width=120)


def _describe_member(row: Row, month: date) -> Mapping[str, Any]:
    told = {name: row[name] for name in ("disability", "grade", "self_care", "obligor", "pension")}
    # In the month of a birthday the age of the month before is another: then the month of birth is kept.
    months = row["age"] * 12 + (0 if row["age"] != row["age_before"] else _MONTHS_OF_HALF_A_YEAR)
    born = _move(month, -months)
    return {
        "born": f"{born:%Y-%m}",
        **told,
        "subsidies_from": _hide_day(row["subsidies_from"], month, next_month=False),
    }


def _hide_day(day: date | None, month: date, *, next_month: bool) -> str | None:
    """Return a month on the same side of the month decided: what counts from `day` on, or from the month after it."""
    if day is None:
        return None
    counts = day.replace(day=1) < month if next_month else day.replace(day=1) <= month
    if next_month:
        return f"{_move(month, -1 if counts else 0):%Y-%m}"
    return f"{_move(month, 0 if counts else 1):%Y-%m}"


def _move(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _round_down(fen: int, step: int) -> int:
    return fen // step * step


def _to_yuan(fen: int) -> int | float:
    return fen // 100 if fen % 100 == 0 else fen / 100
