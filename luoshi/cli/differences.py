"""How the difference between two releases is printed: results as a table, then what else changed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from luoshi.cli.output import Format, console, print_json, print_rows
from luoshi.releases import Difference, ResultChange

_COLUMNS = ("tree", "figure", "area", "period", "before", "after", "change", "unit")
_REASONS = ("figure", "period", "before", "after", "reason", "records", "change")
# What a terminal still shows as a whole; --format json or csv give all.
_MOST_ROWS = 60


def print_difference(difference: Difference, form: Format) -> None:
    """Print a difference: JSON whole, CSV the results, a table at most 60 results and all definitions."""
    if form is Format.JSON:
        print_json(difference.to_json())
        return
    if form is Format.CSV:
        print_rows([_to_row(change) for change in difference.results], _COLUMNS, form, right=frozenset())
        return
    console.print(f"Difference {difference.before} → {difference.after}", highlight=False, soft_wrap=True)
    if difference.is_empty:
        console.print("Same       both releases say the same in every result, definition, parameter and area")
        return
    _print_results(difference.results)
    _print_reasons(difference)
    for definition in difference.definitions:
        console.print(f"\nDefinition {definition.figure}", highlight=False)
        for side, zh, en in zip(("before", "after "), definition.zh, definition.en, strict=True):
            for said in (zh, en):
                console.print(f"  {side} {said or '-'}", highlight=False, markup=False, soft_wrap=True)
        for line in definition.lines:
            console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    for name, changes in (("Parameter", difference.parameters), ("Area", difference.areas)):
        for value in changes:
            console.print(
                f"{name:<10} {value.path}: {value.before} → {value.after}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )


def _print_results(changes: Sequence[ResultChange]) -> None:
    both = [change for change in changes if change.before is not None and change.after is not None]
    left = sum(change.after is None for change in changes)
    came = sum(change.before is None for change in changes)
    console.print(f"Results    {len(both):,} differ   {came:,} only in the later   {left:,} only in the earlier")
    # The city comes first, then its counties; both trees mostly say the same, so the legal one leads.
    ordered = sorted(both, key=lambda change: (not change.area.endswith("00"), change.tree != "legal"))
    if both:
        rows = [_to_row(change) for change in ordered[:_MOST_ROWS]]
        print_rows(rows, _COLUMNS, Format.TABLE, right=frozenset({"before", "after", "change"}))
    if len(both) > _MOST_ROWS or came or left:
        console.print("           --format json or csv give all of them")


def _print_reasons(difference: Difference) -> None:
    """Print the reasons of the city's results: those for each side's own period, else the longest ones."""
    city = [one for one in difference.explained if one.tree == "legal" and one.area.endswith("00")]
    own = [one for one in city if one.earlier_period != one.period] or city
    rows = [
        {
            "figure": one.figure if one.part == "counted" else f"{one.figure} ({one.part})",
            "period": one.period if one.period == one.earlier_period else f"{one.earlier_period} → {one.period}",
            "difference": "not known"
            if one.difference is None
            else f"{float(Fraction(one.difference, one.scale)):+,.10g}",
            "reason": f"{reason.reason.say('zh')} · {reason.reason.say('en')}",
            "records": f"{reason.records:,}",
            "change": f"{float(Fraction(reason.amount, one.scale)):+,.10g}",
        }
        for one in own
        for reason in one.reasons
    ]
    if rows:
        console.print()
        print_rows(rows[:_MOST_ROWS], _REASONS, Format.TABLE, right=frozenset({"before", "after", "records", "change"}))
    more = f"   {len(rows) - _MOST_ROWS} more rows: --figure ID, or --format json" if len(rows) > _MOST_ROWS else ""
    console.print(f"Explained  {len(difference.explained):,} results   unexplained {difference.unexplained}{more}")


def _to_row(change: ResultChange) -> dict[str, object]:
    before, after = _read_value(change.before), _read_value(change.after)
    moved = None if before is None or after is None else after - before
    standing = change.after or change.before or {}
    return {
        "tree": change.tree,
        "figure": change.figure,
        "area": change.area,
        "period": change.period,
        "before": _say(change.before, before),
        "after": _say(change.after, after),
        "change": "" if moved is None else f"{float(moved):+,.10g}",
        "unit": standing.get("unit"),
    }


def _read_value(side: Mapping[str, object] | None) -> Fraction | None:
    if side is None or not isinstance(top := side["value_numerator"], int):
        return None
    bottom = side["value_denominator"]
    return Fraction(top, bottom if isinstance(bottom, int) else 1)


def _say(side: Mapping[str, object] | None, value: Fraction | None) -> str:
    if side is None:
        return "not in it"
    return "not known" if value is None else f"{float(value):,.10g}"


def _say_number(number: int | None, scale: int) -> str:
    return "-" if number is None else f"{float(Fraction(number, scale)):,.10g}"
