import pytest

from luoshi.bulletins.checking import fits_unit


@pytest.mark.parametrize(
    ("figure_unit", "claim_unit"),
    [("person", "person"), ("estate", "item"), ("yuan/person/month", "yuan"), ("ride", "attendance")],
)
def test_units_of_one_family_fit(figure_unit: str, claim_unit: str) -> None:
    assert fits_unit(figure_unit, claim_unit)


@pytest.mark.parametrize(
    ("figure_unit", "claim_unit"),
    [
        ("person", "attendance"),
        ("person", "household"),
        ("yuan", "yuan/person/month"),
        ("estate", "household"),
        ("ratio", "person"),
        ("yuan", "usd"),
    ],
)
def test_units_of_two_families_do_not_fit(figure_unit: str, claim_unit: str) -> None:
    assert not fits_unit(figure_unit, claim_unit)
