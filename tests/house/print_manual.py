"""Prints the generated pages of the manual: `make docs`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import print_commands
import print_figures
import print_programmes
import print_record_kinds
import print_rules

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": print_commands.print_page,
    "figures.md": print_figures.print_page,
    "programmes.md": print_programmes.print_page,
    "record-kinds.md": print_record_kinds.print_page,
    "rules.md": print_rules.print_page,
}

if __name__ == "__main__":
    for name, print_page in PAGES.items():
        (FOLDER / name).write_text(print_page(), encoding="utf-8")
        sys.stdout.write(f"{FOLDER / name}\n")
