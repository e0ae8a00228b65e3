"""A number found in clean text, with its unit and comparator, before it is put into its sentence."""

from dataclasses import dataclass

from luoshi.bulletins.comparators import Comparator, Interval
from luoshi.bulletins.numerals import Numeral


@dataclass(frozen=True, slots=True)
class Token:
    """One printed figure at `start:end` of the clean text; `number_start:number_end` is the number alone.

    `numeral` is already in base units; `interval` is set for ranges and else follows from the comparator.
    `shares_unit` says that the unit is printed only after a later number of the list.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    numeral: Numeral
    unit: str
    unit_text: str
    comparator: Comparator
    interval: Interval | None = None
    shares_unit: bool = False
