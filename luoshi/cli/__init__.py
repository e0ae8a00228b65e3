"""The command line: parses arguments and prints; everything else is in `luoshi.runs`."""

from luoshi.cli.app import main

__all__ = ["main"]
