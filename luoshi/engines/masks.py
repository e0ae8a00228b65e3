"""Where each measure's bit stands in the mask files, one file a record kind."""

from collections.abc import Sequence

from luoshi.query import Measure

# A signed 64-bit integer without its sign, and one to spare.
BITS_PER_COLUMN = 62


def locate_bits(measures: Sequence[Measure]) -> dict[str, dict[int, tuple[str, int]]]:
    """Return for each kind: position in `measures` to mask column and bit, in the order given."""
    kinds: dict[str, dict[int, tuple[str, int]]] = {}
    for position, measure in enumerate(measures):
        bits = kinds.setdefault(measure.kind, {})
        column, bit = divmod(len(bits), BITS_PER_COLUMN)
        bits[position] = (f"mask{column}", bit)
    return kinds
