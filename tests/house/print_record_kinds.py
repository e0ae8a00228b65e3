"""Prints docs/reference/record-kinds.md from the contracts."""

from luoshi.records import KINDS, UNCOUNTED, Column, Contract, Supersede

INTRODUCTION = """# Record kinds

Printed from the contracts in `luoshi/records/kinds/` by `make docs`. A file for `luoshi import` has these columns
in its first row, by their names or the Chinese words beside them. Amounts are whole fen, lengths whole metres, days
are `2021-09-30`, an area is its division code padded to 12 digits. A personal column holds person or household
keys, never a name or an ID number.
"""
_SAID = {
    Supersede.CORRECT: "a later row with the same key replaces an earlier one only as a correction",
    Supersede.LATEST: "a later row with the same key replaces the earlier one",
}


def print_page() -> str:
    """Return the page, kinds in the alphabet's order."""
    parts = [INTRODUCTION]
    for kind in sorted(KINDS):
        parts += _print_kind(KINDS[kind])
    return "\n".join(parts)


def _print_kind(contract: Contract) -> list[str]:
    rows = [_print_column(column) for column in contract.columns]
    key = ", ".join(f"`{name}`" for name in contract.natural_key)
    dated = f"Version {contract.version}. Effective date: `{contract.date}`."
    lines = [
        f"## {contract.kind} {contract.zh}\n",
        f"{contract.en[0].upper()}{contract.en[1:]}. {dated} Natural key: {key}; {_SAID[contract.supersede]}.\n",
        "| column | 中文 | meaning | type | may be | personal |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    if contract.kind in UNCOUNTED:
        lines.append(f"No figure counts it: {UNCOUNTED[contract.kind]}.\n")
    return lines


def _print_column(column: Column) -> str:
    limits = [] if column.required else ["empty"]
    if column.allowed:
        limits.append(", ".join(f"`{value}`" for value in column.allowed))
    if column.minimum is not None:
        limits.append(f"{column.minimum} or more")
    cells = (
        f"`{column.name}`",
        column.zh,
        column.en,
        str(column.type),
        "; ".join(limits),
        "yes" if column.personal else "",
    )
    return "| " + " | ".join(cells) + " |"
