"""The dated standards of the city, checked by hand against what was printed."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import luoshi_linyi.programmes
from luoshi.figures import SmallestRise
from luoshi.policy import load_parameters
from luoshi_linyi.programmes import FIGURES

BOOK = load_parameters(Path(luoshi_linyi.programmes.__file__).parents[1] / "parameters")
YEAR_END = date(2021, 12, 31)


def test_assistance_standards_rose_by_a_tenth_at_least_and_the_least_by_a_tenth() -> None:
    uplift = next(figure for figure in FIGURES if figure.id == "assistance.standard_uplift").expression
    assert isinstance(uplift, SmallestRise)
    assert len(uplift.parameters) == 9
    rises = [
        Fraction(BOOK.get_value(name, YEAR_END), BOOK.get_value_before(name, YEAR_END)) - 1
        for name in uplift.parameters
    ]
    assert min(rises) == Fraction(1, 10)


def test_resident_pension_changes_on_the_first_of_july() -> None:
    assert BOOK.get_value("standard.resident_pension", date(2021, 6, 30)) == 14200
    assert BOOK.get_value("standard.resident_pension", date(2021, 7, 1)) == 15000
    assert BOOK.get_value_before("standard.resident_pension", YEAR_END) == 14200


def test_yearly_standards_are_those_printed() -> None:
    assert BOOK.get_value_before("standard.public_health", YEAR_END) == 7400
    assert BOOK.get_value("standard.public_health", YEAR_END) == 7900
    assert BOOK.get_value_before("standard.resident_insurance", YEAR_END) == 55000
    assert BOOK.get_value("standard.resident_insurance", YEAR_END) == 58000


def test_special_outpatient_list_holds_the_two_diseases_named() -> None:
    entries = BOOK.list_entries("list.special_outpatient", date(2021, 1, 1), YEAR_END)
    assert entries == ("肺结核", "慢性病毒性肝炎")
