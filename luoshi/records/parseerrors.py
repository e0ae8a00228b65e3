"""What a parser's error says, without the cells that it quotes: they may name people."""

import re

# Parsers quote in backticks (Polars), or put the row after the count of its columns (Arrow).
_QUOTED = re.compile(r"`.*|(?<=got \d):.*|(?<=got \d\d):.*", re.DOTALL)


def describe_parse_error(error: Exception) -> str:
    """Return the first line of the error up to the first thing that it quotes from the file."""
    said = _QUOTED.sub("…", str(error))
    return said.splitlines()[0].strip() if said else type(error).__name__
